declare module "virtual:touches" {
  const url: string;
  export default url;
}

declare module "hls.js/dist/hls.light.min.js?url" {
  const url: string;
  export default url;
}
