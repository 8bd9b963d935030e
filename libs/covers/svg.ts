import type { Picture, Stroke } from "./chance.ts";

/** The frame shapes are drawn in; a tile has its own. */
const frame = { width: 120, height: 80 };

/** A picture filling a rectangle, as SVG elements for an image somebody else begins and ends. `id`: of its own in that image. */
export function coverSvg(
  picture: Picture,
  { x, y, width, height, id }: { x: number; y: number; width: number; height: number; id: string },
): string {
  const drawn = picture.strokes.map(strokeSvg).join("");
  const scale = Math.max(width / frame.width, height / frame.height);
  const place = `translate(${x + (width - frame.width * scale) / 2} ${y + (height - frame.height * scale) / 2}) scale(${scale})`;
  const box = `x="${x}" y="${y}" width="${width}" height="${height}"`;
  const inside = picture.tile
    ? `<pattern id="${id}" patternUnits="userSpaceOnUse" width="${picture.tile.width}" height="${picture.tile.height}" patternTransform="${place}">${drawn}</pattern><rect ${box} fill="url(#${id})"/>`
    : `<clipPath id="${id}"><rect ${box}/></clipPath><g clip-path="url(#${id})"><g transform="${place}">${drawn}</g></g>`;
  return `<rect ${box} fill="${picture.ground}"/>${inside}`;
}

function strokeSvg({ d, colour, width, turns, centre }: Stroke): string {
  const paint = width
    ? `fill="none" stroke="${colour}" stroke-width="${width}" stroke-linecap="round"`
    : `fill="${colour}"`;
  if (!turns || !centre) return `<path d="${d}" ${paint}/>`;
  const [x, y] = centre;
  return `<g ${paint}>${turns.map((turn) => `<path d="${d}" transform="rotate(${turn} ${x} ${y})"/>`).join("")}</g>`;
}
