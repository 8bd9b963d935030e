export { assign, type ChoiceResult } from "./assign.ts";
export { entryNumber, readEntryNumber } from "./entry-number.ts";
export type { Class, DrawList, Entry } from "./list.ts";
export { draw, freeze } from "./outcome.ts";
export { publicForms, readValue, type ValueFault } from "./public-value.ts";
export { commitmentTo } from "./rank.ts";
export type { Fault } from "./shape.ts";
export { type Finding, type Report, verify } from "./verify.ts";

/** The verifier that people download: a page and a command, each one file (made by tools/draw-verifier). */
export const verifierFiles = {
  page: new URL("./verifier/verify-draw.html", import.meta.url),
  command: new URL("./verifier/verify-draw.mjs", import.meta.url),
};
