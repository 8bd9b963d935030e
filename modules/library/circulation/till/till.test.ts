import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import type { AnswerOf, InputOf, Operation } from "#contract";
import { aResident, aStaff, aStaticCode } from "#people/testing";
import { aFacility, anOrganisation } from "#places/testing";
import { openForSubject } from "#platform/auth";
import { type Ctx, inTx, today } from "#platform/ctx";
import { performer } from "#platform/http";
import { countStatements, dbTest } from "#platform/testing";
import { operations } from "../../routes.ts";
import { makeGroup } from "../readers/desk/groups.ts";
import { aHouse, aReader, someCopies } from "../testing.ts";
import * as contract from "./contract.ts";
import { aTill } from "./testing.ts";

const { perform } = performer(operations, { checkAnswers: true });

/** As the browser calls. */
async function ask<O extends Operation>(
  ctx: Ctx,
  operation: O,
  input: InputOf<O>,
  key: string | null = null,
) {
  // The operation's own answer, checked against its contract.
  return (await perform(ctx, operation.id, input as never, key)) as AnswerOf<O>;
}

async function atTill(ctx: Ctx, role: "clerk" | "manager" = "clerk") {
  return inTx(ctx, async (inner) => {
    const { id } = await anOrganisation(inner);
    const at = await aTill(inner, id);
    const staff = await aStaff(inner, { organisationId: id, role });
    return { ...at, clerk: { ...ctx, actor: staff.actor, channel: "desk" as const } };
  });
}

const daysOn = (ctx: Ctx, days: number): Ctx => ({
  ...ctx,
  clock: () => ctx.clock().add({ hours: 24 * days }),
});

const scanOf = (
  placeId: string,
  scan: string,
  more: Partial<InputOf<typeof contract.tillScan>["body"]> = {},
) => ({
  body: { scan, placeId, subject: null, ownerId: null, issuerId: null, ...more },
});

const barcodeOf = async (ctx: Ctx, id: number) =>
  (await ctx.db.one<{ barcode: string }>`select barcode from library.item where id = ${id}`).barcode;

dbTest(
  "a card says who stands there, a barcode which copy; with a reader it is lent, without one it comes back",
  async ({ ctx }) => {
    const { clerk, placeId, number, subject, itemId } = await atTill(ctx);
    const card = await ask(clerk, contract.tillScan, scanOf(placeId, number));
    assert.ok(card.is === "reader");
    assert.equal(card.reader.subject, subject);
    assert.deepEqual([card.reader.loans, card.reader.overdue, card.reader.against], [1, 0, []]);
    assert.equal(card.reader.listed.items.length, 1);
    const barcode = await barcodeOf(ctx, itemId);
    const copy = await ask(clerk, contract.tillScan, scanOf(placeId, barcode, { subject }));
    assert.ok(copy.is === "copy");
    assert.deepEqual([copy.itemId, copy.do], [itemId, "check-out"]);
    const tag = await ask(clerk, contract.tillScan, scanOf(placeId, `CN-650203-1-KL.${barcode}`));
    assert.ok(tag.is === "copy");
    assert.deepEqual([tag.itemId, tag.do], [itemId, "return"]);
    await assert.rejects(ask(clerk, contract.tillScan, scanOf(placeId, "NOBODY")), { id: "till.unknown" });
  },
);

dbTest("a card is read in wide digits too", async ({ ctx }) => {
  const { clerk, placeId, number, subject } = await atTill(ctx);
  const wide = number.replace(/[!-~]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0));
  const card = await ask(clerk, contract.tillScan, scanOf(placeId, wide));
  assert.ok(card.is === "reader" && card.reader.subject === subject);
});

