/** A file on its way into a city: sent, checked, landed in the background; stopped, taken up, reported, forgotten. */
import assert from "node:assert/strict";
import { Readable } from "node:stream";
import { leave } from "#people/filling";
import { aStaff } from "#people/testing";
import { anOrganisation, someDivisions } from "#places/testing";
import type { Role } from "#platform/auth";
import { type Ctx, inTx } from "#platform/ctx";
import { exchangeArea, keepUpload } from "#platform/exchange";
import { FileAnswer, performer } from "#platform/http";
import { at, dbTest } from "#platform/testing";
import { exchangeWork } from "./exchange.ts";
import { operations } from "./modules.ts";

const { perform } = performer(operations, { checkAnswers: true });

interface Somebody {
  ctx: Ctx;
  account: string;
  organisation: { id: string; path: string };
}

async function somebody(ctx: Ctx, role: Role = "manager"): Promise<Somebody> {
  return inTx(ctx, async (inner) => {
    await someDivisions(inner);
    const organisation = await anOrganisation(inner);
    const { actor, account } = await aStaff(inner, { organisationId: organisation.id, role });
    // Has chosen a password of their own: until then nobody has a role.
    await inner.db.run`update people.staff set must_change = false where account = ${account}`;
    return { ctx: { ...ctx, actor, channel: "desk" }, account, organisation };
  });
}

let made = 0;
/** A table of so many places of the organisation; every tenth is of a kind that is not there. */
function tableOf({ organisation }: Somebody, rows: number): { text: string; prefix: string } {
  const prefix = `E${process.pid}-${++made}`;
  const lines = Array.from({ length: rows }, (_, n) =>
    [
      `${prefix}-${n}`,
      `书屋${n}`,
      n % 10 === 9 ? "宫殿" : "城市书屋",
      "社区级",
      organisation.path,
      "650203001",
    ].join(","),
  );
  return { text: `编号,名称,类型,级别,管理单位,区划代码\n${lines.join("\n")}\n`, prefix };
}

interface Shown {
  state: string;
  added: number;
  changed: number;
  unchanged: number;
  refused: number;
  total: number | null;
  faultCount: number;
  faults: { row: number; column: string | null; id: string; reason: string }[];
  changes: { row: number; column: string; was: string; becomes: string }[];
  changeCount: number;
  emptied: number;
  disagreements: string[];
  next: number | null;
  broken: { id: string } | null;
  can: string[];
}

async function begin({ ctx }: Somebody, text: string, differs: object = {}): Promise<string> {
  const body = {
    table: "facilities",
    file: "场所.csv",
    content: Buffer.from(text).toString("base64"),
    ...differs,
  };
  const { id } = (await perform(ctx, "exchange.begin", { body }, null)) as { id: string };
  return id;
}
const look = ({ ctx }: Somebody, id: string, query = {}) =>
  perform(ctx, "exchange.import", { params: { id }, query }, null) as Promise<Shown>;
const ask = ({ ctx }: Somebody, what: string, id: string) =>
  perform(ctx, `exchange.${what}`, { params: { id } }, null);

/** What the worker of the queue does. */
async function work(ctx: Ctx, run: string, ending?: AbortSignal): Promise<void> {
  const job = exchangeWork.find(({ name }) => name === "exchange.work");
  assert.ok(job);
  await job.run(ctx, { run }, ending);
}

const placesLike = async ({ ctx }: Somebody, prefix: string) =>
  (
    await ctx.db.one<{ count: number }>`
    select count(*)::int as count from places.facility where starts_with(number, ${`${prefix}-`})`
  ).count;

dbTest(
  "a file is checked, nothing is written; confirmed, its good rows land and the bad ones are told",
  async ({ ctx }) => {
    const one = await somebody(ctx);
    const { text, prefix } = tableOf(one, 60);
    const id = await begin(one, text);
    assert.deepEqual((await look(one, id)).can, ["stop"]);
    await work(ctx, id);
    const checked = await look(one, id);
    assert.deepEqual(
      [checked.state, checked.added, checked.refused, checked.faultCount],
      ["checked", 54, 6, 6],
    );
    assert.deepEqual(checked.faults[0], {
      row: 11,
      column: "类型",
      id: "place.kind-unknown",
      reason: "没有这种场所类型：宫殿",
    });
    assert.equal(await placesLike(one, prefix), 0, "a check writes nothing");
    await ask(one, "land", id);
    await ask(one, "land", id);
    assert.deepEqual((await look(one, id)).added, 0, "counting begins anew");
    await work(ctx, id);
    const landed = await look(one, id);
    assert.deepEqual(
      [landed.state, landed.added, landed.refused, landed.total, landed.faultCount],
      ["landed", 54, 6, 60, 6],
    );
    assert.equal(await placesLike(one, prefix), 54);
    const actors = await ctx.db.many<{ actor: string; channel: string }>`
    select distinct a.actor, a.channel from platform.audit a join places.facility f on f.id::text = a.target
     where starts_with(f.number, ${`${prefix}-`})`;
    assert.deepEqual(
      actors,
      [{ actor: one.ctx.actor.subject, channel: "desk" }],
      "it is who asked that did it",
    );
    const again = await begin(one, text);
    await work(ctx, again);
    const same = await look(one, again);
    assert.deepEqual([same.added, same.changed, same.unchanged, same.can], [0, 0, 54, ["drop"]]);
  },
);

