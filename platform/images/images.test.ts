import assert from "node:assert/strict";
import { buffer } from "node:stream/consumers";
import { test } from "node:test";
import { crc32, deflateSync } from "node:zlib";
import Fastify from "fastify";
import sharp from "sharp";
import { type Ctx, inTx } from "../ctx/index.ts";
import { Problem } from "../errors/index.ts";
import { mostImageBytes } from "../http/shapes.ts";
import { dbTest } from "../testing/index.ts";
import {
  dropFiles,
  forgetImage,
  imageArea,
  keepImage,
  readyImage,
  remakeImage,
  shownImages,
} from "./images.ts";
import { isFault, readImage } from "./read-image.ts";
import { serveImages } from "./serve.ts";

/** A picture of coloured noise: nothing two of them share. */
function aPicture(width: number, height: number, seed = 1) {
  const pixels = Buffer.alloc(width * height * 3);
  let state = seed;
  for (let at = 0; at < pixels.length; at++) {
    state = (state * 1_103_515_245 + 12_345) & 0x7fff_ffff;
    pixels[at] = state >> 16;
  }
  return sharp(pixels, { raw: { width, height, channels: 3 } });
}

const ready = (bytes: Uint8Array) => readyImage(bytes, "/body/file");
const keep = (ctx: Ctx, bytes: Uint8Array) =>
  inTx(ctx, async (inner) => keepImage(inner, await ready(bytes)));

async function shown(ctx: Ctx, id: string) {
  const image = (await shownImages(ctx.db, [id])).get(id);
  assert.ok(image);
  return image;
}

const hashIn = (href: string) => /\/images\/([0-9a-f]{64})\./.exec(href)?.[1] ?? "";
const stored = async (ctx: Ctx, href: string) =>
  buffer(await (await ctx.storage(imageArea)).open(hashIn(href)));
const isStored = async (ctx: Ctx, href: string) => (await ctx.storage(imageArea)).has(hashIn(href));

dbTest(
  "a photograph stands upright, comes in three widths and two formats, and says nothing about its camera",
  async ({ ctx, db }) => {
    const taken = await aPicture(2000, 1200)
      .withMetadata({ orientation: 6 })
      .withExif({
        IFD0: { Model: "Telephone of Li Mei" },
        IFD3: { GPSLatitudeRef: "N", GPSLatitude: "45/1 35/1 0/1" },
      })
      .jpeg()
      .toBuffer();
    assert.ok(taken.includes("Li Mei"), "the file handed in does tell");
    const { id } = await keep(ctx, taken);
    const image = await shown(ctx, id);
    assert.deepEqual([image.width, image.height], [1200, 2000]);
    assert.deepEqual(
      image.files.map(({ media, width, height }) => [media, width, height]),
      [
        ["image/jpeg", 400, 667],
        ["image/webp", 400, 667],
        ["image/jpeg", 800, 1333],
        ["image/webp", 800, 1333],
        ["image/jpeg", 1200, 2000],
        ["image/webp", 1200, 2000],
      ],
    );
    const { master } = await db.one<{ master: string }>`select master from platform.image where id = ${id}`;
    for (const href of [...image.files.map((file) => file.href), `/images/${master}.jpg`]) {
      const bytes = await stored(ctx, href);
      const { exif, xmp, orientation } = await sharp(bytes).metadata();
      assert.deepEqual([exif, xmp, orientation], [undefined, undefined, undefined], href);
      assert.equal(bytes.includes("Li Mei"), false);
    }
  },
);

dbTest("a small picture is not blown up, and what was transparent is white", async ({ ctx }) => {
  const logo = await sharp({ create: { width: 300, height: 100, channels: 4, background: "#0000" } })
    .png()
    .toBuffer();
  const { id } = await keep(ctx, logo);
  const { files } = await shown(ctx, id);
  assert.deepEqual(
    files.map(({ media, width }) => [media, width]),
    [
      ["image/jpeg", 300],
      ["image/webp", 300],
    ],
  );
  const { data } = await sharp(await stored(ctx, files[0]?.href ?? ""))
    .raw()
    .toBuffer({ resolveWithObject: true });
  assert.ok((data[0] ?? 0) > 250);
});

test("one picture is at work, two wait, the next is refused and may come again", async () => {
  const bytes = await aPicture(600, 400).jpeg().toBuffer();
  const three = [ready(bytes), ready(Buffer.from("这不是照片")), ready(bytes)];
  const settled = Promise.allSettled(three);
  await assert.rejects(ready(bytes), { id: "images.busy", status: 503, data: { retryAfter: 10 } });
  assert.deepEqual(
    (await settled).map(({ status }) => status),
    ["fulfilled", "rejected", "fulfilled"],
  );
  assert.equal((await ready(bytes)).master.width, 600, "one that failed has given its turn back");
});

