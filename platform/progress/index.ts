export {
  type Progress,
  type ProgressEvent,
  type ProgressOptions,
  progress,
  type Skipped,
  type Summary,
} from "./progress.ts";
export { progressWriter, type Screen, type Writer } from "./writers.ts";
