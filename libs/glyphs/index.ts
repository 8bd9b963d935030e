export { isRightToLeft, seenOrder } from "./arabic.ts";
export { packCodes, unpackCodes } from "./codes.ts";
export { outlineOf, unitsPerEm } from "./outline.ts";
export { type Font, openFont, subset } from "./subset.ts";
export { readWoff, writeWoff } from "./woff.ts";
