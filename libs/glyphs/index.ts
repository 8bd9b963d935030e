export { packCodes, unpackCodes } from "./codes.ts";
export { type Font, openFont, subset } from "./subset.ts";
export { readWoff, type Tables, writeWoff } from "./woff.ts";
