/** Pictures drawn by us: SVG made into pixels. The SVG is ours; nobody else's is ever given here. */
import { sharp } from "./sharp.ts";

/** A PNG of an SVG at its own size, in a palette: flat colours stay small. */
export function drawPng(svg: string): Promise<Buffer> {
  return sharp(Buffer.from(svg)).png({ palette: true, quality: 90, effort: 4 }).toBuffer();
}
