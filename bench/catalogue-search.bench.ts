/** The catalogue filled and searched as issue 6 asks: how fast it comes in, how long ten works and their kinds take, and whether all is found. */
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { countFor, nextHits, searchFor, wantedOf } from "#library/testing";
import { anOrganisation, someDivisions } from "#places/testing";
import { type Ctx, inTx } from "#platform/ctx";
import { folded } from "#platform/search";
import { seededRandom } from "#platform/testing";
import { isCorpusThere, type Said, writeCatalogue } from "./catalogue-corpus.ts";
import type { Imported } from "./catalogue-import.ts";
import { onFreshCity } from "./own-cluster.ts";
import type { BenchResult } from "./run.ts";
import { zebraPerSecond } from "./zebra.ts";

/** The issue's million takes a while: `CATALOGUE_RECORDS=1000000`. */
const count = Number(process.env.CATALOGUE_RECORDS ?? 200_000);
const rounds = 5;
const run = promisify(execFile);
const importer = join(import.meta.dirname, "catalogue-import.ts");
const eachBand = 40;

export async function bench(say: (line: string) => void): Promise<BenchResult> {
  if (!isCorpusThere())
    throw new Error("no ../shared/data beside the repository: there is nothing to make records of");
  const folder = mkdtempSync(join(tmpdir(), "wenmai-catalogue-"));
  try {
    const file = join(folder, "records.mrc");
    const said = await writeCatalogue(file, { count, seed: "catalogue" });
    say(`${count} records, ${(statSync(file).size / 1e6).toFixed(0)} MB, ${said.length} of them Chinese`);
    return await onFreshCity(say, async ({ city, url }) => {
      const ctx = city.ctx("bench");
      const imported = await importAll(ctx, { url, file, folder });
      say("zebraidx");
      const zebra = zebraPerSecond(file, { count, folder });
      await someHoldings(ctx);
      await ctx.db.run`vacuum analyze library.record`;
      await ctx.db.run`vacuum analyze library.search_row`;
      await ctx.db.run`analyze library.work`;
      const bands = await questions(ctx, said);
      for (const [name, some] of bands)
        say(`${name}: ${some.length}, such as ${some.slice(0, 5).join("、")}`);
      return {
        figures: { ...imported, ...(await timed(ctx, bands, say)), recall: await recall(ctx, said, say) },
        ratios: { import_vs_zebra: zebra && imported.import_per_s / zebra },
        notes: [
          `${count} records; order: the title itself, titles with the words, the words anywhere, newest first`,
          `questions: ${[...bands].map(([name, some]) => `${some.length} with ${name} hits`).join(", ")}; ${rounds} rounds, wall time in one process with its database on the same machine`,
          "six of ten records have holdings, at 139 places; facets: language, form, years, class, audience, places, and what is on a shelf",
          "import in a process of its own, its database apart; import_last_vs_first: rate of the last tenth by that of the first; import_cpu_ms: of our process for a record",
          `limits: import_per_s 2000, import_rss_mb 500, import_vs_zebra 1; zebraidx (GRS-1, ICU, the same file, by the clock): ${zebra ? `${Math.round(zebra)} records/s` : "not installed"}`,
        ],
      };
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function importAll(ctx: Ctx, { url, file, folder }: { url: string; file: string; folder: string }) {
  const { id } = await inTx(ctx, async (inner) => {
    await someDivisions(inner);
    return anOrganisation(inner, {});
  });
  const running = run(process.execPath, [importer, url, file, id, folder]);
  running.child.stderr?.pipe(process.stderr);
  const { stdout } = await running;
  const { perSecond, lastVsFirst, cpuMs, rssMb }: Imported = JSON.parse(stdout);
  return {
    import_per_s: perSecond,
    import_last_vs_first: lastVsFirst,
    import_cpu_ms: cpuMs,
    import_rss_mb: rssMb,
  };
}

/** As a network of 139 places would have them: a third of the records that are held somewhere in the main library. */
async function someHoldings(ctx: Ctx): Promise<void> {
  await ctx.db.run`
    insert into library.holding (record_id, place_id, items, available)
    select distinct on (r.id, place) r.id, md5(place::text)::uuid, 2, hashint8(r.id + n) & 1
      from library.record r
      cross join lateral generate_series(1, 1 + (hashint8(r.id) >> 8 & 3)) n
      cross join lateral (select case when n = 1 and r.id % 3 = 0 then 0 else abs(hashint8(r.id * 7 + n) % 139) end as place) p
     where r.id % 10 < 6`;
  await ctx.db.run`vacuum analyze library.holding`;
}

const bandOf = (hits: number) =>
  hits <= 10 ? "1–10" : hits <= 1000 ? "11–1,000" : hits <= 10_000 ? "1,001–10,000" : "more";

/** Pairs of characters, words, two of them, beginnings and phrases as they stand in the records, parted by how many hits they have. */
async function questions(ctx: Ctx, said: readonly Said[]): Promise<Map<string, string[]>> {
  const random = seededRandom("questions");
  const chance = (below: number) => random(4).readUInt32LE() % below;
  const bands = new Map<string, string[]>(
    ["1–10", "11–1,000", "1,001–10,000", "more"].map((band) => [band, []]),
  );
  const titles = await ctx.db.many<{ title: string }>`
    select title from library.record where id % 97 = 3 and kind = 'bibliographic' limit 5000`;
  for (let tries = 0; tries < 4000; tries++) {
    const title =
      chance(2) === 0
        ? (said[chance(said.length)]?.texts[0] ?? "")
        : (titles[chance(titles.length)]?.title ?? "");
    const han = title.match(/\p{Script=Han}{2,}/gu)?.[0];
    const words = title.match(/\p{L}{3,}/gu) ?? [];
    const asked = han
      ? [han.slice(0, 2), han.slice(-2), han.slice(0, 4), han][chance(4)]
      : [
          words[0],
          words.at(-1)?.slice(0, 4),
          words.slice(0, 2).join(" "),
          `"${words.slice(0, 3).join(" ")}"`,
        ][chance(4)];
    if (!asked) continue;
    const { count: hits, about } = await countFor(ctx, { q: asked });
    const band = bands.get(about ? "more" : bandOf(hits));
    if (hits > 0 && band && band.length < eachBand && !band.includes(asked)) band.push(asked);
    if ([...bands.values()].every((some) => some.length === eachBand)) break;
  }
  return bands;
}

async function timed(ctx: Ctx, bands: Map<string, string[]>, say: (line: string) => void) {
  const times: { band: string; q: string; ten: number; kinds: number }[] = [];
  for (let round = 0; round <= rounds; round++) {
    say(`round ${round} of ${rounds}`);
    for (const [band, some] of bands)
      for (const q of some) {
        const before = performance.now();
        await searchFor(ctx, { q, limit: 10 });
        const ten = performance.now() - before;
        await countFor(ctx, { q });
        // The first round fills the buffers.
        if (round > 0) times.push({ band, q, ten, kinds: performance.now() - before });
      }
  }
  const ten = times.map((time) => time.ten);
  const kinds = times.map((time) => time.kinds);
  const pairs = times.flatMap((time) => (/^\p{Script=Han}{2}$/u.test(time.q) ? [time.ten] : []));
  const ofBand = (band: string, key: "ten" | "kinds") =>
    quantile(
      times.flatMap((time) => (time.band === band ? [time[key]] : [])),
      0.95,
    );
  return {
    p50_ms: quantile(ten, 0.5),
    p95_ms: quantile(ten, 0.95),
    facets_p95_ms: quantile(kinds, 0.95),
    zh2_p50_ms: quantile(pairs, 0.5),
    ...Object.fromEntries(
      [...bands.keys()].flatMap((band) => [
        [`p95_ms, ${band} hits`, ofBand(band, "ten")],
        [`facets_p95_ms, ${band} hits`, ofBand(band, "kinds")],
      ]),
    ),
  };
}

const quantile = (values: readonly number[], share: number) =>
  values.toSorted((a, b) => a - b)[Math.floor(share * (values.length - 1))] ?? null;

/** What stands between Han and parts no words, as `platform/search` says: quotation marks, brackets, the dot of a name, one blank. */
const partsNothing =
  /(?<=\p{Script=Han})(?=.{1,3}\p{Script=Han})[·•‧・《》〈〉“”‘’"'「」『』()（）[\]【】〔〕]*[ \u3000]?[·•‧・《》〈〉“”‘’"'「」『』()（）[\]【】〔〕]*(?=\p{Script=Han})/gu;

/** Pairs of characters against plain substring truth over all Chinese records: none too few, and none too many. */
async function recall(ctx: Ctx, said: readonly Said[], say: (line: string) => void): Promise<number> {
  const random = seededRandom("recall");
  const runs = said.map(({ texts }) =>
    texts.flatMap((text) =>
      (text.replace(partsNothing, "").match(/\p{Script=Han}+/gu) ?? []).map((run) => folded(run)),
    ),
  );
  const ids = new Map(
    (
      await ctx.db.many<{ id: number; number: string }>`
        select id, split_part(control_key, ':', 2) as number from library.record where control_key like 'wenmai:zh%'`
    ).map(({ id, number }) => [number, id]),
  );
  const chinese = new Set(ids.values());
  let [right, all] = [0, 0];
  for (let n = 0; n < 100; n++) {
    const some = runs[random(4).readUInt32LE() % runs.length]?.find((run) => run.length >= 2) ?? "诗词";
    const pair = some.slice(0, 2);
    const truth = new Set(
      said.flatMap(({ number }, at) =>
        runs[at]?.some((run) => run.includes(pair)) ? (ids.get(number) ?? []) : [],
      ),
    );
    const found = new Set((await everyHit(ctx, pair)).filter((id) => chinese.has(id)));
    const extra = [...found].filter((id) => !truth.has(id));
    if (extra.length > 0)
      throw new Error(`${pair}: ${extra.length} found that do not have it, such as ${extra[0]}`);
    right += found.size;
    all += truth.size;
    if (found.size < truth.size) say(`${pair}: ${found.size} of ${truth.size}`);
  }
  return right / all;
}

async function everyHit(ctx: Ctx, q: string): Promise<number[]> {
  const wanted = wantedOf({ q });
  const ids: number[] = [];
  let after = null;
  while (wanted) {
    const hits = await nextHits(ctx.db, wanted, { after, limit: 2000 });
    ids.push(...hits.map(({ recordId }) => recordId));
    if (hits.length < 2000) break;
    after = hits.at(-1) ?? null;
  }
  return ids;
}
