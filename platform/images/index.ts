export { drawPng } from "./draw.ts";
export {
  forgetImage,
  imageJobs,
  imagesAfter,
  jpegOf,
  keepImage,
  readyImage,
  remakeImage,
  type ShownImage,
  shownImages,
} from "./images.ts";
export { serveImages } from "./serve.ts";
