import assert from "node:assert/strict";
import { aChild, aResident, aStaff, noticesOf } from "#people/testing";
import { type Ctx, inTx, today, trueRandom } from "#platform/ctx";
import { dbTest } from "#platform/testing";
import { checkOut } from "../lending/check-out.ts";
import { aHouse, aReader, someCopies } from "../testing.ts";
import { checkDigit, newCardNumber } from "./cards/card-number.ts";
import { addOldCard, endCard, issueCard } from "./cards/cards.ts";
import { blockReader, editReader, endReader } from "./desk/change-reader.ts";
import { enrolAtDesk } from "./desk/enrol-at-desk.ts";
import { findReader } from "./desk/find-reader.ts";
import { addContact, makeGroup } from "./desk/groups.ts";
import { agreeByCode, lookAtCode, makeCode } from "./others/codes.ts";
import { endOwnProxy } from "./others/proxies.ts";
import { checkMayComeFor, whomFor } from "./others/whom-for.ts";
import { becomeReader } from "./own/become-reader.ts";
import { showOwn } from "./own/show-own.ts";
import { cardsNumbered, leads, readerOf } from "./reader-store.ts";
import { saveTerms } from "./terms/terms.ts";
import { usualTerms } from "./terms/terms-store.ts";
import { reasonAgainstJoining, validUntil } from "./who-joins.ts";

const real = (ctx: Ctx): Ctx => ({ ...ctx, random: trueRandom });
const cardsThatLead = async (ctx: Ctx, number: string) =>
  (await cardsNumbered(ctx.db, [number])).filter(leads);
const yearsAgo = (ctx: Ctx, years: number) => today(ctx).subtract({ years }).toString();

dbTest("somebody whose document was seen has a card in one step, once", async ({ ctx: base }) => {
  const ctx = real(base);
  const house = await inTx(ctx, (inner) => aHouse(inner));
  const joining = { homeId: house.placeId, agrees: true, familyCard: false };
  const phone = await inTx(ctx, (inner) => aResident(inner));
  await assert.rejects(
    inTx(ctx, (inner) => becomeReader(inner, phone.subject, joining)),
    { id: "reader.level", next: "/my/documents?need=2" },
  );
  const shown = await inTx(ctx, (inner) => aResident(inner, { level: 2, born: yearsAgo(ctx, 30) }));
  await assert.rejects(
    inTx(ctx, (inner) => becomeReader(inner, shown.subject, { ...joining, agrees: false })),
    { id: "input.invalid" },
  );
  const { number } = await inTx(ctx, (inner) => becomeReader(inner, shown.subject, joining));
  assert.match(number ?? "", /^[1-9]\d{11}$/);
  assert.deepEqual(
    (await cardsThatLead(ctx, number ?? "")).map(({ subject, issuerId }) => [subject, issuerId]),
    [[shown.subject, house.organisationId]],
  );
  await assert.rejects(
    inTx(ctx, (inner) => becomeReader(inner, shown.subject, joining)),
    { id: "reader.there" },
  );
  const own = await showOwn({ ...ctx, actor: shown.actor }, shown.subject, {});
  assert.equal(own.reader?.because?.way, "none");
  assert.equal(own.reader?.because?.gives.most, 10);
  assert.equal(own.reader?.category, "adult");
});

dbTest("who has ended becomes a reader again, with another card", async ({ ctx: base }) => {
  const ctx = real(base);
  const house = await inTx(ctx, (inner) => aHouse(inner));
  const one = await inTx(ctx, (inner) => aResident(inner, { level: 2, born: yearsAgo(ctx, 30) }));
  const joining = { homeId: house.placeId, agrees: true, familyCard: false };
  const { number } = await inTx(ctx, (inner) => becomeReader(inner, one.subject, joining));
  await inTx(ctx, (inner) => endReader(inner, one.subject));
  assert.deepEqual(await cardsThatLead(ctx, number ?? ""), []);
  const again = await inTx(ctx, (inner) => becomeReader(inner, one.subject, joining));
  assert.notEqual(again.number, number);
  assert.equal((await readerOf(ctx.db, one.subject))?.endedOn, null);
});

