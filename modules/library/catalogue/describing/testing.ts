/** Records for everybody's tests: real ones from beside the repository, and such as one writes down. */
import { existsSync, globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type MarcRecord, makeRecord, readMarc, writeIso2709 } from "#libs/marc";
import { describeAuthority } from "../authorities/authority.ts";
import { describe } from "./describe.ts";
import { fieldsForSearch } from "./for-search.ts";
import { type ItemMapping, itemsIn } from "./items.ts";

const folder = join(import.meta.dirname, "../../../../../shared/data/marc");

/** For a test's `skip`. */
export const withoutMarcFolder = !existsSync(folder) && "no ../shared/data/marc beside the repository";

/** Paths of all files of real records, within their folder. */
export const marcFiles = (): string[] =>
  globSync("**/*.*", { cwd: folder })
    .filter((path) => !path.endsWith(".md"))
    .toSorted();

export const marcBytesAt = (path: string) => new Uint8Array(readFileSync(join(folder, path)));

/** The records of a file that can be read. */
export async function marcRecordsAt(path: string, charset?: "windows-1251"): Promise<MarcRecord[]> {
  const records: MarcRecord[] = [];
  for await (const some of readMarc([marcBytesAt(path)], {
    charset: charset ?? null,
  }))
    records.push(...some.filter((read) => read.kind === "record"));
  return records;
}

/** A record as one writes it down: a tag, two indicators and subfields behind `$` in each line; control fields have neither. */
export function aRecord(leader: string, lines: string): MarcRecord {
  const fields = lines
    .trim()
    .split("\n")
    .map((line) => {
      const [, tag = "", rest = ""] = /^\s*(\S{3}) (.*)$/.exec(line) ?? [];
      if (!rest.includes("$")) return { tag, value: rest };
      const subfields = rest
        .slice(2)
        .split("$")
        .slice(1)
        .map((one) => ({ code: one.charAt(0), value: one.slice(1).trim() }));
      return { tag, indicators: [rest.charAt(0), rest.charAt(1)] as const, subfields };
    });
  return makeRecord({ leader, fields });
}

/** Where the layouts at hand keep their items, one under the other: what the first has is found in each. */
export const anItemMapping = (change: Partial<ItemMapping> = {}): ItemMapping => ({
  tags: ["905"],
  barcode: "b",
  hasRanges: false,
  callNumber: ["d", "e"],
  between: "/",
  place: "c",
  shelf: null,
  volume: "f",
  price: null,
  status: null,
  acquired: null,
  source: null,
  ...change,
});

/** Asks a record everything that the catalogue asks of one. */
export function everythingSaidBy(record: MarcRecord): void {
  fieldsForSearch(describe(record));
  describeAuthority(record);
  itemsIn(
    record,
    anItemMapping({ tags: ["852", "905", "949", "952"], hasRanges: true, price: "p", acquired: "d" }),
  );
}

/** A book with this control number, as a library's system would export it; `more` are lines of further fields. */
export const aBook = (number: string, title = "克拉玛依的歌", more = "", level = "m") =>
  aRecord(
    `01024na${level} a2200265 a 4500`,
    `001 ${number}
003 TEST
008 260612s2024    cc            000 0 chi d
245 10$a${title}
260   $a北京$b人民出版社$c2024
${more}`,
  );

/** Records as a file in ISO 2709. */
export async function aFile(...records: MarcRecord[]): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  for await (const piece of writeIso2709([records])) pieces.push(Uint8Array.from(piece));
  return new Uint8Array(Buffer.concat(pieces));
}