dbTest(
  "scanned twice, what was just lent or renewed stays as it was; on another day it is renewed",
  async ({ ctx, db }) => {
    const { clerk, placeId, subject, itemId } = await atTill(ctx);
    const lend = (days: number) =>
      ask(
        daysOn(clerk, days),
        contract.checkOutCopy,
        { body: { placeId, subject, itemId, despite: null } },
        randomUUID(),
      );
    const first = await lend(0);
    assert.deepEqual(await lend(0), first);
    const longer = await lend(3);
    assert.ok(longer.renewed && longer.dueOn > first.dueOn);
    assert.deepEqual(await lend(3), longer);
    const { renewals } = await db.one<{ renewals: number }>`
      select renewals from library.loan where item_id = ${itemId}`;
    assert.equal(renewals, 1);
  },
);

dbTest(
  "a pass on paper is the reader's, whose document has to be seen; who has no card is told so",
  async ({ ctx }) => {
    const { clerk, placeId, path } = await atTill(ctx);
    const code = await inTx(ctx, async (inner) => {
      const one = await aResident(inner, { name: "李梅" });
      return { one, code: await aStaticCode(inner, one) };
    });
    await assert.rejects(ask(clerk, contract.tillScan, scanOf(placeId, code.code)), { id: "till.no-reader" });
    const { subject } = code.one;
    await ctx.db.run`
    insert into library.reader (subject, kind, category, home_id, home_path, joined_on)
    values (${subject}, 'person', 'adult', ${placeId}, ${path}, ${today(ctx).toString()}::date)`;
    const shown = await ask(clerk, contract.tillScan, scanOf(placeId, code.code));
    assert.ok(shown.is === "reader");
    assert.deepEqual(
      [shown.reader.name, shown.reader.needsDocument, shown.reader.card],
      ["李梅", true, null],
    );
  },
);

dbTest(
  "one barcode of two owners: the copy at home here, else it is asked; one card number of two issuers the same",
  async ({ ctx, db }) => {
    const { clerk, placeId, number, itemId } = await atTill(ctx);
    const barcode = await barcodeOf(ctx, itemId);
    const others = await inTx(ctx, async (inner) => {
      const some = [];
      for (const _ of [1, 2]) {
        const house = await aHouse(inner);
        const { itemIds } = await someCopies(inner, house);
        some.push({ ...house, itemId: itemIds[0] ?? 0, reader: await aReader(inner, house) });
      }
      return some;
    });
    const [one, two] = others;
    assert.ok(one && two);
    await db.run`update library.item set barcode = ${barcode} where id = any(${others.map((other) => other.itemId)}::bigint[])`;
    const here = await ask(clerk, contract.tillScan, scanOf(placeId, barcode));
    assert.ok(here.is === "copy" && here.itemId === itemId);
    await db.run`update library.item set barcode = ${randomUUID()} where id = ${itemId}`;
    const asked = await ask(clerk, contract.tillScan, scanOf(placeId, barcode));
    assert.ok(asked.is === "several");
    assert.equal(asked.copies.length, 2);
    const chosen = await ask(
      clerk,
      contract.tillScan,
      scanOf(placeId, barcode, { ownerId: two.organisationId }),
    );
    assert.ok(chosen.is === "copy" && chosen.itemId === two.itemId);

    await db.run`update library.card set number = ${number} where number = ${one.reader.number}`;
    const own = await ask(clerk, contract.tillScan, scanOf(placeId, number));
    assert.ok(own.is === "reader" && own.reader.card === number);
    const foreign = `F-${randomUUID()}`;
    await db.run`update library.card set number = ${foreign} where subject = any(${[one.reader.subject, two.reader.subject]}::uuid[])`;
    const which = await ask(clerk, contract.tillScan, scanOf(placeId, foreign));
    assert.ok(which.is === "several");
    assert.equal(which.cards.length, 2);
    const theirs = await ask(
      clerk,
      contract.tillScan,
      scanOf(placeId, foreign, { issuerId: two.organisationId }),
    );
    assert.ok(theirs.is === "reader" && theirs.reader.subject === two.reader.subject);
    await db.run`update library.card set state = 'lost' where subject = ${two.reader.subject}`;
    const left = await ask(clerk, contract.tillScan, scanOf(placeId, foreign));
    assert.ok(left.is === "reader" && left.reader.subject === one.reader.subject);
    await db.run`update library.card set state = 'lost' where subject = ${one.reader.subject}`;
    await db.run`delete from library.card where subject = ${two.reader.subject}`;
    await assert.rejects(ask(clerk, contract.tillScan, scanOf(placeId, foreign)), { id: "till.card-lost" });
  },
);

