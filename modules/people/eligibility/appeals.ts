/** 申诉: the person's own words against a no; staff of the organisation whose rule it is answer in words, by a day that is shown. */
import { audit } from "#platform/audit";
import { type Ctx, type TxCtx, today } from "#platform/ctx";
import { newId } from "#platform/db";
import { found, refused } from "#platform/errors";
import { announce } from "#platform/events";
import { accountOf } from "../account/account.ts";
import { ownAccount } from "../account/me.ts";
import { asker } from "../asked.ts";
import { notify } from "../notices/notify.ts";
import * as appeals from "./appeal-store.ts";
import { checkById } from "./check-store.ts";
import { dayIn, daysAfter, isAppealable } from "./rule.ts";
import * as store from "./store.ts";

export const appealOf = async (ctx: Ctx, id: string) =>
  found(await appeals.appealById(ctx.db, id), "appeal", id);

/** Appeals against a no, or against what staff have ended; once. Answers by which day there is an answer. */
export async function appeal(ctx: TxCtx, input: { id: string; words: string }): Promise<{ dueOn: string }> {
  const account = await ownAccount(ctx);
  const one = await store.eligibilityById(ctx.db, input.id);
  const row = found(one?.account === account.id ? one : null, "eligibility", input.id);
  if (!isAppealable(row)) throw refused("appeal.nothing-refused");
  const check = found(await checkById(ctx.db, row.checkId), "eligibility check", row.checkId);
  const id = newId(ctx.clock().epochMilliseconds);
  const dueOn = today(ctx).add({ days: check.appealDays }).toString();
  const words = input.words.trim();
  const made = { id, eligibility: row.id, words, madeAt: ctx.clock(), dueOn };
  if (!(await appeals.insertAppeal(ctx.db, made))) throw refused("appeal.made");
  await audit(ctx, {
    what: "eligibility.appealed",
    on: { kind: "eligibility", id: row.id },
    subject: account.subject,
    detail: { check: row.code, dueOn },
  });
  return { dueOn };
}

/** Appeals against rules of an organisation and those below it: the most urgent first, then those answered last; how many wait in all. */
export async function appealQueue(ctx: Ctx, path: string) {
  const day = today(ctx).toString();
  const rows = [
    ...(await appeals.waitingUnder(ctx.db, path)),
    ...(await appeals.answeredUnder(ctx.db, path)),
  ];
  const items = rows.map((row) => ({
    id: row.id,
    check: row.translations[ctx.locale]?.name || row.checkName,
    person: row.person,
    against: row.endedBecause === "staff" ? "ended" : row.reason,
    sentence: row.sentence,
    words: row.words,
    madeAt: row.madeAt.toString(),
    dueOn: row.dueOn,
    overdue: row.outcome === null && row.dueOn < day,
    outcome: row.outcome,
    answer: row.answer,
  }));
  return { items, waiting: await appeals.countWaiting(ctx.db, path) };
}

/** Answers an appeal in words; `changed` is a yes as long as the rule's, or nothing is answered. Refuses whoever decided it themself. */
export async function answerAppeal(
  ctx: TxCtx,
  input: { id: string; outcome: "kept" | "changed"; answer: string },
): Promise<void> {
  const by = asker(ctx);
  const now = ctx.clock();
  const one = await appealOf(ctx, input.id);
  if (one.decidedBy === by || one.endedBy === by) throw refused("appeal.own-decision");
  const answer = input.answer.trim();
  if (!(await appeals.answerAppeal(ctx.db, one.id, { outcome: input.outcome, answer, by, now })))
    throw refused("appeal.answered");
  const { id: account, subject } = found(await accountOf(ctx.db, one.account), "account", one.account);
  const { code } = one;
  if (input.outcome === "changed") {
    const last = await store.newest(ctx.db, account, code);
    const validUntil = daysAfter(now, one.validDays);
    // A yes that stands by now is as good if it lasts to the same day.
    const lasts = last?.answer === "yes" && last.endedAt === null ? last.validUntil : null;
    if (lasts === null || dayIn(ctx, lasts) < dayIn(ctx, validUntil)) {
      await store.endStanding(ctx.db, { account, code, because: "replaced", now });
      const made = await store.insertYes(ctx.db, {
        id: newId(now.epochMilliseconds),
        account,
        checkId: one.checkId,
        code,
        reason: "appeal",
        way: null,
        decidedBy: by,
        sentence: answer,
        validUntil,
        now,
      });
      if (!made) throw refused("eligibility.meanwhile");
    }
  }
  await audit(ctx, {
    what: "eligibility.appeal-answered",
    on: { kind: "eligibility", id: one.eligibility },
    subject,
    detail: { check: code, outcome: input.outcome },
  });
  await announce(ctx, "eligibility.changed", { subject, check: code });
  await notify(ctx, {
    to: subject,
    key: "notice.appeal-answered",
    href: `/my/eligibility/${code}`,
    once: one.id,
  });
}
