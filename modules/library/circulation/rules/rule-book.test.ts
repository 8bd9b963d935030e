import assert from "node:assert/strict";
import { anOrganisation } from "#places/testing";
import { inTx, type TxCtx } from "#platform/ctx";
import { dbTest } from "#platform/testing";
import { ruleBook, ruleBookAt, ruleBookVersionSql } from "./rule-book.ts";
import { insertAmnesty, insertLimit, insertRule } from "./rule-store.ts";
import { fallbackTerms } from "./ruling.ts";
import { ruleOf } from "./testing.ts";

const written = async (ctx: TxCtx) => {
  const { id: organisationId, path: orgPath } = await anOrganisation(ctx);
  return {
    organisationId,
    orgPath,
    since: "2026-12-01",
    until: null,
    basis: "流通规则",
    setAt: ctx.clock(),
    after: 0,
  };
};
const aRow = async (ctx: TxCtx) => {
  const by = await written(ctx);
  const { match } = ruleOf({ orgPath: by.orgPath, match: { type: "book", shelf: null } });
  return { ...by, match, terms: fallbackTerms };
};

dbTest("the book is read once, and again when a rule, a limit or an amnesty is written", async ({ ctx }) => {
  await inTx(ctx, async (inner) => {
    const empty = await ruleBook(inner.db);
    assert.equal(await ruleBook(inner.db), empty, "the same value while nothing was written");
    const rule = await aRow(inner);
    await insertRule(inner.db, rule);
    const book = await ruleBook(inner.db);
    assert.deepEqual(
      book.rules.map(({ match, terms, since, until, orgPath }) => ({ match, terms, since, until, orgPath })),
      [{ match: rule.match, terms: fallbackTerms, since: "2026-12-01", until: null, orgPath: rule.orgPath }],
    );
    const match = { owner: null, types: null, categories: ["adult"], guarantees: null, home: rule.orgPath };
    await insertLimit(inner.db, { ...(await written(inner)), orgPath: rule.orgPath, match, most: 10 });
    const limited = await ruleBook(inner.db);
    assert.deepEqual(
      limited.limits.map((limit) => [limit.match, limit.most]),
      [[match, 10]],
    );
    const days = { firstDay: "2026-12-01", lastDay: "2026-12-31" };
    const amnesty = {
      ...(await written(inner)),
      ...days,
      line: rule.organisationId,
      version: 1,
      repealed: false,
    };
    assert.equal(await insertAmnesty(inner.db, amnesty), true);
    assert.equal(await insertAmnesty(inner.db, amnesty), false, "a version is written once");
    assert.equal((await ruleBook(inner.db)).amnesties.length, 1);
    await insertAmnesty(inner.db, { ...amnesty, version: 2, repealed: true });
    assert.equal((await ruleBook(inner.db)).amnesties.length, 0);
  });
});

dbTest(
  "what was rolled back is in no process's book, and a version fetched beside other columns leads to it",
  async ({ ctx }) => {
    const { db } = ctx;
    const before = await ruleBook(db);
    await assert.rejects(
      inTx(ctx, async (inner) => {
        await insertRule(inner.db, await aRow(inner));
        assert.equal((await ruleBook(inner.db)).rules.length, before.rules.length + 1);
        throw new Error("undone");
      }),
    );
    assert.equal(await ruleBook(db), before);
    await inTx(ctx, async (inner) => insertRule(inner.db, await aRow(inner)));
    const { version } = await db.one<{ version: string }>`select ${ruleBookVersionSql} as version`;
    assert.notEqual(version, before.version);
    assert.equal((await ruleBookAt(db, version)).rules.length, before.rules.length + 1);
  },
);

dbTest("of a rule each version is written once, after the last, and stays as it is", async ({ ctx }) => {
  const row = await inTx(ctx, aRow);
  const write = (after: number) => inTx(ctx, ({ db }) => insertRule(db, { ...row, after }));
  const two = await Promise.all([write(0), write(0)]);
  assert.deepEqual(
    two.filter((made) => made !== null).map(({ version }) => version),
    [1],
  );
  assert.equal(await write(0), null);
  assert.equal(await write(2), null, "a version nobody has read");
  assert.equal((await write(1))?.version, 2);
  await assert.rejects(ctx.db.run`update library.loan_rule set basis = 'x'`, /never changed/);
  await assert.rejects(ctx.db.run`delete from library.loan_rule`, /never changed/);
});

dbTest("the schema keeps a house to its own things and its own readers", async ({ ctx }) => {
  const row = await inTx(ctx, aRow);
  const beside = { ...row.match, owner: "elsewhere." };
  await assert.rejects(
    inTx(ctx, ({ db }) => insertRule(db, { ...row, match: beside })),
    /loan_rule_of_own/,
  );
  const total = { owner: null, types: null, categories: null, guarantees: null, home: null };
  await assert.rejects(
    inTx(ctx, ({ db }) => insertLimit(db, { ...row, match: total, most: 1 })),
    /loan_limit_of_own/,
  );
});
