export { openZip, type Zip, ZipFault } from "./read.ts";
