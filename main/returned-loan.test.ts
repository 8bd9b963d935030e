/** A returned loan is gone: nothing of the whole database leads from a reader to what they had (docs/decisions/2026-12-12-a-returned-loan-is-gone.md). */
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { aTill } from "#library/testing";
import { aResident, aStaff } from "#people/testing";
import { anOrganisation } from "#places/testing";
import { openForSubject } from "#platform/auth";
import { type Ctx, inTx } from "#platform/ctx";
import { sql } from "#platform/db";
import { deliverAll } from "#platform/events";
import { performer } from "#platform/http";
import { joinSlots } from "#platform/slots";
import { dbTest, settled } from "#platform/testing";
import { modules, operations } from "./modules.ts";

const slots = joinSlots(modules.flatMap((module) => module.slots ?? []));
const { perform } = performer(operations, { checkAnswers: true });

function jobNamed(name: string) {
  const job = modules.flatMap((module) => module.jobs ?? []).find((one) => one.name === name);
  assert.ok(job);
  return job;
}

/** What the night does with loans. */
const night = (ctx: Ctx) => jobNamed("library.tend-loans").run(ctx, {});

interface Row {
  table: string;
  text: string;
}

/** Every row of every table, graphile-worker's too, in which one of these texts stands; what is sealed for one of these people is opened. */
async function rowsSaying(
  { db }: Ctx,
  said: readonly string[],
  sealedFor: readonly string[],
): Promise<Row[]> {
  const tables = await db.many<{ schema: string; name: string }>`
    select n.nspname as schema, c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind = 'r' and n.nspname not in ('pg_catalog', 'information_schema')`;
  assert.ok(tables.length > 100, `${tables.length} tables`);
  const rows: Row[] = [];
  for (const { schema, name } of tables) {
    const of = sql.table(`${schema}.${name}`);
    const some = await db.many<{ text: string }>`
      select r.text from ${of} t cross join lateral (select to_jsonb(t)::text as text) r
       where exists (select from unnest(${said}::text[]) as s(one) where position(s.one in r.text) > 0)`;
    rows.push(...some.map(({ text }) => ({ table: `${schema}.${name}`, text })));
  }
  const answers = await db.many<{ who: string; answer: Buffer; rest: string }>`
    select who, answer, (to_jsonb(i) - 'answer')::text as rest from platform.idempotency i where answer is not null`;
  for (const { answer, rest } of answers) {
    for (const subject of sealedFor) {
      const opened = await openForSubject(db, subject, answer).catch(() => null);
      const text = `${rest} ${opened?.toString("utf8") ?? ""}`;
      if (opened && said.some((one) => text.includes(one)))
        rows.push({ table: "platform.idempotency", text });
    }
  }
  return rows;
}

/** Every id that stands in a row with one of these texts. */
async function idsOf(ctx: Ctx, said: readonly string[], sealedFor: readonly string[]): Promise<string[]> {
  const rows = await rowsSaying(ctx, said, sealedFor);
  const ids = rows.flatMap(({ text }) => text.match(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g) ?? []);
  return [...new Set(ids)];
}

