/** A PDF of filled outlines: what it looks like depends on no font of any reader. The words go with them, for search and voices. */
export { type Cloth, type Drawing, pdfOf } from "./pdf.ts";