dbTest(
  "a child joins by its guardian, with a card of its own or the guardian's; alone from 14 on",
  async ({ ctx: base }) => {
    const ctx = real(base);
    const house = await inTx(ctx, (inner) => aHouse(inner));
    await inTx(ctx, (inner) =>
      saveTerms(inner, { organisationId: house.organisationId, ...usualTerms, level: 0, validMonths: 12 }),
    );
    const joining = { homeId: house.placeId, agrees: true, familyCard: true };
    const parent = await inTx(ctx, (inner) => aResident(inner, { level: 2, born: yearsAgo(ctx, 35) }));
    const child = await inTx(ctx, (inner) => aChild(inner, parent, { born: yearsAgo(ctx, 8) }));
    await assert.rejects(
      inTx(ctx, (inner) => becomeReader(inner, child.subject, joining)),
      { id: "reader.no-family-card" },
    );
    await inTx(ctx, (inner) => becomeReader(inner, parent.subject, { ...joining, familyCard: false }));
    const { number } = await inTx(ctx, (inner) => becomeReader(inner, child.subject, joining));
    assert.equal(number, null);
    assert.equal((await readerOf(ctx.db, child.subject))?.category, "child");
    assert.equal(
      (await readerOf(ctx.db, child.subject))?.validUntil,
      today(ctx).add({ months: 12 }).toString(),
    );
    assert.ok((await noticesOf(ctx.db, parent.subject)).some(({ key }) => key === "notice.child-reader"));
    assert.deepEqual(
      (await whomFor(ctx, parent.subject)).map(({ reader, as }) => [reader.subject, as]),
      [
        [parent.subject, "oneself"],
        [child.subject, "family"],
      ],
    );
    // What is lent to the child is the child's, and its guardian sees that something is.
    const { itemIds } = await inTx(ctx, (inner) => someCopies(inner, house));
    await inTx(ctx, async (inner) => {
      await checkMayComeFor(inner, { subject: child.subject, agent: parent.subject });
      await checkOut(inner, {
        subject: child.subject,
        itemId: itemIds[0] ?? 0,
        placeId: house.placeId,
      });
    });
    const own = await showOwn({ ...ctx, actor: parent.actor }, parent.subject, {});
    assert.equal(own.reader?.loans, 0);
    assert.deepEqual(
      own.reader?.children.map(({ loans, ownCard }) => [loans, ownCard]),
      [[1, false]],
    );
    const stranger = await inTx(ctx, (inner) => aResident(inner, { level: 0, born: yearsAgo(ctx, 16) }));
    const alone = { ...joining, familyCard: false };
    await assert.rejects(
      inTx(ctx, (inner) => becomeReader(inner, stranger.subject, alone)),
      { id: "reader.guardian-needed" },
    );
    const atDesk = { subject: stranger.subject, homeId: house.placeId, familyCard: false };
    await assert.rejects(
      inTx(ctx, (inner) => enrolAtDesk(inner, { ...atDesk, guardianAgrees: false })),
      { id: "input.invalid" },
    );
    await inTx(ctx, (inner) => enrolAtDesk(inner, { ...atDesk, guardianAgrees: true }));
  },
);

dbTest("a lost card never works again, a replaced one still leads to its reader", async ({ ctx: base }) => {
  const ctx = real(base);
  const { house, reader } = await inTx(ctx, async (inner) => {
    const house = await aHouse(inner);
    return { house, reader: await aReader(inner, house) };
  });
  const stateOf = async (number: string) => (await cardsThatLead(ctx, number)).map(({ state }) => state);
  const second = await inTx(ctx, (inner) =>
    issueCard(inner, reader.subject, { number: "A0001", old: "replaced" }),
  );
  assert.deepEqual([await stateOf(reader.number), await stateOf(second.number)], [["alias"], ["active"]]);
  // Typed with an input method on: as the scanner reads it.
  const wide = await inTx(ctx, (inner) =>
    issueCard(inner, reader.subject, { number: " Ａ０００２", old: "replaced" }),
  );
  assert.deepEqual([wide.number, await stateOf("A0002")], ["A0002", ["active"]]);
  await inTx(ctx, (inner) =>
    endCard(inner, reader.subject, { issuerId: house.organisationId, number: "A0001", as: "lost" }),
  );
  await inTx(ctx, (inner) => issueCard(inner, reader.subject, { number: null, old: "lost" }));
  assert.deepEqual([await stateOf("A0001"), await stateOf("A0002")], [[], []]);
  await assert.rejects(
    inTx(ctx, (inner) => issueCard(inner, reader.subject, { number: "A0001", old: "lost" })),
    { id: "card.taken" },
  );
  const { issuerId } = (await cardsThatLead(ctx, reader.number))[0] ?? { issuerId: "" };
  await inTx(ctx, (inner) =>
    endCard(inner, reader.subject, { issuerId, number: reader.number, as: "ended" }),
  );
  assert.deepEqual(await stateOf(reader.number), []);
  assert.equal(issuerId, house.organisationId);
});

