import assert from "node:assert/strict";
import { test } from "node:test";
import { ZipFile } from "yazl";
import { openZip, ZipFault } from "./index.ts";

const most = { unpacked: 10_000, parts: 3 };

async function packed(parts: Record<string, string>): Promise<Uint8Array> {
  const zip = new ZipFile();
  for (const [name, text] of Object.entries(parts)) zip.addBuffer(Buffer.from(text), name);
  zip.end();
  return together(zip.outputStream);
}

async function together(pieces: AsyncIterable<Uint8Array | string>): Promise<Buffer> {
  const all: Buffer[] = [];
  for await (const piece of pieces) all.push(Buffer.from(piece));
  return Buffer.concat(all);
}

const refusedFor = (reason: string) => (error: unknown) =>
  error instanceof ZipFault && error.reason === reason;

test("parts come out as they went in", async () => {
  const zip = await openZip(await packed({ "a.txt": "one", "b/c.txt": "文".repeat(500) }), most);
  assert.deepEqual(zip.names, ["a.txt", "b/c.txt"]);
  const part = zip.part("b/c.txt");
  assert.equal(part && (await together(part)).toString(), "文".repeat(500));
  assert.equal(zip.part("d.txt"), null);
});

test("no ZIP, a cut one, too many parts and too much to unpack are refused", async () => {
  await assert.rejects(openZip(new Uint8Array(100), most), refusedFor("unreadable"));
  await assert.rejects(
    openZip((await packed({ "a.txt": "one" })).slice(0, -8), most),
    refusedFor("unreadable"),
  );
  await assert.rejects(
    openZip(await packed({ a: "1", b: "2", c: "3", d: "4" }), most),
    refusedFor("too-many-parts"),
  );
  await assert.rejects(openZip(await packed({ a: "x".repeat(20_000) }), most), refusedFor("too-large"));
});

test("a part whose directory entry says less than it brings is refused", async () => {
  const bytes = Buffer.from(await packed({ a: "x".repeat(9_000) }));
  // Central directory, uncompressed size: APPNOTE 4.3.12.
  const entry = bytes.indexOf(Buffer.from([0x50, 0x4b, 1, 2]));
  bytes.writeUInt32LE(100, entry + 24);
  const zip = await openZip(bytes, most);
  const part = zip.part("a");
  await assert.rejects(async () => part && (await together(part)), refusedFor("unreadable"));
});
