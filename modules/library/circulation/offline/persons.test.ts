import assert from "node:assert/strict";
import { inTx } from "#platform/ctx";
import { newId } from "#platform/db";
import { dbTest } from "#platform/testing";
import { checkIn } from "../lending/check-in.ts";
import { exportReader } from "../readers/one-person/export-reader.ts";
import { forgetReader } from "../readers/one-person/forget-reader.ts";
import { mergeReaders } from "../readers/one-person/merge-readers.ts";
import * as contract from "./contract.ts";
import { addTalks } from "./offline-store.ts";
import { ago, aMorning, ask, played, talksOf } from "./testing.ts";

dbTest(
  "after it came back no table joins the reader and the copy, nor does an answer",
  async ({ ctx, db }) => {
    const at = await aMorning(ctx, 1);
    await db.run`update library.reader set blocked = '请谈一谈' where subject = ${at.one.subject}`;
    const step = ago(at, 60);
    await played(ctx, at, [step]);
    const view = await ask(at.clerk, contract.offlineSteps, { query: { place: at.placeId } });
    assert.ok(view.done[0]?.title, "while it lasts the report says the title");
    assert.ok(
      !JSON.stringify(view.done).includes(at.one.subject) &&
        !JSON.stringify(view.done).includes(at.one.number),
    );
    await inTx(ctx, (inner) => checkIn(inner, { itemId: at.itemId, placeId: at.placeId }));
    const rows = await db.many<{ row: string }>`
    select row_to_json(s)::text as row from library.offline_step s where device = ${at.device}
    union all select row_to_json(a)::text from platform.audit a union all select row_to_json(o)::text from platform.outbox o
    union all select row_to_json(t)::text from library.reader_talk t`;
    for (const { row } of rows) {
      const saysWho = row.includes(at.one.subject) || row.includes(at.one.number);
      const saysWhat = row.includes(at.barcode) || row.includes(`"item_id":${at.itemId}`);
      assert.ok(!(saysWho && saysWhat), row);
    }
    const loans =
      await db.many`select 1 from library.offline_step s join library.loan l on l.id = s.loan_id where s.device = ${at.device}`;
    assert.equal(loans.length, 0);
  },
);

dbTest(
  "what is to be talked about goes over to the person two accounts are, is in their copy, and goes with them",
  async ({ ctx, db }) => {
    const at = await aMorning(ctx);
    const { one, other, placeId } = at;
    const talk = (subject: string, rule: string) =>
      inTx(ctx, ({ db }) => addTalks(db, [rule], { subject, placeId, on: "2026-06-12" }));
    await talk(one.subject, "limit");
    await talk(one.subject, "overdue");
    await talk(one.subject, "overdue");
    await talk(other.subject, "limit");
    const person = (subject: string) => ({ account: newId(), subject });
    await inTx(ctx, (inner) =>
      mergeReaders(inner, { from: person(one.subject), into: person(other.subject) }),
    );
    assert.deepEqual(await talksOf(ctx, other.subject), ["limit", "overdue"]);
    const sections = await exportReader(ctx, other.subject);
    assert.equal(sections.find(({ title }) => title === "export.talks")?.rows.length, 2);
    await inTx(ctx, (inner) => forgetReader(inner, other.subject));
    assert.deepEqual(await talksOf(ctx, other.subject), []);
    assert.equal((await db.many`select 1 from library.reader where subject = ${other.subject}`).length, 0);
  },
);