dbTest("the report has a row for every fault, and the file is gone when all is done", async ({ ctx }) => {
  const one = await somebody(ctx);
  const { text } = tableOf(one, 1010);
  const id = await begin(one, text);
  const { sha256 } = await ctx.db.one<{
    sha256: string;
  }>`select sha256 from platform.exchange_run where id = ${id}`;
  await work(ctx, id);
  const page = await look(one, id);
  assert.deepEqual([page.faults.length, page.faultCount], [100, 101]);
  assert.equal((await look(one, id, { after: page.next ?? 0 })).faults.length, 1);
  const report = await perform(one.ctx, "exchange.report", { params: { id } }, null);
  assert.ok(report instanceof FileAnswer);
  const pieces: Uint8Array[] = [];
  for await (const piece of report.pieces) pieces.push(piece);
  const lines = Buffer.concat(pieces).toString().trim().split("\r\n");
  assert.equal(lines.length, 102);
  assert.equal(lines[1], "场所.csv,11,类型,place.kind-unknown,没有这种场所类型：宫殿");
  assert.match(report.disposition, /^attachment; filename="[\w.-]+"; filename\*=UTF-8''%E5%9C%BA/);
  const storage = await ctx.storage(exchangeArea);
  assert.equal(await storage.has(sha256), true);
  await ask(one, "land", id);
  await work(ctx, id);
  assert.equal(await storage.has(sha256), false);
});

dbTest(
  "a file goes after its import has been dropped, not with a dropping that is undone",
  async ({ ctx }) => {
    const one = await somebody(ctx);
    const id = await begin(one, tableOf(one, 10).text);
    await work(ctx, id);
    const { sha256 } = await ctx.db.one<{ sha256: string }>`
    select sha256 from platform.exchange_run where id = ${id}`;
    const remove = exchangeWork.find(({ name }) => name === "exchange.remove-file");
    const storage = await ctx.storage(exchangeArea);
    await assert.rejects(
      inTx(one.ctx, async (inner) => {
        await ask({ ...one, ctx: inner }, "drop", id);
        throw new Error("the commit fails");
      }),
      /the commit fails/,
    );
    await remove?.run(ctx, { run: id });
    assert.equal((await look(one, id)).state, "checked");
    assert.equal(await storage.has(sha256), true);
    await ask(one, "drop", id);
    await remove?.run(ctx, { run: id });
    assert.equal(await storage.has(sha256), false);
  },
);

dbTest(
  "asked to stop it stops after a batch, goes on from there, and lands each row once",
  async ({ ctx }) => {
    const one = await somebody(ctx);
    const { text, prefix } = tableOf(one, 620);
    const id = await begin(one, text);
    await work(ctx, id);
    await ask(one, "land", id);
    await ask(one, "stop", id);
    await work(ctx, id);
    const stopped = await look(one, id);
    assert.deepEqual([stopped.state, stopped.added, stopped.can], ["stopped", 450, ["resume", "drop"]]);
    await ask(one, "land", id);
    await work(ctx, id);
    const landed = await look(one, id);
    assert.deepEqual([landed.state, landed.added, landed.unchanged, landed.refused], ["landed", 558, 0, 62]);
    assert.equal(await placesLike(one, prefix), 558);
  },
);

dbTest("a process that ends leaves an import where it is, and the next one goes on", async ({ ctx }) => {
  const one = await somebody(ctx);
  const { text, prefix } = tableOf(one, 620);
  const id = await begin(one, text);
  await work(ctx, id);
  await ask(one, "land", id);
  await assert.rejects(work(ctx, id, AbortSignal.abort()));
  const left = await look(one, id);
  assert.deepEqual([left.state, left.added], ["landing", 450]);
  await work(ctx, id);
  assert.equal((await look(one, id)).state, "landed");
  assert.equal(await placesLike(one, prefix), 558);
});