test("what is no picture, too big, damaged or a bomb is refused by its name", async () => {
  const whole = await aPicture(600, 400).jpeg().toBuffer();
  const avif = await aPicture(64, 64).avif({ effort: 0 }).toBuffer();
  const box = (brand: string) =>
    Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from(`ftyp${brand}\0\0\0\0mif1${brand}`, "latin1")]);
  const table: [string, Uint8Array, string | null][] = [
    ["nothing", new Uint8Array(), "image.empty"],
    ["too many bytes", Buffer.concat([whole, Buffer.alloc(mostImageBytes)]), "image.too-big"],
    ["words", Buffer.from("这不是照片"), "image.kind"],
    [
      "a drawing that could fetch things",
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'),
      "image.kind",
    ],
    ["a GIF", Buffer.from("GIF89a\x01\0\x01\0\0\0\0;", "latin1"), "image.kind"],
    ["a telephone's own format", box("heic"), "image.heic"],
    ["half a picture", whole.subarray(0, whole.length / 2), "image.damaged"],
    ["a bomb", pngHeader(60_000, 60_000), "image.too-many-pixels"],
    ["AVIF", avif, null],
    ["WebP", await aPicture(64, 64).webp().toBuffer(), null],
    ["a whole JPEG", whole, null],
  ];
  for (const [what, bytes, fault] of table) {
    const read = await readImage(bytes);
    assert.equal(isFault(read) ? read.id : null, fault, what);
  }
});

/** A PNG that says it is this large and holds next to nothing (RFC 2083 §4.1.1). */
function pngHeader(width: number, height: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
    const size = Buffer.alloc(4);
    size.writeUInt32BE(data.length);
    const sum = Buffer.alloc(4);
    sum.writeUInt32BE(crc32(body));
    return Buffer.concat([size, body, sum]);
  };
  return Buffer.concat([
    Buffer.from("\x89PNG\r\n\x1a\n", "latin1"),
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(Buffer.alloc(1000))),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

test("the reader itself knows no other formats", async () => {
  // The smallest GIF there is. (SVG it knows, for pictures of our own; readImage refuses it before it is read.)
  await assert.rejects(
    sharp(Buffer.from("R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==", "base64")).metadata(),
  );
});

dbTest("a refused file is named where the form asks for it, and nothing stays", async ({ ctx, db }) => {
  const before = await db.one`select count(*)::int as n from platform.image`;
  await assert.rejects(keep(ctx, Buffer.from("words")), (error) => {
    assert.ok(error instanceof Problem);
    assert.deepEqual(error.faults, [{ field: "/body/file", id: "image.kind" }]);
    return true;
  });
  assert.deepEqual(await db.one`select count(*)::int as n from platform.image`, before);
});

dbTest(
  "browsers may keep what they got for ever; masters, unknown names and erased pictures are not there",
  async ({ ctx, db }) => {
    const { id } = await keep(ctx, await aPicture(500, 300, 7).jpeg().toBuffer());
    const { files } = await shown(ctx, id);
    const server = Fastify();
    serveImages(server, ctx);
    const get = (url: string) => server.inject({ url });
    for (const { href, media } of files) {
      const response = await get(href);
      assert.equal(response.statusCode, 200);
      assert.equal(response.headers["content-type"], media);
      assert.equal(response.headers["cache-control"], "public, max-age=31536000, immutable");
      assert.equal(response.rawPayload.length, Number(response.headers["content-length"]));
    }
    const { master } = await db.one<{ master: string }>`select master from platform.image where id = ${id}`;
    for (const url of [
      `/images/${master}.jpg`,
      `/images/${"0".repeat(64)}.webp`,
      "/images/..%2F..%2Fconfig.json",
    ])
      assert.equal((await get(url)).statusCode, 404, url);
    await inTx(ctx, (inner) => forgetImage(inner, id));
    assert.equal((await get(files[0]?.href ?? "")).statusCode, 404);
  },
);

dbTest("erasing takes the files along, unless another image is the same picture", async ({ ctx, db }) => {
  const bytes = await aPicture(500, 300, 11).jpeg().toBuffer();
  const [one, other] = [await keep(ctx, bytes), await keep(ctx, bytes)];
  const { files } = await shown(ctx, one.id);
  const dropped = async (id: string) => {
    await inTx(ctx, (inner) => forgetImage(inner, id));
    const { payload } = await db.one<{ payload: { hashes: string[] } }>`
      select payload from graphile_worker._private_jobs order by id desc limit 1`;
    return dropFiles(ctx, payload.hashes);
  };
  assert.deepEqual(await dropped(one.id), []);
  assert.equal(await isStored(ctx, files[0]?.href ?? ""), true);
  assert.equal((await dropped(other.id)).length, 1 + files.length);
  for (const { href } of files) assert.equal(await isStored(ctx, href), false);
});

dbTest("the files can be made again from the master, and are the same", async ({ ctx }) => {
  const { id } = await keep(ctx, await aPicture(900, 300, 13).png().toBuffer());
  const { files } = await shown(ctx, id);
  const storage = await ctx.storage(imageArea);
  for (const { href } of files) await storage.remove(hashIn(href));
  await inTx(ctx, (inner) => remakeImage(inner, id));
  const again = await shown(ctx, id);
  assert.deepEqual(again.files, files);
  for (const { href } of again.files) assert.equal(await isStored(ctx, href), true);
});
