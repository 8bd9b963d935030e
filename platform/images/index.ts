export { drawPng } from "./draw.ts";
export {
  forgetImage,
  imageJobs,
  imagesAfter,
  keepImage,
  readyImage,
  remakeImage,
  type ShownImage,
  shownImages,
} from "./images.ts";
export { serveImages } from "./serve.ts";
