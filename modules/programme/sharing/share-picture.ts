/** The picture of an event where its address is shared: its cover, and on quiet paper what, when and where. */
import { createHash } from "node:crypto";
import { Temporal } from "temporal-polyfill";
import { coverSvg, pictureOf } from "#libs/covers";
import { type Ctx, textFor } from "#platform/ctx";
import { drawPng } from "#platform/images";
import { type Face, setWords } from "#platform/lettering";
import { showEvent } from "../finding/show-event.ts";
import { sessionToShow } from "./session-to-show.ts";

/** 1.91 : 1, what Open Graph readers ask for; the middle square, to which others cut it, keeps words and cover. */
export const shareSize = { width: 1200, height: 630 } as const;

const paper = { x: 60, width: 640 } as const;
const colours = { paper: "#fff", ink: "#22201c", quiet: "#5c574e", river: "#0b6e69" } as const;

/** A PNG of a published event. Always in the language it was written in: the faces pictures are set in have Han and Latin. */
export async function sharePicture(ctx: Ctx, id: string): Promise<Buffer> {
  const source: Ctx = { ...ctx, locale: "zh-CN" };
  const event = await showEvent(source, id);
  const text = textFor(source);
  const session = sessionToShow(event.sessions, ctx.clock());
  const [when, where] = [
    session &&
      text.formats.rangeText({
        from: Temporal.Instant.from(session.startsAt),
        to: Temporal.Instant.from(session.endsAt),
      }),
    session?.place?.name ?? event.place?.name ?? text(`event.mode.${event.mode}`),
  ];
  const rows: Row[] = [
    { words: event.title, face: "song-600", size: 64, most: 3, colour: colours.ink, gap: 36 },
    ...(event.cancelledBecause
      ? [
          {
            words: text("event.cancelled"),
            face: "hei-600" as const,
            size: 34,
            most: 1,
            colour: colours.ink,
            gap: 18,
          },
        ]
      : []),
    ...(when
      ? [{ words: when, face: "hei-600" as const, size: 34, most: 2, colour: colours.river, gap: 18 }]
      : []),
    { words: where, face: "hei-400", size: 34, most: 2, colour: colours.ink, gap: 18 },
  ];
  const foot: Row = {
    words: `${text("city.name")} · ${event.organiser.name}`,
    face: "hei-400",
    size: 26,
    most: 1,
    colour: colours.quiet,
    gap: 0,
  };
  const { width, height } = shareSize;
  const cover = coverSvg(pictureOf(event.title, event.series[0]?.family), {
    x: 760,
    y: 0,
    width: width - 760,
    height,
    id: "cover",
  });
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="${width}" height="${height}" fill="${colours.paper}"/>${cover}${await column(rows, 90)}${await column([foot], height - 90)}</svg>`;
  return kept(svg);
}

interface Row {
  words: string;
  face: Face;
  size: number;
  most: number;
  colour: string;
  gap: number;
}

async function column(rows: readonly Row[], top: number): Promise<string> {
  let y = top;
  let drawn = "";
  for (const { words, face, size, most, colour, gap } of rows) {
    const { lines } = await setWords(words, { face, size, width: paper.width, most });
    for (const { svg } of lines) {
      drawn += `<g transform="translate(${paper.x} ${y + size * 0.88})" fill="${colour}">${svg}</g>`;
      y += size * 1.3;
    }
    y += gap;
  }
  return drawn;
}

const pictures = new Map<string, Buffer>();
const mostKept = 200;

/** Drawing takes some 50 ms, and a shared address is fetched by everybody who sees it: the newest are kept. */
async function kept(svg: string): Promise<Buffer> {
  const key = createHash("sha256").update(svg).digest("base64");
  const known = pictures.get(key);
  if (known) return known;
  const png = await drawPng(svg);
  if (pictures.size >= mostKept) pictures.clear();
  pictures.set(key, png);
  return png;
}
