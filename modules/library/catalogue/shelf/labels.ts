/** Labels for spines, to print on sheets of three by eight: call number, house, barcode. Outlines, right whatever fonts a machine has. */
import { type Drawing, pdfOf } from "#libs/pdf";
import { placesOf } from "#places";
import { type Ctx, textFor } from "#platform/ctx";
import { type Face, setLine } from "#platform/lettering";
import type { Item } from "../items/item-store.ts";
import { barsOf } from "./code-128.ts";

// A4 in labels of 70 × 37 mm without margins between, as every stationer has them.
const sheet = { width: 595.28, height: 841.89 };
const across = 3;
const down = 8;
const label = { width: sheet.width / across, height: sheet.height / down };
const inset = 14;
const black = [0, 0, 0] as const;
const faces: [Face, ...Face[]] = ["hei-400", "naskh-400"];

/** The labels of these items, in their order. */
export async function labelsOf(ctx: Ctx, items: readonly Item[]): Promise<Buffer> {
  const places = await placesOf(
    ctx.db,
    items.flatMap(({ placeId }) => placeId ?? []),
  );
  const demo = ctx.city.demo ? `${textFor(ctx)("label.demo")} ` : "";
  const pages: { width: number; height: number; drawings: Drawing[] }[] = [];
  for (const [at, item] of items.entries()) {
    const place = at % (across * down);
    if (place === 0) pages.push({ ...sheet, drawings: [] });
    const corner = { x: (place % across) * label.width, y: Math.floor(place / across) * label.height };
    const house = `${demo}${places.get(item.placeId ?? "")?.name ?? ""} ${item.shelf}`.trim();
    pages.at(-1)?.drawings.push(...(await drawLabel(item, house, corner)));
  }
  return pdfOf(pages, { title: textFor(ctx)("label.title"), lang: ctx.locale });
}

interface Corner {
  x: number;
  y: number;
}

/** A call number stands as on the spine: class above, mark of the book below. */
async function drawLabel(item: Item, house: string, { x, y }: Corner): Promise<Drawing[]> {
  const [first = "", second = ""] = splitCallNumber([item.callNumber, item.volume].filter(Boolean).join(" "));
  const lines = [
    { words: house, size: 8, at: 18 },
    { words: first, size: 17, at: 38 },
    { words: second, size: 17, at: 57 },
    { words: item.barcode, size: 8, at: 97 },
  ].filter(({ words }) => words !== "");
  const drawn = await Promise.all(lines.map((line) => drawLine(line, { x, y })));
  const bars = barsOf(item.barcode, 1);
  if (!bars) return drawn;
  // A module of at least a quarter of a millimetre, and as much paper at both ends as a scanner wants.
  const scale = Math.min(1, (label.width - 2 * inset) / (bars.width + 20));
  const height = 24;
  return [
    ...drawn,
    {
      colour: black,
      paths: [
        {
          d: barsOf(item.barcode, height / scale)?.d ?? "",
          x: x + inset + 10 * scale,
          y: y + 63,
          scale,
        },
      ],
    },
  ];
}

function splitCallNumber(callNumber: string): [string, string] {
  const at = callNumber.search(/[/\s]/);
  return at < 0 ? [callNumber, ""] : [callNumber.slice(0, at), callNumber.slice(at).replace(/^[\s/]+/, "")];
}

/** Smaller where it would be wider than the label. */
async function drawLine(
  { words, size, at }: { words: string; size: number; at: number },
  { x, y }: Corner,
): Promise<Drawing> {
  const { paths, width } = await setLine(words, { faces, size });
  const fits = Math.min(1, (label.width - 2 * inset) / Math.max(width, 1));
  return {
    words,
    colour: black,
    paths: paths.map(({ d, x: of, scale }) => ({
      d,
      x: x + inset + of * fits,
      y: y + at,
      scale: scale * fits,
    })),
  };
}
