/** How fast texts are cut into tokens, asked for, marked and keyed. CPU time, medians of interleaved rounds. */
import { existsSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { snippet, sortKey, splitForIndex, tokens, toTsquery, toTsvector } from "#platform/search";
import type { BenchResult } from "./run.ts";

const classics = new URL("../../shared/data/collections/zh-classics-131k.ndjson.gz", import.meta.url);
const rounds = 5;

export async function bench(say: (line: string) => void): Promise<BenchResult> {
  const texts = someTexts();
  const characters = texts.reduce((n, text) => n + text.length, 0);
  const long = texts.join("\n").slice(0, 1_000_000);
  const titles = texts.map((text) => text.slice(10, 34));

  /** Each does its work and says how much it was. */
  const works: Record<string, () => number> = {
    tokens_mchar_per_s: () => {
      for (const text of texts) tokens(text, { for: "index" });
      return characters / 1e6;
    },
    tsvector_mchar_per_s: () => {
      for (const text of texts) toTsvector(text);
      return characters / 1e6;
    },
    split_mchar_per_s: () => {
      splitForIndex(long);
      return long.length / 1e6;
    },
    query_k_per_s: () => {
      for (const title of titles) toTsquery(title);
      return titles.length / 1e3;
    },
    sort_key_k_per_s: () => {
      for (const title of titles) sortKey(title, "zh-CN");
      return titles.length / 1e3;
    },
    snippet_k_per_s: () => {
      for (const text of texts) snippet(text, "明月");
      return texts.length / 1e3;
    },
  };

  const rates = Object.keys(works).map((name) => ({ name, values: [] as number[] }));
  for (let round = 0; round < rounds; round++) {
    say(`round ${round + 1} of ${rounds}`);
    for (const { name, values } of rates) {
      const before = process.cpuUsage();
      const done = works[name]?.() ?? 0;
      const { user, system } = process.cpuUsage(before);
      values.push(done / ((user + system) / 1e6));
    }
  }
  return {
    figures: Object.fromEntries(
      rates.map(({ name, values }) => [
        name,
        values.toSorted((a, b) => a - b)[Math.floor(rounds / 2)] ?? null,
      ]),
    ),
    notes: [`${texts.length} texts, ${characters} characters; per second of CPU, median of ${rounds}`],
  };
}

/** Chinese classics where they lie beside the repository, else texts made up. */
function someTexts(): string[] {
  if (existsSync(classics)) return gunzipSync(readFileSync(classics)).toString().split("\n").slice(0, 20_000);
  return Array.from(
    { length: 20_000 },
    (_, i) => `克拉玛依市图书馆第${i}分馆举办读书活动 Қарамай قاراماي reading ${i}`,
  );
}
