/** Many records made of real ones: each has a number of its own, and the subjects and names of another in the same charset. */
import { closeSync, globSync, openSync, readFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { Iso2709Reader, type MarcRecord } from "#libs/marc";
import { seededRandom } from "#platform/testing";
import { Checksum } from "./marc-checksum.ts";

export const realRecords = join(import.meta.dirname, "../../shared/data/marc");

interface Model {
  leader: string;
  charset: string;
  fields: { tag: string; bytes: Buffer }[];
}

export interface Corpus {
  unique: number;
  bytes: number;
  /** Over all subfields and control fields. */
  checksum: string;
}

/** Writes `count` records to `file`, and the first `few` of them to `shorter` too. `kinds`: only models of these (leader/06). */
export function writeCorpus(
  { file, shorter }: { file: string; shorter: string },
  { count, few, seed, kinds = "" }: { count: number; few: number; seed: string; kinds?: string },
): Corpus {
  const models = soundRecords().filter(({ leader }) => kinds === "" || kinds.includes(leader[6] ?? "-"));
  const donors = Map.groupBy(models, ({ charset }) => charset);
  const random = seededRandom(seed);
  const chance = (below: number) => random(4).readUInt32LE() % below;
  const checksum = new Checksum();
  const [whole, beginning] = [openSync(file, "w"), openSync(shorter, "w")];
  let bytes = 0;
  for (let n = 0; n < count; n++) {
    const model = models[n < models.length ? n : chance(models.length)] as Model;
    const others = donors.get(model.charset) as Model[];
    const donor = others[chance(others.length)] as Model;
    const fields = recombined(model, donor, n + 1);
    for (const { tag, bytes } of fields) {
      const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
      checksum.add(view, tag.startsWith("00") ? 0 : 2, bytes.length - 1);
    }
    const record = recordOf(model.leader, fields);
    writeSync(whole, record);
    if (n < few) writeSync(beginning, record);
    bytes += record.length;
  }
  closeSync(whole);
  closeSync(beginning);
  return { unique: models.length, bytes, checksum: checksum.text };
}

/** Each once, of all files in ISO 2709, those in which leader, directory and fields are right. */
function soundRecords(): Model[] {
  const models = new Map<string, Model>();
  for (const path of globSync("**/*.{mrc,marc,dat,usmarc,iso}", { cwd: realRecords }).toSorted()) {
    const reader = new Iso2709Reader();
    const file = readFileSync(join(realRecords, path));
    for (const read of [...reader.push(file), ...reader.end()]) {
      if (read.kind !== "record" || !read.nature.isSound || !read.nature.isRegular || !isReadable(read))
        continue;
      const source = Buffer.from(read.source);
      const leader = source.toString("latin1", 0, 24);
      const base = Number(leader.slice(12, 17));
      const fields = Array.from({ length: (base - 25) / 12 }, (_, n) => {
        const entry = source.toString("latin1", 24 + 12 * n, 36 + 12 * n);
        const from = base + Number(entry.slice(7));
        return { tag: entry.slice(0, 3), bytes: source.subarray(from, from + Number(entry.slice(3, 7))) };
      });
      models.set(source.toString("latin1"), { leader, charset: `${leader[9]} ${read.charset}`, fields });
    }
  }
  return [...models.values()];
}

/** Its charset may be declared wrongly; nothing else is against it. */
function isReadable({ findings }: MarcRecord): boolean {
  return findings.every(({ id }) => id === "marc.charset-declared");
}

/** The record's own fields, a number of ours in 001, and 6xx and 7xx of the other. */
function recombined(model: Model, donor: Model, number: number): Model["fields"] {
  const isLent = ({ tag }: { tag: string }) => /^[67]/.test(tag);
  return [
    { tag: "001", bytes: Buffer.from(`wm${String(number).padStart(9, "0")}\x1e`) },
    ...model.fields.filter((field) => field.tag !== "001" && !isLent(field)),
    ...donor.fields.filter(isLent),
  ];
}

function recordOf(leader: string, fields: Model["fields"]): Buffer {
  let place = 0;
  const directory = fields.map(({ tag, bytes }) => {
    const entry = tag + String(bytes.length).padStart(4, "0") + String(place).padStart(5, "0");
    place += bytes.length;
    return entry;
  });
  const base = 25 + 12 * fields.length;
  const digits = (number: number) => String(number).padStart(5, "0");
  const head = `${digits(base + place + 1)}${leader.slice(5, 12)}${digits(base)}${leader.slice(17)}${directory.join("")}\x1e`;
  return Buffer.concat([
    Buffer.from(head, "latin1"),
    ...fields.map(({ bytes }) => bytes),
    Buffer.from("\x1d"),
  ]);
}
