/** A certificate by its pixels: what is drawn is what a browser draws of the same words in the same typeface. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { inflateSync } from "node:zlib";
import sharp from "sharp";
import { anOrganisation } from "#places/testing";
import { type Ctx, inTx } from "#platform/ctx";
import { setLine } from "#platform/lettering";
import { dbTest } from "#platform/testing";
import { certificatePdf } from "./learning/certificate-pdf.ts";
import { certificatesOfClaims } from "./learning/certificate-store.ts";
import { issue } from "./learning/certificates.ts";
import { aClassOver } from "./testing.ts";

const [width, height] = [842, 595];

/** The operators of the only page. */
function contentOf(pdf: Buffer): string {
  const from = pdf.indexOf("stream\n") + 7;
  return inflateSync(pdf.subarray(from, pdf.lastIndexOf("\nendstream"))).toString();
}

/** The page as a reader draws it: paths of PDF as paths of SVG, y upwards. */
async function pixelsOf(content: string): Promise<Buffer> {
  let d = "";
  let fill = "";
  const shapes: string[] = [];
  for (const line of content.split("\n")) {
    const words = line.split(" ");
    const op = words.pop();
    const n = words.map(Number);
    const pair = (at: number) => `${n[at]} ${height - (n[at + 1] ?? 0)}`;
    if (op === "rg") fill = `rgb(${n.map((part) => Math.round(part * 255)).join()})`;
    else if (op === "m" || op === "l") d += `${op.toUpperCase()}${pair(0)}`;
    else if (op === "c") d += `C${pair(0)} ${pair(2)} ${pair(4)}`;
    else if (op === "h") d += "Z";
    else if (op === "f") {
      shapes.push(`<path d="${d}" fill="${fill}"/>`);
      d = "";
    }
  }
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="${width}" height="${height}" fill="#fff"/>${shapes.join("")}</svg>`;
  return sharp(Buffer.from(svg)).greyscale().raw().toBuffer();
}

/** How much of a box is ink, from 0 to 1. */
function inkIn(pixels: Buffer, { x, y, w, h }: { x: number; y: number; w: number; h: number }): number {
  let dark = 0;
  for (let row = y; row < y + h; row += 1)
    for (let column = x; column < x + w; column += 1)
      if ((pixels[row * width + column] ?? 255) < 160) dark += 1;
  return dark / (w * h);
}

async function aCertificate(ctx: Ctx, course: object = {}) {
  const { id: organisationId } = await inTx(ctx, (inner) => anOrganisation(inner, {}));
  return inTx(ctx, async (inner) => {
    const { classId, publisher, learner } = await aClassOver(inner, organisationId, { course });
    await issue({ ...inner, actor: publisher }, classId);
    const [given] = await certificatesOfClaims(inner.db, [learner.claimId]);
    return given?.number ?? "";
  });
}

const lines = [
  ["the heading", { x: 250, y: 120, w: 342, h: 60 }],
  ["what was done", { x: 250, y: 282, w: 342, h: 26 }],
  ["the course", { x: 250, y: 326, w: 342, h: 36 }],
  ["what is given", { x: 250, y: 410, w: 342, h: 26 }],
  ["the number", { x: 250, y: 520, w: 342, h: 16 }],
] as const;

dbTest(
  "a certificate has ink where its lines are and none between, in Chinese and in Uyghur",
  async ({ ctx }) => {
    const title = "تۇرمۇش ئۇيغۇرچىسى";
    const told = { title, summary: "", description: "", audience: "", materials: "" };
    const number = await aCertificate(ctx, { translations: { ug: told } });
    const sheets = new Map<string, Buffer>();
    for (const lang of ["zh-CN", "ug"] as const) {
      const pdf = await certificatePdf(ctx, number, lang);
      assert.equal(pdf.subarray(0, 8).toString(), "%PDF-1.7");
      const content = contentOf(pdf);
      const pixels = await pixelsOf(content);
      sheets.set(lang, pixels);
      for (const [what, box] of lines)
        assert.ok(inkIn(pixels, box) > 0.02, `${what} in ${lang}: ${inkIn(pixels, box)}`);
      assert.equal(inkIn(pixels, { x: 60, y: 190, w: 722, h: 16 }), 0, "between the lines");
      assert.equal(inkIn(pixels, { x: 40, y: 60, w: 20, h: 480 }), 0, "beside the lines");
      // Words go with the outlines.
      const words = [...content.matchAll(/ActualText <feff([0-9a-f]*)>/g)].map(([, hex = ""]) =>
        Buffer.from(hex, "hex").swap16().toString("utf16le"),
      );
      assert.ok(words.includes(lang === "ug" ? title : "少儿书法启蒙"), words.join());
    }
    const [zh, ug] = [sheets.get("zh-CN"), sheets.get("ug")];
    assert.ok(zh && ug && !zh.equals(ug));
  },
);

test("Uyghur is joined and goes from right to left: the first letter stands at the right", async () => {
  const size = 40;
  const faces = ["naskh-400"] as const;
  const whole = await setLine("ئۇ 12", { faces: [...faces, "hei-400"], size });
  const letters = await setLine("ئۇ", { faces: [...faces], size });
  const number = await setLine("12", { faces: ["hei-400"], size });
  // The number is read last, so it stands left, its own figures from left to right.
  assert.deepEqual(
    whole.paths.slice(0, 2).map(({ d, x }) => [d, Math.round(x)]),
    number.paths.map(({ d, x }) => [d, Math.round(x)]),
  );
  assert.equal(whole.paths.at(-1)?.d, letters.paths.at(-1)?.d);
  const alone = await setLine("ب", { faces: [...faces], size });
  const word = await setLine("باب", { faces: [...faces], size });
  assert.notEqual(word.paths.at(-1)?.d, alone.paths[0]?.d, "the first letter has the form of a beginning");
  assert.ok(word.width < 2 * alone.width + letters.width, "letters are joined");
  const without = await setLine("结业", { faces: ["song-600"], size });
  assert.equal(without.paths.length, 2);
});
