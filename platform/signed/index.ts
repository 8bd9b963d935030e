export { type AskOptions, askSigned } from "./ask.ts";
export { isSigned, signedHeaders } from "./signature.ts";