dbTest(
  "old cards of a library that joined lead here; of two of one number somebody asks which",
  async ({ ctx: base, db }) => {
    const ctx = real(base);
    const { clerk, one, other } = await inTx(ctx, async (inner) => {
      const root = await aHouse(inner);
      const branch = await aHouse(inner, root.organisationId);
      const one = await aReader(inner, root);
      const other = await aReader(inner, branch);
      await addOldCard(inner, one.subject, { issuerId: branch.organisationId, number: "0000123" });
      await addOldCard(inner, other.subject, { issuerId: root.organisationId, number: "0000123" });
      await assert.rejects(
        inner.db.attempt((tx) =>
          addOldCard({ ...inner, db: tx }, other.subject, {
            issuerId: branch.organisationId,
            number: "0000123",
          }),
        ),
        { id: "card.taken" },
      );
      const clerk = await aStaff(inner, { organisationId: branch.organisationId, role: "clerk" });
      return { clerk, one, other };
    });
    const asClerk = { ...ctx, actor: clerk.actor };
    const found = await inTx(asClerk, (inner) => findReader(inner, " 0000123 "));
    assert.deepEqual(new Set(found.map(({ subject }) => subject)), new Set([one.subject, other.subject]));
    assert.ok(found.every(({ issuer }) => issuer));
    // By name a clerk finds the readers of their own house alone.
    const byName = await inTx(asClerk, (inner) => findReader(inner, "古丽娜尔·艾山"));
    assert.deepEqual(
      byName.map(({ subject }) => subject),
      [other.subject],
    );
    await db.run`update library.card set state = 'lost' where number = '0000123'`;
    assert.deepEqual(await inTx(asClerk, (inner) => findReader(inner, "0000123")).catch(({ id }) => id), []);
  },
);

dbTest(
  "blocked with a reason that is told, and free again; what was read meanwhile is not overwritten",
  async ({ ctx }) => {
    const { house, reader } = await inTx(ctx, async (inner) => {
      const house = await aHouse(inner);
      return { house, reader: await aReader(inner, house) };
    });
    await inTx(ctx, (inner) => blockReader(inner, reader.subject, { version: 1, reason: "证件被冒用" }));
    const [told] = await noticesOf(ctx.db, reader.subject);
    assert.deepEqual([told?.key, told?.data.reason], ["notice.reader-blocked", "证件被冒用"]);
    const stale = { version: 1, homeId: house.placeId, category: "adult", validUntil: null };
    await assert.rejects(
      inTx(ctx, (inner) => editReader(inner, reader.subject, stale)),
      { id: "reader.meanwhile" },
    );
    await inTx(ctx, (inner) => blockReader(inner, reader.subject, { version: 2, reason: null }));
    assert.equal((await readerOf(ctx.db, reader.subject))?.blocked, "");
  },
);

dbTest("who has a book is a reader still", async ({ ctx }) => {
  const { house, reader } = await inTx(ctx, async (inner) => {
    const house = await aHouse(inner);
    const reader = await aReader(inner, house);
    const { itemIds } = await someCopies(inner, house);
    await checkOut(inner, { subject: reader.subject, itemId: itemIds[0] ?? 0, placeId: house.placeId });
    return { house, reader };
  });
  await assert.rejects(
    inTx(ctx, (inner) => endReader(inner, reader.subject)),
    { id: "reader.open" },
  );
  // With the check left out the schema still says no.
  await assert.rejects(
    ctx.db.run`update library.reader set ended_on = '2026-01-01' where subject = ${reader.subject}`,
    { constraint: "reader_ended" },
  );
  assert.ok(house);
});