dbTest(
  "after a return no row has both the reader and the book, nor do two rows join them by the loan",
  async ({ ctx: plain, db }) => {
    const ctx: Ctx = { ...plain, slots };
    // A number that stands nowhere by chance.
    await db.run`select setval(pg_get_serial_sequence('library.item', 'id'), 987654000)`;
    const { at, clerk, me } = await inTx(ctx, async (inner) => {
      const { id } = await anOrganisation(inner);
      const till = await aTill(inner, id);
      const staff = await aStaff(inner, { organisationId: id, role: "manager" });
      const resident = await aResident(inner, { name: "还书的人" });
      // The reader of the till signs in as this resident.
      await inner.db
        .run`update library.reader set subject = ${resident.subject} where subject = ${till.subject}`;
      return {
        at: { ...till, subject: resident.subject },
        clerk: { ...ctx, actor: staff.actor, channel: "desk" as const },
        me: { ...ctx, actor: resident.actor },
      };
    });
    const { placeId, subject, itemId, lentId, number } = at;
    const { title, barcodes } = await db.one<{ title: string; barcodes: string[] }>`
    select r.title, array_agg(i.barcode) as barcodes from library.item i join library.record r on r.id = i.record_id
     where i.id = any(${[itemId, lentId]}::bigint[]) group by r.title`;
    const ask = (who: Ctx, id: string, body: object) => perform(who, id, { body } as never, randomUUID());
    const scan = { scan: number, placeId, subject: null, ownerId: null, issuerId: null };
    await ask(clerk, "library.till-scan", scan);
    await ask(clerk, "library.till-scan", { ...scan, scan: barcodes[0], subject });
    const made = (await ask(clerk, "library.check-out", { itemId, subject, placeId, despite: null })) as {
      loanId: string;
    };
    const loanIds = [made.loanId, at.loanId];
    await ask(clerk, "library.reader-at-till", { subject, placeId });
    const later = { ...clerk, clock: () => ctx.clock().add({ hours: 72 }) };
    await ask(later, "library.renew", { loanId: made.loanId, placeId });
    await ask({ ...me, clock: later.clock }, "library.renew-mine", { loanId: at.loanId });
    await ask({ ...me, clock: later.clock }, "library.renew-all-mine", {});
    await night({ ...ctx, clock: () => ctx.clock().add({ hours: 24 * 61 }) });
    await night({ ...ctx, clock: () => ctx.clock().add({ hours: 24 * 70 }) });

    const reader = [subject, number, me.actor.account ?? ""];
    const book = [title, ...barcodes, String(itemId), String(lentId)];
    const sealedFor = [subject, clerk.actor.subject ?? ""];
    const has = (text: string, some: readonly string[]) => some.some((one) => text.includes(one));
    const both = async () =>
      (await rowsSaying(ctx, reader, sealedFor))
        .filter(({ text }) => has(text, book))
        .map(({ table }) => table);
    assert.deepEqual(
      [...new Set(await both())],
      ["library.loan"],
      "while it is lent, the loan is where they stand together",
    );

    for (const id of [itemId, lentId])
      await ask(clerk, "library.return", { itemId: id, placeId, returnedOn: null });
    await settled(db);
    await deliverAll(
      ctx,
      modules.flatMap((module) => module.listeners ?? []),
    );
    assert.deepEqual(await both(), []);
    const byLoan = await rowsSaying(ctx, loanIds, sealedFor);
    assert.ok(
      byLoan.some(({ table }) => table === "platform.audit"),
      "the loan's id is known to the audit",
    );
    assert.deepEqual(
      byLoan.filter(({ text }) => has(text, book)),
      [],
      "the loan's id leads to no book",
    );
  },
);

dbTest(
  "while a lost or damaged book is owed for, the fee knows which; settled, no row has both, nor any two by a moment",
  async ({ ctx: plain, db }) => {
    const ctx: Ctx = { ...plain, slots };
    await db.run`select setval(pg_get_serial_sequence('library.item', 'id'), 987655000)`;
    const { at, clerk } = await inTx(ctx, async (inner) => {
      const { id } = await anOrganisation(inner);
      const staff = await aStaff(inner, { organisationId: id, role: "manager" });
      const clerk = { ...ctx, actor: staff.actor, channel: "desk" as const };
      return { at: await aTill(inner, id), clerk };
    });
    const { placeId, subject, itemId, lentId, number } = at;
    await db.run`update library.item set price_fen = 2500 where id = ${lentId}`;
    const { title, barcodes } = await db.one<{ title: string; barcodes: string[] }>`
    select r.title, array_agg(i.barcode) as barcodes from library.item i join library.record r on r.id = i.record_id
     where i.id = any(${[itemId, lentId]}::bigint[]) group by r.title`;
    // Each command at a moment of its own, so that one that two rows share is the same command's.
    let second = 0;
    const ask = (id: string, body: object) => {
      const now = ctx.clock().add({ seconds: ++second });
      return perform({ ...clerk, clock: () => now }, id, { body } as never, randomUUID());
    };
    const lent = (await ask("library.check-out", { itemId, subject, placeId, despite: null })) as {
      loanId: string;
    };
    const sealedFor = [subject, clerk.actor.subject ?? ""];
    const book = [title, ...barcodes, String(itemId), String(lentId)];
    const both = async () => {
      const rows = await rowsSaying(ctx, [subject, number], sealedFor);
      const has = ({ text }: Row) => book.some((one) => text.includes(one));
      return [...new Set(rows.filter(has).map(({ table }) => table))].toSorted();
    };
    await ask("library.claim-returned", { loanId: at.loanId, placeId, claims: true });
    await ask("library.claim-returned", { loanId: at.loanId, placeId, claims: false });
    await ask("library.lose", { loanId: at.loanId, placeId });
    await ask("library.return-damaged", {
      loanId: lent.loanId,
      placeId,
      note: `${title}封面撕破`,
      feeFen: 500,
    });
    assert.deepEqual(await both(), ["library.fee", "library.loan"]);
    const open = await db.many<{ id: string }>`
    select id from library.fee where subject = ${subject} and settled_on is null`;
    const body = {
      placeId,
      feeIds: open.map(({ id }) => id),
      how: "paid",
      reason: "",
      number: null,
      barcode: null,
    };
    const paper = (await ask("library.settle-fees", body)) as { settlementId: string };
    await ask("library.undo-settlement", { settlementId: paper.settlementId, why: "点错了" });
    await ask("library.settle-fees", body);
    await settled(db);
    await deliverAll(
      ctx,
      modules.flatMap((module) => module.listeners ?? []),
    );
    assert.deepEqual(await both(), []);
    const moments = async (said: readonly string[]) => {
      const rows = await rowsSaying(ctx, said, sealedFor);
      return new Set(rows.flatMap(({ text }) => text.match(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/g) ?? []));
    };
    const { ids } = await db.one<{ ids: string[] }>`
    select array_agg(id::text) as ids from (select id from library.fee where subject = ${subject}
     union select id from library.settlement where subject = ${subject}) f`;
    const ofReader = await moments([subject, ...ids]);
    const ofBook = await moments([...barcodes, String(itemId), String(lentId)]);
    assert.ok(ofReader.size > 0 && ofBook.size > 0);
    // What was true before anything went wrong: they were made, and one was lent, in one go.
    const before = new Set([ctx.clock().toString().slice(0, 19)]);
    assert.deepEqual(
      [...ofReader].filter((one) => ofBook.has(one) && !before.has(one)),
      [],
    );
  },
);

