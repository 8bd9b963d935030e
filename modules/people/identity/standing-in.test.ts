/** A guardian's document stands for a child only as long as it is there and they are guardian, however things cross. */
import assert from "node:assert/strict";
import { anOrganisation } from "#places/testing";
import { type Ctx, inTx, type TxCtx, trueRandom } from "#platform/ctx";
import { found, type Problem } from "#platform/errors";
import { at, dbTest } from "#platform/testing";
import { accountOf } from "../account/account.ts";
import { keepGuardian } from "../family/children.ts";
import { endAtDesk } from "../family/ending.ts";
import { moveOwnRows } from "../merging/own-rows.ts";
import { aCardNumber, aChild, aDocument, aResident, aStaff, type Made } from "../testing.ts";
import { keepByGuardian } from "./by-guardian.ts";
import { showDocument } from "./desk/at-desk.ts";
import { removeOwnDocument } from "./documents.ts";

const world = (base: Ctx): Ctx => ({ ...base, clock: at("2026-06-12T04:00:00Z"), random: trueRandom });

/** A mother with a typed card, her child, and a clerk. */
async function aFamily(ctx: Ctx) {
  return inTx(ctx, async (inner) => {
    const { id: organisation, path } = await anOrganisation(inner);
    const mother = await aResident(inner);
    const card = await aDocument(inner, mother, { number: aCardNumber({ born: "1985-03-08" }) });
    const child = await aChild(inner, mother);
    const clerk = await aStaff(inner, { organisationId: organisation, role: "clerk" });
    const show = (who: Made, number: string, differs = {}) =>
      inTx({ ...ctx, actor: clerk.actor }, (own) =>
        showDocument(own, who.subject, {
          path,
          organisation,
          kind: "resident-id",
          number,
          name: "古丽娜尔·艾山",
          seen: true,
          consent: true,
          ...differs,
        }),
      );
    return { mother, card, child, clerk, show };
  });
}

async function standIn(
  ctx: TxCtx,
  mother: Made,
  { account }: { account: string },
  shownTo: string | null = null,
) {
  const of = async (id: string) => found(await accountOf(ctx.db, id), "account", id);
  const given = { child: await of(account), guardian: await of(mother.account), shownTo };
  return keepByGuardian(ctx, { ...given, consent: true });
}

/** What stands for the child, and its level. */
async function standing({ db }: Ctx, { account }: { account: string }) {
  const { length } = await db.many`select 1 from people.document where account = ${account}`;
  return [length, (await accountOf(db, account))?.level];
}

/** Does the first, and begins the second before the first is kept; answers how the second ended. */
async function crossing(
  ctx: Ctx,
  first: (inner: TxCtx) => Promise<unknown>,
  second: (inner: TxCtx) => Promise<unknown>,
): Promise<string> {
  let ended = "";
  let crossed: Promise<unknown> = Promise.resolve();
  await inTx(ctx, async (inner) => {
    await first(inner);
    crossed = inTx(ctx, second).then(
      () => (ended = "done"),
      (problem: Problem) => (ended = problem.id),
    );
    for (let waits = false; !waits && ended === ""; ) {
      ({ waits } = await ctx.db.one<{ waits: boolean }>`
        select exists (select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock') as waits`);
    }
  });
  await crossed;
  return ended;
}

dbTest("a guardian's document that goes this moment stands for nobody any more", async ({ ctx: base }) => {
  const ctx = world(base);
  const { mother, card, child } = await aFamily(ctx);
  const ended = await crossing(
    ctx,
    (inner) => removeOwnDocument({ ...inner, actor: mother.actor }, card.id),
    (inner) => standIn({ ...inner, actor: child.actor }, mother, child),
  );
  assert.equal(ended, "document.guardian-first");
  assert.deepEqual(await standing(ctx, child), [0, 0]);
});

dbTest("whoever is guardian no more this moment stands for nobody", async ({ ctx: base }) => {
  const ctx = world(base);
  const { mother, child, clerk } = await aFamily(ctx);
  const end = { relation: child.relation, seen: true, reason: "法院变更监护人" };
  const ended = await crossing(
    ctx,
    (inner) => endAtDesk({ ...inner, actor: clerk.actor }, child.subject, end),
    (inner) => standIn({ ...inner, actor: child.actor }, mother, child),
  );
  assert.equal(ended, "not-found");
  assert.deepEqual(await standing(ctx, child), [0, 0]);
});