dbTest("a proxy comes by the consent of both, until a day, and either ends it", async ({ ctx: base }) => {
  const ctx = real(base);
  const { reader, other } = await inTx(ctx, async (inner) => {
    const house = await aHouse(inner);
    return { reader: await aReader(inner, house), other: await aResident(inner) };
  });
  const until = today(ctx).add({ days: 10 }).toString();
  await assert.rejects(
    inTx(ctx, (inner) => makeCode(inner, reader.subject, { opens: "proxy", until: null })),
    { id: "input.invalid" },
  );
  const { code } = await inTx(ctx, (inner) => makeCode(inner, reader.subject, { opens: "proxy", until }));
  assert.deepEqual(await lookAtCode(ctx, code.toLowerCase()), {
    opens: "proxy",
    until,
    name: "古丽娜尔·艾山",
  });
  await assert.rejects(
    inTx(ctx, (inner) => checkMayComeFor(inner, { subject: reader.subject, agent: other.subject })),
    { id: "proxy.not-for" },
  );
  const agree = { code, agrees: true };
  await inTx(ctx, (inner) => agreeByCode(inner, other.subject, agree));
  await assert.rejects(
    inTx(ctx, (inner) => agreeByCode(inner, other.subject, agree)),
    { id: "reader-code.wrong" },
  );
  await inTx(ctx, (inner) => checkMayComeFor(inner, { subject: reader.subject, agent: other.subject }));
  const later = { ...ctx, clock: () => ctx.clock().add({ hours: 24 * 11 }) };
  assert.deepEqual(await whomFor(later, other.subject), []);
  const { id } = await ctx.db.one<{
    id: string;
  }>`select id from library.proxy where subject = ${reader.subject}`;
  const third = await inTx(ctx, (inner) => aResident(inner));
  await assert.rejects(
    inTx(ctx, (inner) => endOwnProxy(inner, id, third.subject)),
    { id: "not-found" },
  );
  await inTx(ctx, (inner) => endOwnProxy(inner, id, other.subject));
  assert.deepEqual(await whomFor(ctx, other.subject), []);
});

dbTest("a class has a card of its own that its contacts use", async ({ ctx: base }) => {
  const ctx = real(base);
  const { group, first, second } = await inTx(ctx, async (inner) => {
    const house = await aHouse(inner);
    const first = await aReader(inner, house);
    const second = await aReader(inner, house);
    const asked = { name: "三年级二班", category: "class", homeId: house.placeId, validUntil: null };
    const group = await makeGroup(inner, { ...asked, contact: first.number });
    await addContact(inner, group.subject, second.number);
    return { group, first, second };
  });
  for (const one of [first, second])
    assert.deepEqual(
      (await whomFor(ctx, one.subject)).map(({ reader, as }) => [reader.name, as]),
      [
        ["", "oneself"],
        ["三年级二班", "contact"],
      ],
    );
  assert.deepEqual(
    (await cardsThatLead(ctx, group.number)).map(({ subject }) => subject),
    [group.subject],
  );
});

dbTest("numbers by chance have a check digit that sees one wrong digit", async ({ ctx }) => {
  const number = newCardNumber(ctx.random);
  assert.equal(checkDigit(number.slice(0, -1)), number.slice(-1));
  for (let at = 0; at < 11; at++) {
    const digit = (Number(number.charAt(at)) + 1) % 10;
    const wrong = `${number.slice(0, at)}${digit}${number.slice(at + 1)}`;
    assert.notEqual(checkDigit(wrong.slice(0, -1)), wrong.slice(-1));
  }
  assert.equal(checkDigit("7992739871"), "3");
});

dbTest("who may join by themself", async ({ ctx }) => {
  const on = today(ctx);
  const terms = { level: 2, childUnder: 18 };
  const cases = [
    [{ level: 1, born: null, hasGuardian: false }, "reader.level"],
    [{ level: 2, born: null, hasGuardian: false }, null],
    [{ level: 2, born: on.subtract({ years: 18 }).toString(), hasGuardian: false }, null],
    [
      { level: 2, born: on.subtract({ years: 18 }).add({ days: 1 }).toString(), hasGuardian: false },
      "reader.guardian-needed",
    ],
    [{ level: 2, born: on.subtract({ years: 8 }).toString(), hasGuardian: true }, null],
  ] as const;
  for (const [person, against] of cases)
    assert.equal(reasonAgainstJoining(terms, person, on), against, JSON.stringify(person));
  assert.equal(validUntil({ validMonths: null }, on), null);
});
