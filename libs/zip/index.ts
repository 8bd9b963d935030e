export { openZip, ZipFault } from "./read.ts";
