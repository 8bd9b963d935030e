export { assign, type ChoiceResult, type Result } from "./assign.ts";
export { entryNumber, readEntryNumber } from "./entry-number.ts";
export type { Class, DrawList, Entry } from "./list.ts";
export { type DrawRefusal, draw, freeze } from "./outcome.ts";
export { possibleValues, publicForms, readValue, type ValueFault, type ValueForm } from "./public-value.ts";
export { commitmentTo } from "./rank.ts";
export type { Fault, FaultId } from "./shape.ts";
export { type Check, type Finding, type Known, type Report, verify } from "./verify.ts";

/** The verifier that people download: a page and a command, each one file (made by tools/draw-verifier). */
export const verifierFiles = {
  page: new URL("./verifier/verify-draw.html", import.meta.url),
  command: new URL("./verifier/verify-draw.mjs", import.meta.url),
};