dbTest(
  "sent again, a loan is made once and answered the same; two tills with one copy make one loan",
  async ({ ctx }) => {
    const { clerk, ...at } = await atTill(ctx);
    const { placeId, subject, itemId } = at;
    const key = randomUUID();
    const body = { placeId, subject, itemId, despite: null };
    const first = await ask(clerk, contract.checkOutCopy, { body }, key);
    assert.equal(first.renewed, false);
    assert.deepEqual(await ask(clerk, contract.checkOutCopy, { body }, key), first);
    assert.equal((await ctx.db.many`select 1 from library.loan where item_id = ${itemId}`).length, 1);
    await ask(clerk, contract.returnCopy, { body: { placeId, itemId, returnedOn: null } }, randomUUID());
    // Answered the first time, and nothing is lent again by it.
    assert.deepEqual(await ask(clerk, contract.checkOutCopy, { body }, key), first);
    assert.equal((await ctx.db.many`select 1 from library.loan where item_id = ${itemId}`).length, 0);

    const other = await inTx(ctx, (inner) => aReader(inner, at));
    const tries = await Promise.allSettled(
      [subject, other.subject].map((who) =>
        ask(clerk, contract.checkOutCopy, { body: { ...body, subject: who } }, randomUUID()),
      ),
    );
    assert.deepEqual(tries.map(({ status }) => status).toSorted(), ["fulfilled", "rejected"]);
    const lost = tries.find((one) => one.status === "rejected");
    assert.equal(lost?.reason.id, "loan.lent-to-another");
  },
);

dbTest("whatever the reader has, a scan costs the same few statements", async ({ ctx, t }) => {
  const { clerk, placeId, subject, number, itemId, ...house } = await atTill(ctx);
  const barcode = await barcodeOf(ctx, itemId);
  const count = async <O extends Operation>(operation: O, input: InputOf<O>) =>
    (await countStatements(clerk, (inner) => ask(inner, operation, input, randomUUID()))).statements;
  const body = { placeId, subject, itemId, despite: null };
  const back = { placeId, itemId, returnedOn: null };
  const all = async () => ({
    card: await count(contract.tillScan, scanOf(placeId, number)),
    copy: await count(contract.tillScan, scanOf(placeId, barcode, { subject })),
    lent: await count(contract.checkOutCopy, { body }),
    back: await count(contract.returnCopy, { body: back }),
  });
  // The rules of the city are read once a process.
  await all();
  const few = await all();
  const { itemIds } = await inTx(ctx, (inner) => someCopies(inner, { ...house, placeId }, { copies: 100 }));
  await ctx.db.run`
    insert into library.loan (id, item_id, record_id, owner_id, owner_path, type, subject, place_id, place_path, lent_at, due_on, category, guarantee,
                              rule_id, channel)
    select gen_random_uuid(), i.id, i.record_id, i.owner_id, i.org_path, 'toy', ${subject}::uuid, ${placeId}::uuid, i.org_path, ${ctx.clock()}::timestamptz,
           ${today(ctx).add({ days: 9 }).toString()}::date, 'adult', 'none', '00000000-0000-0000-0000-000000000001', 'desk'
      from library.item i where i.id = any(${itemIds.slice(0, 60)}::bigint[])`;
  // Sixty things of a kind that no limit counts.
  await ctx.db.run`update library.held_count set loans = 0 where subject = ${subject} and type = 'toy'`;
  const many = await all();
  assert.deepEqual(many, few);
  t.diagnostic(`statements a scan: ${JSON.stringify(few)}`);
  assert.ok(few.card <= 12 && few.copy <= 8 && few.lent <= 18 && few.back <= 18, JSON.stringify(few));
});