dbTest(
  "a storage that is away for a while costs nobody their file; one that is gone is told",
  async ({ ctx }) => {
    const one = await somebody(ctx);
    const id = await begin(one, tableOf(one, 10).text);
    const away: Ctx = {
      ...ctx,
      storage: async (area) => ({
        ...(await ctx.storage(area)),
        open: () => Promise.reject(new Error("no connection")),
      }),
    };
    await assert.rejects(work(away, id), { message: "no connection" });
    assert.equal((await look(one, id)).state, "checking");
    await work(ctx, id);
    assert.equal((await look(one, id)).state, "checked");
    const { sha256 } = await ctx.db.one<{
      sha256: string;
    }>`select sha256 from platform.exchange_run where id = ${id}`;
    await (await ctx.storage(exchangeArea)).remove(sha256);
    await ask(one, "land", id);
    await work(ctx, id);
    const gone = await look(one, id);
    assert.deepEqual([gone.state, gone.broken?.id], ["refused", "exchange.file-gone"]);
  },
);

dbTest("two workers at one file land each row once", async ({ ctx }) => {
  const one = await somebody(ctx);
  const { text, prefix } = tableOf(one, 620);
  const id = await begin(one, text);
  await work(ctx, id);
  await ask(one, "land", id);
  await Promise.all([work(ctx, id), work(ctx, id), work(ctx, id)]);
  const landed = await look(one, id);
  assert.deepEqual([landed.state, landed.added + landed.unchanged, landed.refused], ["landed", 558, 62]);
  assert.equal(landed.faultCount, 62);
  assert.equal(await placesLike(one, prefix), 558);
});

dbTest("what a worker that died has left is taken up, not while one lives", async ({ ctx }) => {
  const one = await somebody(ctx);
  const { text } = tableOf(one, 20);
  const id = await begin(one, text);
  await assert.rejects(ask(one, "land", id), { id: "exchange.not-checked" });
  const later = { ...one, ctx: { ...one.ctx, clock: at("2026-06-12T10:05:00Z") } };
  assert.deepEqual((await look(later, id)).can, ["take-up"]);
  await ask(later, "land", id);
  const jobs = await ctx.db.one<{ count: number }>`
    select count(*)::int as count from graphile_worker.jobs where key = ${`exchange.work ${id}`}`;
  assert.equal(jobs.count, 1);
});

dbTest("a file is its sender's alone; who was sent away meanwhile lands nothing", async ({ ctx }) => {
  const one = await somebody(ctx);
  const other = await somebody(ctx);
  const clerk = await somebody(ctx, "clerk");
  const { text, prefix } = tableOf(one, 10);
  const id = await begin(one, text);
  await assert.rejects(look(other, id), { id: "forbidden" });
  await assert.rejects(begin(clerk, text), { id: "forbidden" });
  await work(ctx, id);
  await ask(one, "land", id);
  await inTx(ctx, (inner) => leave(inner, one.account));
  await work(ctx, id);
  assert.equal(await placesLike(one, prefix), 0);
  assert.deepEqual(
    [(await look(one, id)).state, (await look(one, id)).broken?.id],
    ["refused", "exchange.asker-gone"],
  );
});

dbTest(
  "a file that cannot be read is refused with the reason, and one that is not there is not taken",
  async ({ ctx }) => {
    const one = await somebody(ctx);
    const id = await begin(one, "名称,电话\n甲,1\n");
    await work(ctx, id);
    const shown = await look(one, id);
    assert.deepEqual([shown.state, shown.broken?.id, shown.can], ["refused", "sheet.columns-missing", []]);
    await assert.rejects(begin(one, "x", { content: undefined, sha256: "a".repeat(64) }), {
      id: "exchange.no-upload",
    });
    await assert.rejects(begin(one, "x", { content: undefined }), { id: "input.invalid" });
    await assert.rejects(begin(one, "x", { table: "nothing" }), { id: "not-found" });
    const empty = await keepUpload(one.ctx, Readable.from([]));
    await assert.rejects(begin(one, "x", { content: undefined, sha256: empty }), {
      status: 422,
      faults: [{ field: "/body/file", id: "exchange.file-empty" }],
    });
  },
);

dbTest("a manager takes away the own places in any format, and it is audited", async ({ ctx }) => {
  const one = await somebody(ctx);
  const { text } = tableOf(one, 9);
  const id = await begin(one, text);
  await work(ctx, id);
  await ask(one, "land", id);
  await work(ctx, id);
  for (const format of ["csv", "xlsx", "geojson"]) {
    const file = await perform(
      one.ctx,
      "exchange.export",
      { params: { table: "facilities" }, query: { format } },
      null,
    );
    assert.ok(file instanceof FileAnswer);
    assert.match(file.name, new RegExp(`^场所-2026-06-12\\.${format}$`));
  }
  const { count } = await ctx.db.one<{ count: number }>`
    select count(*)::int as count from platform.audit where what = 'exchange.exported' and actor = ${one.ctx.actor.subject}`;
  assert.equal(count, 3);
  const wrong = { params: { table: "divisions" }, query: { format: "geojson" } };
  await assert.rejects(perform(one.ctx, "exchange.export", wrong, null), { id: "input.invalid" });
  const strange = { params: { table: "facilities" }, query: { level: "nowhere" } };
  await assert.rejects(perform(one.ctx, "exchange.export", strange, null), { id: "input.invalid" });
});

