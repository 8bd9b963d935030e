/** What a module's contract.ts is written with. Safe for the browser: no I/O, no Node. */

export { apiDocument } from "./api-document.ts";
export {
  type AnswerOf,
  addressOf,
  type Call,
  type InputOf,
  isCommand,
  type Operation,
  operation,
} from "./operation.ts";
export {
  DayShape,
  Empty,
  Id,
  ImageFile,
  ImageShape,
  InstantShape,
  imageBodyLimit,
  Line,
  mostImageBytes,
  mostInteger,
  Nullable,
  Page,
  Prose,
  Reason,
  T,
  Version,
} from "./shapes.ts";
