/** Mutated records for every reader: none may crash or hang it, grow without bound, or be lost in silence. */
import { existsSync, globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { everythingSaidBy } from "#library/testing";
import {
  Iso2709Reader,
  type MarcRecord,
  type Read,
  readIso2709,
  readMarcJson,
  readMarcXml,
  writeIso2709,
  writeMarcJson,
  writeMarcXml,
} from "#libs/marc";
import { bytesOf, iso, lostBytes, marc8, marc21, textsOf, unimarc, utf8 } from "../../libs/marc/testing.ts";
import { type Chance, chanceOf, mutatedRecord } from "./mutate-marc.ts";
import type { Row } from "./table.ts";

const corpus = join(import.meta.dirname, "../../../shared/data/marc");
const inABatch = 200;

interface Sums {
  mutated: number;
  landed: number;
  refused: number;
  lost: number;
  faults: string[];
  slowestMs: number;
  mostMb: number;
}

/** `records` mutated records of ISO 2709, and a tenth as many in each of the other forms. */
export async function fuzzMarc({ seed, records }: { seed: number; records: number }): Promise<Row[]> {
  const models = realRecords() ?? madeRecords();
  const chance = chanceOf(seed);
  const iso = await fuzzed(records, (count) => isoBatch(models, chance, count));
  const rest = Math.ceil(records / 10);
  const xml = await fuzzed(rest, (count) =>
    textBatch(models, chance, count, { write: writeMarcXml, read: readMarcXml }),
  );
  const json = await fuzzed(rest, (count) =>
    textBatch(models, chance, count, { write: writeMarcJson, read: readMarcJson }),
  );
  return [rowFor("MARC: ISO 2709", iso), rowFor("MARC: MARCXML", xml), rowFor("MARC: MARC-in-JSON", json)];
}

function rowFor(what: string, { mutated, landed, refused, lost, faults, slowestMs, mostMb }: Sums): Row {
  return {
    what,
    ok: faults.length === 0 && lost === 0,
    note:
      faults[0] ??
      `${mutated} mutated records, ${landed} landed, ${refused} refused, ${lost} bytes lost in silence, slowest ${inABatch} took ${slowestMs.toFixed(0)} ms, at most ${mostMb.toFixed(0)} MB`,
  };
}

interface Batch {
  reads: Read[];
  lost: number;
}

async function fuzzed(records: number, batch: (count: number) => Promise<Batch>): Promise<Sums> {
  const sums: Sums = { mutated: 0, landed: 0, refused: 0, lost: 0, faults: [], slowestMs: 0, mostMb: 0 };
  while (sums.mutated < records && sums.faults.length === 0) {
    const began = performance.now();
    const count = Math.min(inABatch, records - sums.mutated);
    try {
      const { reads, lost } = await batch(count);
      sums.lost += lost;
      for (const read of reads)
        sums[read.kind === "record" ? "landed" : "refused"] += read.kind === "noise" ? 0 : 1;
    } catch (error) {
      sums.faults.push(`after ${sums.mutated}: ${error instanceof Error ? error.stack : error}`);
    }
    sums.mutated += count;
    sums.slowestMs = Math.max(sums.slowestMs, performance.now() - began);
    sums.mostMb = Math.max(sums.mostMb, process.memoryUsage.rss() / 1e6);
  }
  return sums;
}

async function isoBatch(models: readonly MarcRecord[], chance: Chance, count: number): Promise<Batch> {
  const parts = Array.from({ length: count }, () => {
    const [one, other] = [models[chance(models.length)], models[chance(models.length)]];
    return mutatedRecord(one?.source ?? new Uint8Array(), chance, other?.source ?? new Uint8Array());
  });
  const file = new Uint8Array(Buffer.concat(parts));
  const reads: Read[] = [];
  for await (const some of readIso2709(chunksOf(file, 1 + chance(20_000)))) reads.push(...some);
  await walked(reads, chance);
  return { reads, lost: lostBytes(reads, file.length) };
}

/** Everything that can be asked of a record is asked, and what the catalogue makes of it; of some batches, that what is written can be read. */
async function walked(reads: readonly Read[], chance: Chance): Promise<void> {
  const records = reads.filter((read) => read.kind === "record");
  const texts = records.map(textsOf);
  records.forEach(everythingSaidBy);
  if (chance(20) > 0) return;
  for (const [write, read] of [
    [writeMarcXml, readMarcXml],
    [writeMarcJson, readMarcJson],
  ] as const) {
    const back: Read[] = [];
    for await (const some of read(write([records]))) back.push(...some);
    const same = back.filter(
      (one, n) => one.kind === "record" && textsOf(one).length === texts[n]?.length,
    ).length;
    if (same !== records.length) throw new Error(`${write.name}: ${same} of ${records.length} came back`);
  }
  const long = new Set<number>();
  let back = 0;
  for await (const some of readIso2709(
    writeIso2709([records], { tell: ({ id, record }) => id === "marc.written-too-long" && long.add(record) }),
  ))
    back += some.filter(({ kind }) => kind === "record").length;
  if (back !== records.length - long.size)
    throw new Error(`ISO 2709: ${back} of ${records.length - long.size} came back`);
}

interface TextForm {
  write: typeof writeMarcXml | typeof writeMarcJson;
  read: typeof readMarcXml | typeof readMarcJson;
}

async function textBatch(
  models: readonly MarcRecord[],
  chance: Chance,
  count: number,
  { write, read }: TextForm,
): Promise<Batch> {
  const records = Array.from({ length: count }, () => models[chance(models.length)]).filter(
    (one) => one !== undefined,
  );
  const pieces: Uint8Array[] = [];
  for await (const piece of write([records])) pieces.push(piece);
  let file: Uint8Array = new Uint8Array(Buffer.concat(pieces));
  for (let times = count; times > 0; times--) {
    const at = chance(file.length);
    const put = Buffer.from([...'<>&"{}[],:\\/-!?\u0000\u001e '][chance(19)] ?? "");
    if (chance(2) === 0) file[at] = put[0] ?? 0;
    else file.copyWithin(at, at + 1 + chance(5));
  }
  file = file.subarray(0, file.length - chance(200));
  const reads: Read[] = [];
  for await (const some of read(chunksOf(file, 1 + chance(20_000)))) reads.push(...some);
  for (const one of reads) if (one.kind === "record") textsOf(one);
  return { reads, lost: 0 };
}

function* chunksOf(file: Uint8Array, size: number): Generator<Uint8Array> {
  for (let at = 0; at < file.length; at += size) yield file.subarray(at, at + size);
}

/** The real ones, sound and broken; null where the folder is not beside the repository. */
function realRecords(): MarcRecord[] | null {
  if (!existsSync(corpus)) return null;
  return globSync("**/*.{mrc,marc,dat,usmarc,iso}", { cwd: corpus })
    .toSorted()
    .flatMap((path) => recordsIn(readFileSync(join(corpus, path))));
}

/** A few of each kind, for a clone alone. */
function madeRecords(): MarcRecord[] {
  const title = utf8('这边风景 <Zhe> & \\"bian\\"');
  const files = [
    iso(
      marc21,
      ["001", "n1"],
      ["008", "x".repeat(40)],
      ["245", `10ǂa${title}ǂb${title}`],
      ["880", `10ǂ6245-01/$1ǂa${title}`],
    ),
    iso(
      marc8,
      ["001", "n2"],
      ["245", "10ǂaM\xe8unchen \x1b$1!0d!0Q\x1b(B"],
      ["650", " 0ǂaCity"],
      ["650", " 0ǂaRiver"],
    ),
    iso(
      unimarc,
      ["001", "n3"],
      ["100", "  ǂa20020204d1994    em y0chiy0120"],
      ["200", "1 ǂa\xd6\xd0\xb9\xfaǂAZhongguo"],
    ),
  ];
  return files.flatMap((file) => recordsIn(bytesOf(file)));
}

function recordsIn(file: Uint8Array): MarcRecord[] {
  const reader = new Iso2709Reader();
  return [...reader.push(file), ...reader.end()].filter((read) => read.kind === "record");
}