dbTest("files left lying are dropped after a week, runs forgotten after a month", async ({ ctx }) => {
  const one = await somebody(ctx);
  const id = await begin(one, tableOf(one, 5).text);
  await work(ctx, id);
  const forget = exchangeWork.find(({ name }) => name === "exchange.forget");
  await forget?.run({ ...ctx, clock: at("2026-06-21T10:00:00Z") }, {});
  assert.equal((await look(one, id)).state, "dropped");
  await forget?.run({ ...ctx, clock: at("2026-08-01T10:00:00Z") }, {});
  await assert.rejects(look(one, id), { id: "not-found" });
});

dbTest("a check tells every cell that would change, and which would be emptied", async ({ ctx }) => {
  const one = await somebody(ctx);
  const head = "编号,名称,类型,级别,管理单位,区划代码,地址,电话";
  const number = `C${process.pid}-${++made}`;
  const line = (name: string, address: string, phone: string) =>
    `${head}\n${[number, name, "城市书屋", "社区级", one.organisation.path, "650203001", address, phone].join(",")}\n`;
  const first = await begin(one, line("书屋", "友谊路 1 号", "0990-1234567"));
  await work(ctx, first);
  await ask(one, "land", first);
  await work(ctx, first);
  const second = await begin(one, line("城南书屋", "友谊路 1 号", ""));
  await work(ctx, second);
  const checked = await look(one, second);
  assert.deepEqual(checked.changes, [
    { row: 2, column: "名称", was: "书屋", becomes: "城南书屋" },
    { row: 2, column: "电话", was: "0990-1234567", becomes: "" },
  ]);
  assert.deepEqual([checked.changeCount, checked.emptied], [2, 1]);
  const file = await perform(one.ctx, "exchange.changes", { params: { id: second } }, null);
  assert.ok(file instanceof FileAnswer);
  const pieces: Uint8Array[] = [];
  for await (const piece of file.pieces) pieces.push(piece);
  assert.match(Buffer.concat(pieces).toString(), /场所.csv,2,名称,书屋,城南书屋\r\n/);
});

dbTest(
  "of loans no number is kept beside a fault, and what does not agree is told when they have landed",
  async ({ ctx }) => {
    const one = await somebody(ctx);
    const file = "读者证号,条码,借出日期,应还日期\nR-nobody,C-nothing,2026-05-20,2026-06-19\n";
    const id = await begin(one, file, { table: "loans", file: "在借.csv" });
    await work(ctx, id);
    const checked = await look(one, id);
    assert.deepEqual(
      checked.faults.map(({ column, id: fault, reason }) => [column, fault, reason]),
      [
        ["读者证号", "loans.reader-unknown", "没有证号 … 的读者"],
        ["条码", "loans.copy-unknown", "没有条码 … 的册"],
      ],
    );
    assert.deepEqual(checked.disagreements, []);
    await ctx.db.run`update platform.exchange_run set state = 'landed' where id = ${id}`;
    assert.deepEqual((await look(one, id)).disagreements, [
      "对账 找不到读者的借阅：1 行",
      "对账 找不到册的借阅：1 行",
    ]);
  },
);

dbTest("all that is wrong with a row is told at once, in cells and in what they mean", async ({ ctx }) => {
  const one = await somebody(ctx);
  const id = await begin(
    one,
    `编号,名称,类型,级别,管理单位,区划代码,经度,起始日期\nX-1,书屋,宫殿,社区级,${one.organisation.path},999999,东,9999-01-01\n`,
  );
  await work(ctx, id);
  const { faults, refused } = await look(one, id);
  assert.deepEqual(
    faults.map(({ column }) => column),
    ["经度", "类型", "区划代码", "起始日期"],
  );
  assert.equal(refused, 1);
});

dbTest("a file that no import began with goes after an hour", async ({ ctx }) => {
  const one = await somebody(ctx);
  const text = tableOf(one, 3).text;
  const sha256 = await keepUpload(one.ctx, Readable.from([Buffer.from(text)]));
  const storage = await ctx.storage(exchangeArea);
  const unused = exchangeWork.find(({ name }) => name === "exchange.remove-unused");
  const id = await begin(one, "", { content: undefined, sha256 });
  await unused?.run(ctx, { sha256 });
  assert.equal(await storage.has(sha256), true, "an import has begun with it");
  await work(ctx, id);
  await ask(one, "drop", id);
  await unused?.run(ctx, { sha256 });
  assert.equal(await storage.has(sha256), false);
});