dbTest("all are renewed that may be, each with its own reason", async ({ ctx, db }) => {
  const { clerk, subject, placeId, loanId, recordId, itemId, ...house } = await atTill(ctx);
  const { itemIds } = await inTx(ctx, (inner) => someCopies(inner, { ...house, placeId }));
  const otherId = itemIds[0] ?? 0;
  for (const id of [itemId, otherId])
    await ask(clerk, contract.checkOutCopy, { body: { placeId, subject, itemId: id, despite: null } });
  const { id: enough } = await db.one<{ id: string }>`select id from library.loan where item_id = ${otherId}`;
  await db.run`update library.loan set renewals = 1 where id = ${enough}`;
  const key = randomUUID();
  const later = daysOn(clerk, 5);
  const done = await ask(later, contract.renewAll, { body: { subject, placeId } }, key);
  assert.equal(done.renewed.length, 2);
  assert.ok(done.renewed.some((one) => one.loanId === loanId));
  assert.deepEqual(done.refused, [{ loanId: enough, why: { id: "loan.renewed-enough", data: { most: 1 } } }]);
  assert.deepEqual(await ask(later, contract.renewAll, { body: { subject, placeId } }, key), done);
  const waits = await inTx(ctx, (inner) => aReader(inner, { ...house, placeId }));
  await db.run`update library.loan set renewals = 0 where subject = ${subject}`;
  await db.run`
    insert into library.hold (id, subject, record_id, pickup_id, pickup_path, category, home_path, asked_at)
    values (gen_random_uuid(), ${waits.subject}, ${recordId}, ${placeId}, ${house.path}, 'adult', ${house.path}, ${ctx.clock()})`;
  const again = await ask(daysOn(clerk, 6), contract.renewAll, { body: { subject, placeId } });
  assert.deepEqual(
    again.renewed.map((one) => one.loanId),
    [enough],
  );
  assert.deepEqual([...new Set(again.refused.map(({ why }) => why.id))], ["loan.waited-for"]);
});

dbTest(
  "staff overrule what they may, with a reason that is written down; not what is kept for another",
  async ({ ctx, db }) => {
    const { clerk, subject, placeId, itemId, ...house } = await atTill(ctx);
    const manager = await inTx(ctx, (inner) =>
      aStaff(inner, { organisationId: house.organisationId, role: "manager" }),
    );
    const asManager: Ctx = { ...ctx, actor: manager.actor, channel: "desk" };
    const until = today(ctx).add({ days: 9 }).toString();
    await db.run`update library.reader set suspended_until = ${until}::date where subject = ${subject}`;
    const body = { placeId, subject, itemId, despite: null };
    const despite = { reason: "孩子明天要用" };
    await assert.rejects(ask(clerk, contract.checkOutCopy, { body }), { id: "loan.reader-suspended" });
    await assert.rejects(ask(clerk, contract.checkOutCopy, { body: { ...body, despite } }), {
      id: "forbidden",
    });
    const { loanId } = await ask(asManager, contract.checkOutCopy, { body: { ...body, despite } });
    const written = await db.one<{ detail: { despite: string[]; reason: string } }>`
    select detail from platform.audit where what = 'loan.made' and target = ${loanId}`;
    assert.deepEqual([written.detail.despite, written.detail.reason], [["reader-suspended"], despite.reason]);
    await ask(clerk, contract.undoCheckOut, { body: { loanId, placeId } });

    await db.run`update library.reader set blocked = '证件有疑问' where subject = ${subject}`;
    await assert.rejects(ask(asManager, contract.checkOutCopy, { body: { ...body, despite } }), {
      id: "loan.reader-blocked",
    });
    await db.run`update library.reader set blocked = '' where subject = ${subject}`;
    const other = await inTx(ctx, (inner) => aReader(inner, { ...house, placeId }));
    await db.run`
    insert into library.hold (id, subject, record_id, pickup_id, pickup_path, category, home_path, asked_at, state, item_id, ready_on, ready_until)
    values (gen_random_uuid(), ${other.subject}, ${house.recordId}, ${placeId}, ${house.path}, 'adult', ${house.path}, ${ctx.clock()}, 'ready', ${itemId},
            ${today(ctx).toString()}::date, ${until}::date)`;
    await db.run`update library.item set away = 'hold-shelf' where id = ${itemId}`;
    await assert.rejects(ask(asManager, contract.checkOutCopy, { body: { ...body, despite } }), {
      id: "loan.kept-for-another",
    });
  },
);

