export {
  type ProgressEvent,
  progress,
} from "./progress.ts";
export { progressWriter, type Writer } from "./writers.ts";
