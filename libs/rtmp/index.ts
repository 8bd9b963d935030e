export { flvHeader, flvTag } from "./flv.ts";
export { type Media, type ReceiverStep, receiver } from "./receiver.ts";
