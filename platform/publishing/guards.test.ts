/** What the database refuses even to a bug: each guard of publishing by its name. A guard taken away makes its test fail. */
import assert from "node:assert/strict";
import { inTx, type TxCtx } from "../ctx/index.ts";
import { newId } from "../db/index.ts";
import { dbTest } from "../testing/index.ts";
import { addHistory, type HistoryRow } from "./history.ts";

const somebody = newId();
const row = ({ db, clock }: TxCtx, differs: Partial<HistoryRow>) =>
  addHistory(db, "test", [
    {
      thing: newId(),
      step: "submit",
      from: "draft",
      to: "submitted",
      version: 1,
      by: somebody,
      at: clock(),
      barred: [],
      reason: null,
      onePersonRule: null,
      scheduledFor: null,
      ...differs,
    },
  ]);

const reviewRule = ({ db, clock }: TxCtx) => db.run`
  insert into platform.review_rule (id, org_path, reviews, proofs, since, set_by, reason)
  values (${newId()}, 'guards.', 2, 0, ${clock()}, ${somebody}, '三审三校')`;
const onePersonRule = ({ db, clock }: TxCtx) => db.run`
  insert into platform.one_person_rule (id, org_path, since, set_by, reason)
  values (${newId()}, 'guards.', ${clock()}, ${somebody}, '编制一人')`;

/** Each breaks one guard and nothing else. */
const attempts: Record<string, (ctx: TxCtx) => Promise<unknown>> = {
  publication_by_somebody: (ctx) => row(ctx, { by: null }),
  publication_scheduled: (ctx) => row(ctx, { step: "schedule", from: "approved", to: "approved" }),
  publication_says_why: (ctx) => row(ctx, { step: "change", from: "published", to: "published" }),
  publication_not_own_work: (ctx) =>
    row(ctx, { step: "check", from: "submitted", to: "checked", barred: [somebody] }),
  review_rule_in_force: async (ctx) => {
    await reviewRule(ctx);
    await reviewRule(ctx);
  },
  one_person_rule_in_force: async (ctx) => {
    await onePersonRule(ctx);
    await onePersonRule(ctx);
  },
};

for (const [guard, attempt] of Object.entries(attempts))
  dbTest(`the database keeps ${guard}`, async ({ ctx }) => {
    await assert.rejects(inTx(ctx, attempt), { constraint: guard });
  });
