export {
  dropFiles,
  forgetImage,
  imageJobs,
  imagesAfter,
  keepImage,
  remakeImage,
  type ShownImage,
  shownImages,
} from "./images.ts";
export { serveImages } from "./serve.ts";
