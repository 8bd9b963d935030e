/** The picture of a reading list where its address is shared: its own, or its first books before a pattern of its name. */
import type { AnswerOf } from "#contract";
import { coverSvg, pictureOf } from "#libs/covers";
import { type Ctx, textFor } from "#platform/ctx";
import { jpegOf } from "#platform/images";
import { setLine, setWords } from "#platform/lettering";
import { type SheetRow, shareCover, shareInks, shareSheet } from "#programme";
import type { getList } from "./contract.ts";
import { listOf } from "./list-store.ts";
import { showList } from "./show-list.ts";

type List = AnswerOf<typeof getList>;

/** A PNG of a public list, always in the language it was written in: the faces pictures are set in have Han and Latin. */
export async function shareList(ctx: Ctx, id: string): Promise<Buffer> {
  const source: Ctx = { ...ctx, locale: "zh-CN" };
  const list = await showList(source, id);
  const text = textFor(source);
  const row = (words: string, more: Partial<SheetRow> = {}): SheetRow => ({
    words,
    face: "hei-400",
    size: 34,
    most: 2,
    colour: shareInks.ink,
    gap: 18,
    ...more,
  });
  return shareSheet({
    rows: [
      row(text("reading-lists.title"), { size: 30, colour: shareInks.river, face: "hei-600", gap: 10 }),
      row(list.title, { face: "song-600", size: 64, most: 3, gap: 32 }),
      ...(list.audience ? [row(text("reading-list.for", { audience: list.audience }))] : []),
      row(text("reading-list.books", { count: list.books })),
    ],
    foot: `${text("city.name")} · ${list.organisation.name}`,
    cover: (await ownCover(ctx, id)) ?? (await booksBefore(list)),
  });
}

async function ownCover(ctx: Ctx, id: string): Promise<string | null> {
  const image = (await listOf(ctx.db, id))?.cover;
  const jpeg = image ? await jpegOf(ctx, image, shareCover.width) : null;
  if (!jpeg) return null;
  const { x, y, width, height } = shareCover;
  return `<svg x="${x}" y="${y}" width="${width}" height="${height}"><image width="${width}" height="${height}" preserveAspectRatio="xMidYMid slice" href="data:image/jpeg;base64,${jpeg.toString("base64")}"/></svg>`;
}

const board = { width: 130, height: 182, gap: 14 } as const;
const boards = ["#0b6e69", "#27406b", "#8c2c25"] as const;
const slip = { width: 40, inset: 12, paper: "#f4ead2", ink: "#22201c" } as const;
/** How thick the board is that they stand on. */
const shelf = 24;

async function booksBefore({ title, titles }: List): Promise<string> {
  const shown = titles.slice(0, boards.length);
  const all = shown.length * board.width + (shown.length - 1) * board.gap;
  const foot = shareCover.y + shareCover.height - shelf;
  const first = shareCover.x + (shareCover.width - all) / 2;
  const drawn = await Promise.all(
    shown.map(async (book, n) => {
      const [x, y] = [first + n * (board.width + board.gap), foot - board.height];
      return `<g transform="translate(${x} ${y})"><rect width="${board.width}" height="${board.height}" rx="3" fill="${boards[n]}"/>${await titleSlip(book)}</g>`;
    }),
  );
  const ground = coverSvg(pictureOf(title, undefined), { ...shareCover, id: "cover" });
  return `${ground}${drawn.join("")}<rect x="${shareCover.x}" y="${foot}" width="${shareCover.width}" height="${shelf}" fill="${shareInks.ink}"/>`;
}

/** A title as it stands on an old title slip: Han characters one below another, other scripts along it. */
async function titleSlip(title: string): Promise<string> {
  const { inset, width } = slip;
  const x = board.width - inset - width;
  const [size, room] = [24, board.height - 2 * inset - 12];
  const han = /^[\p{Script=Han}\p{P}\s]+$/u.test(title);
  const words = han ? await downwards(title, { size, room }) : await along(title, { size: 20, room });
  if (words === null) return "";
  return `<g transform="translate(${x} ${inset})"><rect width="${width}" height="${room + 12}" fill="${slip.paper}"/><g fill="${slip.ink}">${words}</g></g>`;
}

interface Room {
  size: number;
  room: number;
}

async function downwards(title: string, { size, room }: Room): Promise<string> {
  const step = size * 1.1;
  const signs = [...title].filter((sign) => !/\s/u.test(sign)).slice(0, Math.floor(room / step));
  const drawn = await Promise.all(
    signs.map(async (sign, n) => {
      const { lines } = await setWords(sign, { face: "song-600", size, width: size * 2, most: 1 });
      return `<g transform="translate(${(slip.width - size) / 2} ${6 + n * step + size * 0.88})">${lines[0]?.svg ?? ""}</g>`;
    }),
  );
  return drawn.join("");
}

/** Null where our faces lack its letters: a board without words is better than one with wrong ones. */
async function along(title: string, { size, room }: Room): Promise<string | null> {
  let words = title;
  let line = await setLine(words, { faces: ["hei-600", "naskh-600"], size });
  if (line.missing.length > 0) return null;
  while (line.width > room && words.includes(" ")) {
    words = words.slice(0, words.lastIndexOf(" "));
    line = await setLine(words, { faces: ["hei-600", "naskh-600"], size });
  }
  if (line.width > room) return null;
  const paths = line.paths.map(
    ({ d, x, scale }) => `<path d="${d}" transform="translate(${x} 0) scale(${scale})"/>`,
  );
  return `<g transform="translate(${slip.width / 2 - size * 0.35} 6) rotate(90)">${paths.join("")}</g>`;
}
