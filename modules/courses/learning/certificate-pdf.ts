/** A certificate to print: outlines on a sheet, right in Chinese and in Uyghur whatever fonts a machine has. */
import { Temporal } from "temporal-polyfill";
import { pictureOf } from "#libs/covers";
import { isRightToLeft } from "#libs/glyphs";
import { type Cloth, type Drawing, pdfOf } from "#libs/pdf";
import { qrPath } from "#libs/qr";
import { plainReadableCode } from "#platform/auth";
import { type Ctx, textFor } from "#platform/ctx";
import { found, refused } from "#platform/errors";
import { type Face, setLine } from "#platform/lettering";
import { organiserNames } from "#programme";
import { classById } from "../classes/class-store.ts";
import { course as courseById } from "../course/course-store.ts";
import { titleIn } from "../course/words.ts";
import { certificateBy } from "./certificate-store.ts";

/** Whose certificate it is, and of whose class. */
export async function certificateTarget(ctx: Ctx, number: string) {
  const { certificate, klass } = await certificateOf(ctx, number);
  return { subject: certificate.subject, orgPath: klass.orgPath };
}

export type PaperLang = "zh-CN" | "ug";

/** Languages in which the words of the sheet are there: approved, or in a demo, which marks the sheet. */
export function paperLangs(ctx: Ctx): PaperLang[] {
  return (["zh-CN", "ug"] as const).filter(
    (lang) => textFor({ ...ctx, locale: lang }).langOf("certificate.paper") === lang,
  );
}

/** Characters of a name that no typeface of ours has: a certificate with it cannot be drawn. */
export async function unsetIn(name: string): Promise<string[]> {
  return (await setLine(name, { faces: facesFor(name, true), size: 1 })).missing;
}

// A4, lying.
const sheet = { width: 842, height: 595 } as const;
const middle = sheet.width / 2;
/** Silk hangs at both sides. */
const silk = { width: 46, margin: 14 } as const;
const edge = silk.width + silk.margin;
const inner = sheet.width - 2 * (edge + 48);

type Colour = readonly [number, number, number];
const ink: Colour = [0.106, 0.102, 0.09];
const quiet: Colour = [0.361, 0.345, 0.314];
const river: Colour = [0.043, 0.431, 0.412];
const poplar: Colour = [0.722, 0.455, 0.063];
const madder: Colour = [0.659, 0.196, 0.165];

/** The sheet in this language. What is not in the middle changes sides where one reads from the right. */
export async function certificatePdf(ctx: Ctx, number: string, lang: PaperLang): Promise<Buffer> {
  const { certificate, klass } = await certificateOf(ctx, number);
  if (certificate.withdrawnAt) throw refused("certificate.withdrawn");
  if (!paperLangs(ctx).includes(lang)) throw refused("certificate.not-in-language");
  const course = found(await courseById(ctx.db, klass.courseId), "course", klass.courseId);
  const own: Ctx = { ...ctx, locale: lang };
  const text = textFor(own);
  const organiser = (await organiserNames(own, [course.organisationId]))(course.organisationId).name;
  const { attended, lessons, name } = certificate;
  const { title } = titleIn(course, lang);
  const heading = text("certificate.paper");
  const address = `${ctx.city.publicUrl}/certificates?number=${certificate.number}`;
  const { year, month, day } = Temporal.PlainDate.from(certificate.issuedOn);
  const begins = isRightToLeft(heading) ? "right" : "left";
  const ends = begins === "left" ? "right" : "left";
  const line = (words: string, y: number, more: Omit<Line, "words" | "y">) => ({ words, y, ...more });
  const lines: Line[] = [
    ...(ctx.city.demo ? [line(text("certificate.paper.demo"), 58, { size: 12, colour: madder })] : []),
    ...(text.isUnapproved("certificate.paper")
      ? [line(unapprovedIn(ctx, lang), 78, { size: 11, colour: madder })]
      : []),
    line(heading, 136, { size: 46, colour: river, heavy: true }),
    line(name, 236, { size: 34, colour: ink, heavy: true }),
    line(text("certificate.paper.came", { attended, lessons }), 292, { size: 17, colour: ink }),
    line(title, 342, { size: 28, colour: ink, heavy: true }),
    line(klass.term, 374, { size: 14, colour: quiet }),
    line(text("certificate.paper.given"), 416, { size: 17, colour: ink }),
    line(organiser, 492, { size: 17, colour: ink, at: ends, heavy: true }),
    // As text: a year has no thousands.
    line(text("certificate.paper.on", { year: `${year}`, month: `${month}`, day: `${day}` }), 520, {
      size: 14,
      colour: ink,
      at: ends,
    }),
    line(text("certificate.paper.number", { number: certificate.number }), 500, {
      size: 12,
      colour: ink,
      at: begins,
      beside: true,
    }),
    line(
      text("certificate.paper.verify", {
        address: `${ctx.city.publicUrl.replace(/^https?:\/\//, "")}/certificates`,
      }),
      520,
      { size: 10, colour: quiet, at: begins, beside: true },
    ),
  ];
  const drawn = await Promise.all(lines.filter(({ words }) => words !== "").map(drawLine));
  const unset = [...new Set(drawn.flatMap(({ missing }) => missing))];
  if (unset.length > 0)
    throw refused("certificate.not-drawn", { signs: unset.join(" "), number: certificate.number });
  const cloths = [0, sheet.width - silk.width].map((x) => cloth(title, x));
  const drawings = [
    ...ornament(158),
    rule(middle - 150, 252, 300),
    code(address, begins),
    ...[silk.width + 4, sheet.width - silk.width - 5].map((x) => block(x, 0, 1, sheet.height, river)),
    ...drawn.map(({ drawing }) => drawing),
  ];
  return pdfOf([{ ...sheet, cloths, drawings }], { title: `${heading} ${certificate.number}`, lang });
}

