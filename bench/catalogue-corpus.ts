/** A catalogue to search: records made of real ones, and Chinese books called by lines of classics. By seed, the same every time. */
import { appendFileSync, existsSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { makeRecord, writeIso2709 } from "#libs/marc";
import { seededRandom } from "#platform/testing";
import { realRecords, writeCorpus } from "./marc-corpus.ts";

const classics = new URL("../../shared/data/collections/zh-classics-131k.ndjson.gz", import.meta.url);

/** Whether the data lies beside the repository. */
export const isCorpusThere = () => existsSync(realRecords) && existsSync(classics);

/** What a Chinese record says, for plain substring truth: each text by itself. */
export interface Said {
  /** In 001. */
  number: string;
  texts: string[];
}

interface Classic {
  src: string;
  title: string;
  author: string;
  text: string;
}

const atOnce = 1000;
/** Leader/06 of what is no authority in either family. */
const bibliographic = "abcdefgijkmoprt";

/** Writes `count` records to a file: four of ten are Chinese. Answers what these say. */
export async function writeCatalogue(
  file: string,
  { count, seed }: { count: number; seed: string },
): Promise<Said[]> {
  const chinese = Math.floor(count * 0.4);
  writeCorpus(
    { file, shorter: `${file}.few` },
    { count: count - chinese, few: 1, seed, kinds: bibliographic },
  );
  const works = gunzipSync(readFileSync(classics))
    .toString()
    .trim()
    .split("\n")
    .map((line): Classic => JSON.parse(line));
  const random = seededRandom(`${seed} classics`);
  const chance = (below: number) => random(4).readUInt32LE() % below;
  const said: Said[] = [];
  for (let at = 0; at < chinese; at += atOnce) {
    const some = Array.from({ length: Math.min(atOnce, chinese - at) }, (_, n) => {
      const work = works[chance(works.length)] as Classic;
      const other = works[chance(works.length)] as Classic;
      const lines = work.text.match(/\p{Script=Han}{4,12}/gu) ?? [];
      const line = lines[chance(Math.max(1, lines.length))] ?? "";
      const made = {
        number: `zh${at + n}`,
        title: chance(3) === 0 ? work.title : `${line || work.title}：${work.title}`,
        name: chance(2) === 0 ? work.author : other.author,
        subject: work.src.split("/")[0] ?? "",
        summary: lines.slice(0, 4).join("，"),
        year: 1950 + chance(75),
      };
      said.push({ number: made.number, texts: [made.title, made.name, made.subject, made.summary] });
      return recordOf(made, chance(60) + 200);
    });
    for await (const piece of writeIso2709([some])) appendFileSync(file, piece);
  }
  return said;
}

function recordOf(
  made: { number: string; title: string; name: string; subject: string; summary: string; year: number },
  classNumber: number,
) {
  const field = (tag: string, indicators: readonly [string, string], value: string) => ({
    tag,
    indicators,
    subfields: [{ code: "a", value }],
  });
  return makeRecord({
    leader: "01024nam a2200265 a 4500",
    fields: [
      { tag: "001", value: made.number },
      { tag: "003", value: "WENMAI" },
      { tag: "008", value: `260612s${made.year}    cc            000 0 chi d` },
      field("093", [" ", " "], `I${classNumber}`),
      field("100", ["1", " "], made.name || "佚名"),
      field("245", ["1", "0"], made.title || "无题"),
      ...(made.summary ? [field("520", [" ", " "], made.summary)] : []),
      field("650", [" ", "4"], made.subject || "文学"),
    ],
  });
}
