export { flvHeader, flvTag } from "./flv.ts";
export { receiver } from "./receiver.ts";