dbTest("a loan of a moment ago is undone at the same till, an older one is brought back", async ({ ctx }) => {
  const { clerk, placeId, subject, itemId } = await atTill(ctx);
  const other = await atTill(ctx);
  const { loanId } = await ask(clerk, contract.checkOutCopy, {
    body: { placeId, subject, itemId, despite: null },
  });
  await assert.rejects(
    ask(other.clerk, contract.undoCheckOut, { body: { loanId, placeId: other.placeId } }),
    {
      id: "till.undo-late",
    },
  );
  const later = { ...clerk, clock: () => ctx.clock().add({ minutes: 31 }) };
  await assert.rejects(ask(later, contract.undoCheckOut, { body: { loanId, placeId } }), {
    id: "till.undo-late",
  });
  const key = randomUUID();
  assert.deepEqual(await ask(clerk, contract.undoCheckOut, { body: { loanId, placeId } }, key), {});
  assert.deepEqual(await ask(clerk, contract.undoCheckOut, { body: { loanId, placeId } }, key), {});
  await assert.rejects(ask(clerk, contract.undoCheckOut, { body: { loanId, placeId } }), { id: "loan.over" });
});

dbTest("what is kept of an answer never has a reader and a title together", async ({ ctx, db }) => {
  const { clerk, placeId, subject, itemId, lentId, loanId } = await atTill(ctx);
  const barcode = await barcodeOf(ctx, itemId);
  await ask(clerk, contract.tillScan, scanOf(placeId, barcode, { subject }), randomUUID());
  await ask(clerk, contract.readerAtTill, { body: { subject, placeId } }, randomUUID());
  await ask(
    clerk,
    contract.checkOutCopy,
    { body: { placeId, subject, itemId, despite: null } },
    randomUUID(),
  );
  await ask(clerk, contract.renewLoan, { body: { placeId, loanId } }, randomUUID()).catch(() => null);
  await ask(clerk, contract.renewAll, { body: { placeId, subject } }, randomUUID());
  for (const id of [itemId, lentId])
    await ask(clerk, contract.returnCopy, { body: { placeId, itemId: id, returnedOn: null } }, randomUUID());
  const kept = await db.many<{ operation: string; answer: Buffer }>`
    select operation, answer from platform.idempotency where operation like 'library.%' and answer is not null`;
  assert.ok(kept.length >= 4);
  assert.ok(
    !kept.some(({ operation }) => ["library.till-scan", "library.reader-at-till"].includes(operation)),
  );
  const { title } = await db.one<{ title: string }>`
    select r.title from library.item i join library.record r on r.id = i.record_id where i.id = ${itemId}`;
  for (const { operation, answer } of kept) {
    const text = (
      await openForSubject(db, clerk.actor.subject ?? "", answer).catch(() => Buffer.from(""))
    ).toString();
    for (const said of [title, barcode, `:${itemId}`, `:${lentId}`])
      assert.ok(!text.includes(said), `${operation} keeps ${said}: ${text}`);
    assert.ok(!text.includes(subject), `${operation} keeps the reader`);
  }
});

