declare module "virtual:touches" {
  const url: string;
  export default url;
}
