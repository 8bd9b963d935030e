/** Places in quantity: a nation's divisions and ten thousand facilities brought in, and the list of a city's 1,337 read. */
import { Agent, request } from "node:http";
import type { City } from "#main/city";
import { cityServer } from "#main/server";
import { addOrganisation } from "#places/filling";
import { inTx } from "#platform/ctx";
import { type Landed, landSheet, type RowFault, reportFile, rowsOfFile } from "#platform/exchange";
import { texts } from "#platform/i18n";
import { facilitiesFile } from "./facilities-file.ts";
import { nation } from "./nation.ts";
import { onFreshCity } from "./own-cluster.ts";
import type { BenchResult } from "./run.ts";

const places = 1_337;
const visits = 1_000;

type Say = (line: string) => void;

export async function bench(say: Say): Promise<BenchResult> {
  const list = await onFreshCity(say, ({ city }) => listTime(city, say));
  const facilities = await onFreshCity(say, ({ city }) => facilitiesTime(city, say));
  const whole = await onFreshCity(say, ({ city }) => nationTime(city, say));
  return {
    figures: { list_p95_ms: list, import_10k_s: facilities, nation_s: whole },
    notes: [
      "limits: list_p95_ms 30 over HTTP, 1,337 places, filters and open now; import_10k_s 10 with the report; nation_s 120",
      "a cluster of its own with fsync on, in this process; what came in is counted and compared afterwards",
    ],
  };
}

interface Brought extends Landed {
  seconds: number;
  faults: RowFault[];
}

/** Brings a file in as the command does, and writes the report. */
async function bring(city: City, name: string, bytes: AsyncIterable<Uint8Array>): Promise<Brought> {
  const table = city.tables.find((one) => one.name === name);
  if (!table) throw new Error(`no table ${name}`);
  const faults: RowFault[] = [];
  const began = performance.now();
  const ctx = city.ctx("bench");
  const reading = { zone: ctx.city.zone, now: ctx.clock() };
  const landed = await landSheet(ctx, table, rowsOfFile(bytes, reading), {
    file: { name: `${name}.csv`, sha256: "0".repeat(64) },
    done: async (_, batch) => void faults.push(...batch.faults),
  });
  for await (const _ of reportFile(table, `${name}.csv`, faults, { text: texts("zh-CN"), demo: true }));
  return { ...landed, seconds: (performance.now() - began) / 1000, faults };
}

async function nationTime(city: City, say: Say): Promise<number> {
  const made = nation();
  say(`nation: ${made.divisions} divisions, ${made.moved} moved, ${made.dissolved} dissolved`);
  const { seconds, tally, faults } = await bring(city, "divisions", made.rows());
  say(`nation: ${seconds.toFixed(1)} s, ${Math.round(made.divisions / seconds)} a second`);
  const counted = await city.db.one<Record<"codes" | "ended" | "linked" | "history", number>>`
    select (select count(*)::int from places.division_code) as codes,
           (select count(*)::int from places.division where upper(valid) = '2024-06-01') as ended,
           (select count(*)::int from places.division_succession where on_day = '2022-01-01') as linked,
           (select count(*)::int from places.division_succession s
              join places.division f on f.code = s.from_code and upper(f.valid) = s.on_day
              join places.division t on t.code = s.to_code and lower(t.valid) = s.on_day) as history`;
  const wanted = { codes: made.divisions, ended: made.dissolved, linked: made.moved, history: made.moved };
  if (
    JSON.stringify(counted) !== JSON.stringify(wanted) ||
    tally.added !== made.divisions ||
    faults.length > 0
  ) {
    throw new Error(
      `the nation is not what was sent: ${JSON.stringify({ counted, wanted, tally, fault: faults[0] })}`,
    );
  }
  return seconds;
}

async function prepare(city: City): Promise<void> {
  const divisions =
    "代码,名称,类别\n650000,新疆维吾尔自治区,自治区\n650200,克拉玛依市,地级市\n650203,克拉玛依区,市辖区\n650204,白碱滩区,市辖区\n650203001,天山路街道,街道\n650203007,迎宾街道,街道\n650204001,中兴路街道,街道\n";
  await bring(city, "divisions", one(divisions));
  await inTx(city.ctx("bench"), (ctx) =>
    addOrganisation(ctx, { parentId: null, label: "klmy", kind: "government", name: "试验市", demo: true }),
  );
}

async function* one(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

async function facilitiesTime(city: City, say: Say): Promise<number> {
  await prepare(city);
  const file = facilitiesFile({ rows: 10_000, badOneIn: 50 });
  const first = await bring(city, "facilities", one(file.text));
  say(`10,000 facilities: ${first.seconds.toFixed(1)} s, ${first.tally.refused} refused and reported`);
  if (first.tally.refused !== file.bad || first.tally.added !== 10_000 - file.bad) {
    throw new Error(
      `the facilities are not what was sent: ${JSON.stringify(first.tally)} ${JSON.stringify(first.faults[0])}`,
    );
  }
  const again = await bring(city, "facilities", one(file.text));
  say(`the same file again: ${again.seconds.toFixed(1)} s, ${again.tally.unchanged} unchanged`);
  if (again.tally.unchanged !== 10_000 - file.bad)
    throw new Error(`not the same: ${JSON.stringify(again.tally)}`);
  return first.seconds;
}

async function listTime(city: City, say: Say): Promise<number> {
  await prepare(city);
  const { tally } = await bring(city, "facilities", one(facilitiesFile({ rows: places }).text));
  if (tally.added !== places) throw new Error(`not ${places} places: ${JSON.stringify(tally)}`);
  await city.db.run`analyze`;
  const app = await cityServer(city, { pages: false });
  const url = await app.listen({ port: 0, host: "127.0.0.1" });
  const agent = new Agent({ keepAlive: true });
  try {
    const queries = someQueries();
    for (const query of queries) await visit(agent, `${url}/api/places?${query}`);
    const times = new Map<string, number[]>();
    for (let n = 0; n < visits; n++) {
      const query = queries[n % queries.length] ?? "";
      times.set(query, [...(times.get(query) ?? []), await visit(agent, `${url}/api/places?${query}`)]);
    }
    for (const [query, some] of times)
      say(`${p95(some).toFixed(1).padStart(6)} ms  ${decodeURIComponent(query)}`);
    return p95([...times.values()].flat());
  } finally {
    agent.destroy();
    await app.close();
  }
}

const p95 = (times: readonly number[]) =>
  times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.95)] ?? Number.NaN;

function someQueries(): string[] {
  const of = (query: Record<string, string>) => new URLSearchParams({ limit: "20", ...query }).toString();
  const here = { lon: "84.889", lat: "45.594" };
  return [
    of({ open: "now" }),
    of({ open: "now", kind: "book-house" }),
    of({ open: "now", division: "650203", level: "community" }),
    of({ open: "now", q: "书屋" }),
    of({ open: "now", ...here, sort: "distance" }),
    of({ open: "now", ...here, minutes: "30" }),
    of({ at: "2026-06-12T12:30:00Z", open: "now", kind: "library", division: "650204" }),
    of({ division: "650203", sort: "name" }),
  ];
}

function visit(agent: Agent, address: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const began = performance.now();
    const asked = request(address, { agent }, (answer) => {
      answer.resume();
      answer.on("end", () =>
        answer.statusCode === 200
          ? resolve(performance.now() - began)
          : reject(new Error(`${address}: ${answer.statusCode}`)),
      );
    });
    asked.on("error", reject);
    asked.end();
  });
}