dbTest(
  "the till opens at a place of the clerk's own house, whatever those below it are called",
  async ({ ctx }) => {
    const { clerk, own } = await inTx(ctx, async (inner) => {
      const house = await anOrganisation(inner);
      const below = await anOrganisation(inner, { parentId: house.id });
      await aFacility(inner, { organisationId: below.id, name: "1 号分馆" });
      const place = await aFacility(inner, { organisationId: house.id, name: "2 号总馆" });
      const staff = await aStaff(inner, { organisationId: house.id, role: "clerk" });
      return { clerk: { ...ctx, actor: staff.actor, channel: "desk" as const }, own: place.id };
    });
    const { places } = await ask(clerk, contract.till, {});
    assert.equal(places.length, 2);
    assert.equal(places[0]?.id, own);
  },
);

dbTest(
  "who stands there borrows for a group whose contact they are, in its name; for nobody else's",
  async ({ ctx }) => {
    const { clerk, placeId, organisationId, path, number, subject, itemId } = await atTill(ctx);
    const group = await inTx(ctx, async (inner) => {
      const asked = { name: "三年级二班", category: "class", homeId: placeId, validUntil: null };
      return makeGroup(inner, { ...asked, contact: number });
    });
    const other = await inTx(ctx, (inner) => aReader(inner, { organisationId, path, placeId }));
    const scan = await ask(clerk, contract.tillScan, scanOf(placeId, number));
    assert.ok(scan.is === "reader");
    assert.deepEqual(scan.reader.comesFor, [
      { subject: group.subject, name: "三年级二班", as: "contact", ready: 0 },
    ]);
    const at = { placeId, subject: group.subject, agent: subject };
    const shown = await ask(clerk, contract.readerAtTill, { body: at });
    assert.equal(shown.agent?.subject, subject);
    assert.deepEqual(shown.comesFor, []);
    const itself = await ask(clerk, contract.readerAtTill, { body: { ...at, subject } });
    assert.equal(itself.agent, null);
    const stranger = { ...at, agent: other.subject };
    await assert.rejects(ask(clerk, contract.readerAtTill, { body: stranger }), { id: "proxy.not-for" });
    const lent = { itemId, despite: null };
    await assert.rejects(ask(clerk, contract.checkOutCopy, { body: { ...stranger, ...lent } }), {
      id: "proxy.not-for",
    });
    const { loanId } = await ask(clerk, contract.checkOutCopy, { body: { ...at, ...lent } });
    const loan = await ctx.db.one<{ subject: string; carriedBy: string }>`
    select subject, carried_by from library.loan where id = ${loanId}`;
    assert.deepEqual(loan, { subject: group.subject, carriedBy: subject });
  },
);

dbTest(
  "what lay in the box at the door counts from when the house was last open, and no earlier",
  async ({ ctx }) => {
    const { clerk, placeId, itemId, subject, loanId, lentId } = await atTill(ctx);
    const later = daysOn({ ...clerk }, 40);
    const day = (back: number) => today(later).subtract({ days: back }).toString();
    const back = (returnedOn: string) => ({ body: { placeId, itemId: lentId, returnedOn } });
    await assert.rejects(ask(later, contract.returnCopy, back(day(2)), randomUUID()), {
      id: "loan.returned-before",
    });
    const { loan } = await ask(later, contract.returnCopy, back(day(1)), randomUUID());
    assert.ok((loan?.lateDays ?? 0) > 0);
    const { detail } = await ctx.db.one<{ detail: { asOf?: string } }>`
    select detail from platform.audit where what = 'loan.returned' and target = ${loanId}`;
    assert.equal(detail.asOf, day(1));
    // Never before it was lent.
    const lent = { placeId, subject, itemId, despite: null };
    await ask(later, contract.checkOutCopy, { body: lent }, randomUUID());
    await ask(later, contract.returnCopy, { body: { placeId, itemId, returnedOn: day(1) } }, randomUUID());
    const past = await ctx.db.one<{ right: boolean }>`
    select returned_on = lent_on as right from library.past_loan where item_id = ${itemId}`;
    assert.ok(past.right);
  },
);
