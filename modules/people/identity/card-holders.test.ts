import assert from "node:assert/strict";
import { type Ctx, inTx } from "#platform/ctx";
import { at, dbTest } from "#platform/testing";
import { aCardNumber, aResident, leave } from "../testing.ts";
import { type CardHolder, cardHolders } from "./card-holders.ts";

const world = (base: Ctx): Ctx => ({ ...base, clock: at("2026-06-12T04:00:00Z") });
const holder = (differs: Partial<CardHolder> = {}): CardHolder => ({
  name: "王芳",
  phone: null,
  document: null,
  isChild: false,
  locale: "zh-CN",
  ...differs,
});
const card = (born?: string) => ({
  kind: "resident-id" as const,
  number: aCardNumber(born === undefined ? {} : { born }),
});
const hold = (ctx: Ctx, ...people: CardHolder[]) => inTx(ctx, (inner) => cardHolders(inner, people));
const subjects = (held: Awaited<ReturnType<typeof hold>>) =>
  held.map((one) => ("subject" in one ? one.subject : one.fault.id));

dbTest("who is there twice by document is one person, by name alone never", async ({ ctx: base }) => {
  const ctx = world(base);
  const document = card();
  const [a, b, c, d] = subjects(
    await hold(ctx, holder({ document }), holder({ document }), holder(), holder()),
  );
  assert.equal(a, b);
  assert.equal(new Set([a, c, d]).size, 3);
  assert.deepEqual(subjects(await hold(ctx, holder({ document }))), [a]);
  assert.deepEqual(subjects(await hold(ctx, holder({ document, name: "张三" }))), ["holder.other-name"]);
});

dbTest("of a child neither document nor number is kept", async ({ ctx: base, db }) => {
  const ctx = world(base);
  const young = { phone: "19900990001", document: card("2015-03-01") };
  const [child, marked] = subjects(
    await hold(ctx, holder(young), holder({ phone: "19900990002", isChild: true })),
  );
  const kept = await db.one`
    select count(*) filter (where phone_hash is not null)::int as phones, max(level) as level,
           (select count(*)::int from people.document d join people.account k on k.id = d.account where k.subject in (${child}, ${marked})) as documents
      from people.account where subject in (${child}, ${marked})`;
  assert.deepEqual(kept, { phones: 0, level: 0, documents: 0 });
});

dbTest("a document of an account that is over finds nobody, and makes nobody", async ({ ctx: base }) => {
  const ctx = world(base);
  const document = card();
  const [subject = ""] = subjects(await hold(ctx, holder({ document })));
  const account = await ctx.db.one<{ id: string }>`select id from people.account where subject = ${subject}`;
  await inTx(ctx, (inner) => leave(inner, { account: account.id }));
  assert.deepEqual(subjects(await hold(ctx, holder({ document }))), ["holder.document-taken"]);
});

dbTest("each keeps what is wrong with them, and the others are made", async ({ ctx: base }) => {
  const ctx = world(base);
  await inTx(ctx, (inner) => aResident(inner));
  const [one, two, three, four] = subjects(
    await hold(
      ctx,
      holder({ name: "" }),
      holder({ phone: "123" }),
      holder({ document: { kind: "resident-id", number: "1" } }),
      holder(),
    ),
  );
  assert.deepEqual([one, two], ["name.empty", "phone.unreadable"]);
  assert.match(three ?? "", /^document\./);
  assert.match(four ?? "", /^[0-9a-f-]{36}$/);
});