dbTest(
  "a typed document that goes to whoever shows it stands for no child any more",
  async ({ ctx: base }) => {
    const ctx = world(base);
    const { mother, card, child, show } = await aFamily(ctx);
    await inTx({ ...ctx, actor: child.actor }, (inner) => standIn(inner, mother, child));
    assert.deepEqual(await standing(ctx, child), [1, 1]);
    const owner = await inTx(ctx, (inner) => aResident(inner));
    await show(owner, card.number, { takeOver: true });
    assert.deepEqual(await standing(ctx, child), [0, 0]);
  },
);

dbTest(
  "a document that was wrong stands for no child any more, the right one does when it is asked",
  async ({ ctx: base }) => {
    const ctx = world(base);
    const { mother, child, show } = await aFamily(ctx);
    const again = () => inTx({ ...ctx, actor: child.actor }, (inner) => standIn(inner, mother, child));
    await again();
    await show(mother, aCardNumber({ born: "1985-03-08" }), { correction: "本人登记时写错了" });
    assert.deepEqual(await standing(ctx, child), [0, 0]);
    await again();
    assert.deepEqual(await standing(ctx, child), [1, 1]);
  },
);

/** The mother of the family and a father, each guardian of the child. */
async function withFather(ctx: Ctx, child: { account: string }) {
  return inTx(ctx, async (inner) => {
    const father = await aResident(inner, { level: 2 });
    const ward = found(await accountOf(inner.db, child.account), "account", child.account);
    const relation = await keepGuardian(inner, { ward, guardian: father.account });
    return { father, relation };
  });
}

dbTest("what was seen of one guardian's document says nothing of the other's", async ({ ctx: base }) => {
  const ctx = world(base);
  const { mother, child, clerk } = await aFamily(ctx);
  const { father, relation } = await withFather(ctx, child);
  for (const guardian of [mother, father]) await inTx(ctx, (inner) => standIn(inner, guardian, child));
  await inTx(ctx, (inner) => standIn(inner, father, child, clerk.account));
  assert.deepEqual(await standing(ctx, child), [2, 2]);
  const end = { relation, seen: true, reason: "法院变更监护人" };
  await inTx({ ...ctx, actor: clerk.actor }, (inner) => endAtDesk(inner, child.subject, end));
  assert.deepEqual(await standing(ctx, child), [1, 1]);
});

dbTest(
  "a guardian whose shown document goes stands for no child above what is left",
  async ({ ctx: base }) => {
    const ctx = world(base);
    const { mother, card, child, clerk, show } = await aFamily(ctx);
    await show(mother, card.number);
    await inTx(ctx, (inner) => standIn(inner, mother, child, clerk.account));
    assert.deepEqual(await standing(ctx, child), [1, 2]);
    await inTx(ctx, (inner) =>
      aDocument(inner, mother, { kind: "passport", number: "N7654321", country: "KAZ", born: "1985-03-08" }),
    );
    await inTx({ ...ctx, actor: mother.actor }, (inner) => removeOwnDocument(inner, card.id));
    assert.equal((await accountOf(ctx.db, mother.account))?.level, 1);
    assert.deepEqual(await standing(ctx, child), [0, 0]);
    await inTx(ctx, (inner) => standIn(inner, mother, child));
    assert.deepEqual(await standing(ctx, child), [1, 1]);
  },
);

dbTest("two accounts of one guardian stand for a child once, by what was seen", async ({ ctx: base }) => {
  const ctx = world(base);
  const { mother, child, clerk } = await aFamily(ctx);
  const { father: again } = await withFather(ctx, child);
  await inTx(ctx, (inner) => standIn(inner, again, child, clerk.account));
  await inTx(ctx, (inner) => standIn(inner, mother, child));
  const [from, into] = [again, mother].map(({ account, subject }) => ({ account, subject }));
  assert.ok(from && into);
  await inTx(ctx, (inner) => moveOwnRows(inner, { from, into }));
  assert.deepEqual(await standing(ctx, child), [1, 2]);
});
