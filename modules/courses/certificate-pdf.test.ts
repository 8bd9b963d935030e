/** A certificate by its pixels: what is drawn is what a browser draws of the same words in the same typeface. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { inflateSync } from "node:zlib";
import jsQR from "jsqr";
import sharp from "sharp";
import { anOrganisation } from "#places/testing";
import { type Ctx, inTx, trueRandom } from "#platform/ctx";
import { setLine } from "#platform/lettering";
import { dbTest } from "#platform/testing";
import { certificatePdf, paperLangs, unsetIn } from "./learning/certificate-pdf.ts";
import { certificatesOfClaims } from "./learning/certificate-store.ts";
import { issue } from "./learning/certificates.ts";
import { aClassOver } from "./testing.ts";

const [width, height] = [842, 595];

/** The operators of the only page, without the silk at its sides. */
function contentOf(pdf: Buffer): string {
  const page = /\/Contents (\d+) 0 R/.exec(pdf.toString("latin1"))?.[1];
  const begins = pdf.indexOf(`\n${page} 0 obj\n`);
  const from = pdf.indexOf("stream\n", begins) + 7;
  const content = inflateSync(pdf.subarray(from, pdf.indexOf("\nendstream", from))).toString();
  return content.slice(content.lastIndexOf("Do Q\nQ\n") + 7);
}

/** The page as a reader draws it: paths of PDF as paths of SVG, y upwards. */
async function pixelsOf(content: string, times = 1): Promise<Buffer> {
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
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width * times}" height="${height * times}" viewBox="0 0 ${width} ${height}"><rect width="${width}" height="${height}" fill="#fff"/>${shapes.join("")}</svg>`;
  return sharp(Buffer.from(svg)).greyscale().raw().toBuffer();
}

/** What a camera reads on one side of the sheet. */
async function scanned(content: string, side: "left" | "right"): Promise<string | undefined> {
  const times = 4;
  const { x, y, w, h } = sides[side];
  const { data, info } = await sharp(await pixelsOf(content, times), {
    raw: { width: width * times, height: height * times, channels: 1 },
  })
    .extract({
      left: (x - 8) * times,
      top: (y - 8) * times,
      width: (w + 16) * times,
      height: (h + 16) * times,
    })
    .toColourspace("srgb")
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return jsQR.default(new Uint8ClampedArray(data), info.width, info.height)?.data;
}

/** How much of a box is ink, from 0 to 1. */
function inkIn(pixels: Buffer, { x, y, w, h }: { x: number; y: number; w: number; h: number }): number {
  let dark = 0;
  for (let row = y; row < y + h; row += 1)
    for (let column = x; column < x + w; column += 1)
      if ((pixels[row * width + column] ?? 255) < 160) dark += 1;
  return dark / (w * h);
}

async function aCertificate(ctx: Ctx, course: object = {}, name?: string) {
  const { id: organisationId } = await inTx(ctx, (inner) => anOrganisation(inner, {}));
  return inTx(ctx, async (inner) => {
    const { classId, publisher, learner } = await aClassOver(inner, organisationId, {
      course,
      ...(name && { learner: { name } }),
    });
    await issue({ ...inner, actor: publisher, random: trueRandom }, classId);
    const [given] = await certificatesOfClaims(inner.db, [learner.claimId]);
    return given?.number ?? "";
  });
}

const lines = [
  ["the heading", { x: 300, y: 96, w: 242, h: 46 }],
  ["the name", { x: 300, y: 204, w: 242, h: 40 }],
  ["what was done", { x: 300, y: 274, w: 242, h: 26 }],
  ["the course", { x: 300, y: 316, w: 242, h: 36 }],
  ["what is given", { x: 300, y: 398, w: 242, h: 26 }],
] as const;
/** Where one begins to read, and where one ends. */
const sides = { left: { x: 86, y: 468, w: 66, h: 66 }, right: { x: 690, y: 468, w: 66, h: 66 } };

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
      assert.equal(inkIn(pixels, { x: 60, y: 172, w: 722, h: 16 }), 0, "between the lines");
      assert.equal(inkIn(pixels, { x: 60, y: 60, w: 20, h: 480 }), 0, "beside the lines");
      // The code stands where one begins to read, and a camera reads it.
      const { x, y, w, h } = lang === "ug" ? sides.right : sides.left;
      assert.ok(inkIn(pixels, { x, y, w, h }) > 0.2, `the code in ${lang}`);
      assert.equal(
        await scanned(content, lang === "ug" ? "right" : "left"),
        `${ctx.city.publicUrl}/certificates?number=${number}`,
      );
      // Words go with the outlines.
      const words = wordsIn(content);
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

const wordsIn = (content: string) =>
  [...content.matchAll(/ActualText <feff([0-9a-f]*)>/g)].map(([, hex = ""]) =>
    Buffer.from(hex, "hex").swap16().toString("utf16le"),
  );

dbTest("names of any length and script stand on the sheet, rare characters too", async ({ ctx }) => {
  for (const name of [
    "古丽娜尔·艾山",
    "王媖龑",
    "ئايگۈل مەمەت",
    "Anwar Mamat",
    "阿不都热西提·买买提依明·吐尔逊尼亚孜江艾合买提·阿不都热西提·买买提依明·吐尔逊尼亚孜",
  ]) {
    const content = contentOf(await certificatePdf(ctx, await aCertificate(ctx, {}, name), "zh-CN"));
    const pixels = await pixelsOf(content);
    assert.ok(wordsIn(content).includes(name));
    assert.ok(inkIn(pixels, { x: 390, y: 204, w: 62, h: 40 }) > 0.02, name);
    assert.equal(inkIn(pixels, { x: 60, y: 60, w: 20, h: 480 }), 0, `${name} stays within the sheet`);
  }
});

dbTest("what no typeface has is refused by its sign, and told to the desk beforehand", async ({ ctx }) => {
  const number = await aCertificate(ctx, {}, "𠮷田䶮");
  await assert.rejects(certificatePdf(ctx, number, "zh-CN"), {
    id: "certificate.not-drawn",
    data: { signs: "𠮷 䶮", number },
  });
  assert.deepEqual([await unsetIn("古丽娜尔·艾山"), await unsetIn("𠮷田䶮")], [[], ["𠮷", "䶮"]]);
});

dbTest(
  "outside of a demo there is no sheet in words nobody approved, and no mark of a demo",
  async ({ ctx }) => {
    const number = await aCertificate(ctx);
    const real = { ...ctx, city: { ...ctx.city, demo: false } };
    assert.deepEqual([paperLangs(ctx), paperLangs(real)], [["zh-CN", "ug"], ["zh-CN"]]);
    await assert.rejects(certificatePdf(real, number, "ug"), { id: "certificate.not-in-language" });
    const marked = async (of: Ctx) =>
      wordsIn(contentOf(await certificatePdf(of, number, "zh-CN"))).includes("演示样张，不作证明");
    assert.deepEqual([await marked(ctx), await marked(real)], [true, false]);
    const waits = async (lang: "zh-CN" | "ug") =>
      wordsIn(contentOf(await certificatePdf(ctx, number, lang))).some((words) =>
        words.includes("译文待审定"),
      );
    assert.deepEqual(
      [await waits("zh-CN"), await waits("ug")],
      [false, true],
      "words nobody approved are marked",
    );
  },
);
