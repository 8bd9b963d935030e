/** A certificate to print: outlines on a sheet, right in Chinese and in Uyghur whatever fonts a machine has. */
import { Temporal } from "temporal-polyfill";
import { isRightToLeft } from "#libs/glyphs";
import { type Drawing, pdfOf } from "#libs/pdf";
import { plainReadableCode } from "#platform/auth";
import { type Ctx, textFor } from "#platform/ctx";
import { found } from "#platform/errors";
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

// A4, lying.
const sheet = { width: 842, height: 595 } as const;
const margin = 72;
const ink = [0.13, 0.125, 0.11] as const;
const quiet = [0.36, 0.345, 0.306] as const;
const river = [0.043, 0.431, 0.412] as const;

/** The sheet in this language; the lines are in the middle, so that it is the same from either side. */
export async function certificatePdf(ctx: Ctx, number: string, lang: "zh-CN" | "ug"): Promise<Buffer> {
  const { certificate, klass } = await certificateOf(ctx, number);
  const course = found(await courseById(ctx.db, klass.courseId), "course", klass.courseId);
  const own: Ctx = { ...ctx, locale: lang };
  const text = textFor(own);
  const organiser = (await organiserNames(own, [course.organisationId]))(course.organisationId).name;
  const heading = text("certificate.paper");
  const { attended, lessons } = certificate;
  const lines: Line[] = [
    { words: text("certificate.paper.city"), size: 16, y: 96, colour: quiet },
    { words: heading, size: 44, y: 164, colour: river, heavy: true },
    { words: certificate.name, size: 32, y: 246, colour: ink, heavy: true },
    { words: text("certificate.paper.came", { attended, lessons }), size: 18, y: 300, colour: ink },
    { words: titleIn(course, lang).title, size: 28, y: 352, colour: ink, heavy: true },
    { words: klass.term, size: 16, y: 388, colour: quiet },
    { words: text("certificate.paper.given"), size: 18, y: 428, colour: ink },
    {
      words: `${organiser}  ${text.formats.fullDayText(Temporal.PlainDate.from(certificate.issuedOn))}`,
      size: 16,
      y: 484,
      colour: ink,
    },
    {
      words: text("certificate.paper.verify", {
        number: certificate.number,
        address: `${ctx.city.publicUrl.replace(/^https?:\/\//, "")}/certificates`,
      }),
      size: 11,
      y: 532,
      colour: quiet,
    },
  ];
  const drawings = await Promise.all(lines.filter(({ words }) => words !== "").map(drawn));
  return pdfOf([{ ...sheet, drawings: [frame(24, 2), frame(32, 0.75), ...drawings] }], {
    title: `${heading} ${certificate.number}`,
    lang,
  });
}

interface Line {
  words: string;
  size: number;
  /** Its baseline from the top. */
  y: number;
  colour: readonly [number, number, number];
  heavy?: true;
}

/** A line in the middle of the sheet, smaller where it would be wider. */
async function drawn({ words, size, y, colour, heavy }: Line): Promise<Drawing> {
  const faces: [Face, ...Face[]] = isRightToLeft(words)
    ? [heavy ? "naskh-600" : "naskh-400", heavy ? "song-600" : "hei-400"]
    : [heavy ? "song-600" : "hei-400", heavy ? "naskh-600" : "naskh-400"];
  const { paths, width } = await setLine(words, { faces, size });
  const fits = Math.min(1, (sheet.width - 2 * margin) / width);
  const left = (sheet.width - width * fits) / 2;
  return {
    words,
    colour,
    paths: paths.map(({ d, x, scale }) => ({ d, x: left + x * fits, y, scale: scale * fits })),
  };
}

/** Four strips around the sheet. */
function frame(inset: number, thick: number): Drawing {
  const [right, bottom] = [sheet.width - inset, sheet.height - inset];
  const strip = (x: number, y: number, width: number, height: number) => ({
    d: `M0 0L${width} 0L${width} ${height}L0 ${height}Z`,
    x,
    y,
    scale: 1,
  });
  return {
    colour: river,
    paths: [
      strip(inset, inset, right - inset, thick),
      strip(inset, bottom - thick, right - inset, thick),
      strip(inset, inset, thick, bottom - inset),
      strip(right - thick, inset, thick, bottom - inset),
    ],
  };
}

async function certificateOf(ctx: Ctx, number: string) {
  const certificate = found(await certificateBy(ctx.db, plainReadableCode(number)), "certificate", number);
  const klass = found(await classById(ctx.db, certificate.classId), "class", certificate.classId);
  return { certificate, klass };
}
