declare module "opencc-js/dict/TSCharacters" {
  /** "traditional simplified [other simplified…]" for one character each, separated by "|". */
  const pairs: string;
  export default pairs;
}