/** Said on the sheet in its own language, and in Chinese for whoever is shown it. */
function unapprovedIn(ctx: Ctx, lang: PaperLang): string {
  const said = ([lang, "zh-CN"] as const).map((locale) =>
    textFor({ ...ctx, locale })("certificate.paper.unapproved"),
  );
  return [...new Set(said)].join(" · ");
}

interface Line {
  words: string;
  /** Its baseline from the top. */
  y: number;
  size: number;
  colour: Colour;
  heavy?: true;
  /** Against one side; in the middle unless told. */
  at?: "left" | "right";
  /** Beside the code. */
  beside?: true;
}

const codeSize = 66;
const codeGap = 12;

/** A line, smaller where it would be wider than its room. */
async function drawLine({
  words,
  y,
  size,
  colour,
  heavy,
  at,
  beside,
}: Line): Promise<{ drawing: Drawing; missing: string[] }> {
  // Arabic letters are smaller in the same size.
  const { paths, width, missing } = await setLine(words, {
    faces: facesFor(words, heavy ?? false),
    size: isRightToLeft(words) ? size * 1.12 : size,
  });
  const room = at ? inner / 2 - (beside ? codeSize + codeGap : 0) : inner;
  const fits = Math.min(1, room / width);
  const [wide, start] = [width * fits, edge + 26 + (beside ? codeSize + codeGap : 0)];
  const left = at === "left" ? start : at === "right" ? sheet.width - start - wide : middle - wide / 2;
  return {
    missing,
    drawing: {
      words,
      colour,
      paths: paths.map(({ d, x, scale }) => ({ d, x: left + x * fits, y, scale: scale * fits })),
    },
  };
}

/** Han and Arabic letters may stand in one line: a name in the one on a sheet in the other. */
function facesFor(words: string, heavy: boolean): [Face, ...Face[]] {
  const [han, arabic]: [Face, Face] = heavy ? ["song-600", "naskh-600"] : ["hei-400", "naskh-400"];
  return isRightToLeft(words) ? [arabic, han] : [han, arabic];
}

/** Atlas silk drawn from the title: each course has its own, for ever the same. */
function cloth(title: string, x: number): Cloth {
  const { ground, tile, strokes } = pictureOf(title, "atlas");
  if (!tile) throw new Error("silk repeats");
  const scale = silk.width / tile.width;
  const [width, height] = [silk.width, tile.height * scale];
  return {
    x,
    y: 0,
    width,
    height: sheet.height,
    tile: {
      width,
      height,
      drawings: [
        block(0, 0, width, height, colourOf(ground)),
        ...strokes.map(({ d, colour }) => ({
          colour: colourOf(colour),
          paths: [{ d, x: 0, y: 0, scale }],
        })),
      ],
    },
  };
}

const colourOf = (hex: string): Colour => [part(hex, 1), part(hex, 3), part(hex, 5)];
const part = (hex: string, at: number) => Number.parseInt(hex.slice(at, at + 2), 16) / 255;

/** A lozenge of three in poplar gold, between two thin lines. */
function ornament(y: number): Drawing[] {
  const lozenge = (x: number, half: number) => ({
    d: `M0 ${-half}L${half} 0L0 ${half}L${-half} 0Z`,
    x,
    y,
    scale: 1,
  });
  return [
    { colour: poplar, paths: [lozenge(middle, 6), lozenge(middle - 14, 3), lozenge(middle + 14, 3)] },
    rule(middle - 150, y, 126),
    rule(middle + 24, y, 126),
  ];
}

const rule = (x: number, y: number, width: number) => block(x, y - 0.375, width, 0.75, poplar);

const block = (x: number, y: number, width: number, height: number, colour: Colour): Drawing => ({
  colour,
  paths: [{ d: `M0 0h${width}v${height}h-${width}z`, x, y, scale: 1 }],
});

/** Leads to the page that says whether the number is true. */
function code(address: string, at: "left" | "right"): Drawing {
  const { d, size } = qrPath(address);
  const start = edge + 26;
  const x = at === "left" ? start : sheet.width - start - codeSize;
  return { colour: ink, paths: [{ d, x, y: 468, scale: codeSize / size }] };
}

async function certificateOf(ctx: Ctx, number: string) {
  const certificate = found(await certificateBy(ctx.db, plainReadableCode(number)), "certificate", number);
  const klass = found(await classById(ctx.db, certificate.classId), "class", certificate.classId);
  return { certificate, klass };
}