dbTest(
  "lent and brought back without a line, with something to talk about, no row has both, nor do any two by a moment or an id",
  async ({ ctx: plain, db }) => {
    const ctx: Ctx = { ...plain, slots };
    await db.run`select setval(pg_get_serial_sequence('library.item', 'id'), 987656000)`;
    // Since a month, so that nothing of before is a moment of this morning.
    const before = { ...ctx, clock: () => ctx.clock().subtract({ hours: 24 * 30 }) };
    const { at, clerk, madeBy } = await inTx(before, async (inner) => {
      const { id } = await anOrganisation(inner);
      const staff = await aStaff(inner, { organisationId: id, role: "manager" });
      const clerk = { ...ctx, actor: staff.actor, channel: "desk" as const };
      return { at: await aTill(inner, id), clerk, madeBy: staff.subject };
    });
    const { placeId, subject, itemId, number } = at;
    await db.run`update library.reader set blocked = '请谈一谈' where subject = ${subject}`;
    const { title, barcode } = await db.one<{ title: string; barcode: string }>`
    select r.title, i.barcode from library.item i join library.record r on r.id = i.record_id where i.id = ${itemId}`;
    const sealedFor = [subject, madeBy];
    const [ofReader, ofBook] = [
      [subject, number],
      [title, barcode, String(itemId)],
    ];
    const known = new Set(await idsOf(ctx, [...ofReader, ...ofBook], sealedFor));
    let order = 0;
    const scanned = async (minutesAgo: number, kind: "lend" | "return") => {
      const step = {
        ...{ id: randomUUID(), kind, barcode, madeBy, order: ++order },
        card: kind === "lend" ? number : null,
        at: ctx.clock().subtract({ minutes: minutesAgo }).toString(),
        ahead: 0,
        onlineAt: ctx.clock().subtract({ hours: 24 }).toString(),
      };
      const body = { placeId, device, steps: [step] };
      await perform(clerk, "library.send-offline", { body } as never, randomUUID());
      await jobNamed("library.replay-offline").run(ctx, {});
    };
    const device = randomUUID();
    const from = Date.now();
    await scanned(90, "lend");
    const { talk } = await db.one<{ talk: string }>`
    select id as talk from library.reader_talk where subject = ${subject}`;
    await scanned(20, "return");
    const { returned } = await db.one<{ returned: boolean }>`
    select not exists (select from library.loan where item_id = ${itemId}) as returned`;
    assert.ok(returned);
    await settled(db);
    await deliverAll(
      ctx,
      modules.flatMap((module) => module.listeners ?? []),
    );

    const rows = await rowsSaying(ctx, [...ofReader, talk], sealedFor);
    assert.deepEqual(
      rows.filter(({ text }) => ofBook.some((one) => text.includes(one))),
      [],
    );
    assert.ok(rows.some(({ table }) => table === "library.reader_talk"));
    const made = (await idsOf(ctx, [...ofReader, talk], sealedFor)).filter((id) => !known.has(id));
    assert.ok(made.includes(talk));
    // An id that says when it was made says when it was lent, and other rows say that of the book.
    assert.deepEqual(
      made.filter((id) => id[14] === "7" && Number.parseInt(id.replace("-", "").slice(0, 12), 16) >= from),
      [],
    );
    const ofBooks = await idsOf(ctx, ofBook, sealedFor);
    assert.deepEqual(
      ofBooks.filter((id) => made.includes(id)),
      [],
      "no id stands with both",
    );
    const bookRows = await rowsSaying(ctx, ofBook, sealedFor);
    assert.ok(!bookRows.some(({ table }) => table === "library.offline_step"), "a settled step says no book");
    const moments = (some: readonly Row[]) =>
      some.flatMap(({ text }) => text.match(/2026-06-12T\d\d:\d\d:\d\d/g) ?? []);
    const books = moments(bookRows);
    assert.deepEqual(
      moments(rows).filter((one) => books.includes(one)),
      [],
    );
  },
);
