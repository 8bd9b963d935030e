/** Builders of rules for everyone's tests, and input for the generated access test. */
import type { TxCtx } from "#platform/ctx";
import { newId } from "#platform/db";
import { aResident, type Made } from "../account/testing.ts";
import { appeal } from "./appeals.ts";
import { withdrawConsent } from "./ask.ts";
import { type CheckInput, checkNow, putCheck } from "./checks.ts";
import { daysAfter } from "./rule.ts";
import * as store from "./store.ts";

/** What a rule of 免押金借阅 says, without whose it is and from when it holds. */
export const lending = {
  name: "免押金借阅",
  purpose: "信用良好的读者借书不收押金。",
  asks: "您是否达到免押金借阅的信用要求。",
  askedOf: "信用服务机构",
  translations: { en: { name: "Lending without a deposit" } },
  provider: "credit",
  level: 1 as const,
  fromAge: 18,
  validDays: 365,
  againDays: 30,
  outage: "ask-later" as const,
  grantDays: null,
  appealDays: 15,
  retired: false,
  ways: [
    {
      code: "deposit",
      name: "交押金",
      says: "在柜台交 100 元押金，随时可退。",
      translations: {},
      validDays: 365,
    },
    { code: "guarantor", name: "保证人", says: "本馆读者一人签字担保。", translations: {}, validDays: 180 },
  ],
};

let made = 0;

/** Letters only, as codes are; another one at every call. */
export function aCheckCode(): string {
  return `rule-${[...String(++made)].map((digit) => "abcdefghij"[Number(digit)]).join("")}-${newId()
    .slice(-8)
    .replace(/[^a-z]/g, (one) => "ghijklmnop"[Number(one)] ?? "x")}`;
}

/** A rule of this organisation; say what differs. */
export async function aCheck(
  ctx: TxCtx,
  organisation: string,
  differs: Partial<CheckInput> = {},
): Promise<{ code: string; version: number }> {
  return putCheck(ctx, { ...lending, code: aCheckCode(), organisation, validFrom: null, ...differs });
}

/** What a provider has said about this person, as its answer is written. */
export async function aDecision(
  ctx: TxCtx,
  { account }: Pick<Made, "account">,
  code: string,
  answer: "yes" | "no",
  days = 30,
): Promise<{ id: string }> {
  const check = await checkNow(ctx, code);
  const id = newId();
  const now = ctx.clock();
  const asked = { id, account, checkId: check.id, code, begunAt: now };
  await store.insertAsk(ctx.db, {
    ...asked,
    consentVersion: "test",
    consentBy: "self",
    sealed: Buffer.from("sealed"),
  });
  const reason = answer === "yes" ? ("met" as const) : ("not-met" as const);
  await store.answerAsk(ctx.db, id, { answer, reason, validUntil: daysAfter(now, days), now });
  return { id };
}

/** The person takes their consent back: what was answered is over. */
export function aWithdrawal(ctx: TxCtx, { actor }: Pick<Made, "actor">, code: string): Promise<void> {
  return withdrawConsent({ ...ctx, actor }, code);
}

/** Qualified in another way, as a counter writes it. */
export async function aRecordedWay(
  ctx: TxCtx,
  { account }: Pick<Made, "account">,
  code: string,
): Promise<{ id: string }> {
  const check = await checkNow(ctx, code);
  const id = newId();
  const now = ctx.clock();
  const way = check.ways[0]?.code ?? "";
  const row = { id, account, checkId: check.id, code, reason: "way" as const, way, decidedBy: account, now };
  await store.insertYes(ctx.db, { ...row, sentence: null, validUntil: daysAfter(now, 30) });
  return { id };
}

interface Input {
  params?: object;
  query?: object;
  body?: object;
}

const nobody = newId();
const consented = { document: nobody, number: "N7654321", name: "李梅", consent: true };

export const eligibilitySamples: Record<string, (ctx: TxCtx, orgId: string) => Promise<Input>> = {
  "people.eligibility-checks": async () => ({}),
  "people.eligibility-check": async (ctx, organisation) => ({
    params: { code: (await aCheck(ctx, organisation)).code },
  }),
  "people.put-eligibility-check": async (_ctx, organisation) => ({
    params: { code: aCheckCode() },
    body: { ...lending, organisation, validFrom: null },
  }),
  "people.eligibility": async () => ({}),
  "people.ask-eligibility": async (ctx, organisation) => ({
    params: { check: (await aCheck(ctx, organisation)).code },
    body: consented,
  }),
  "people.withdraw-eligibility": async (ctx, organisation) => ({
    params: { check: (await aCheck(ctx, organisation)).code },
    body: {},
  }),
  "people.appeal": async () => ({ params: { id: nobody }, body: { words: "我一直按时还书。" } }),
  "people.look-at-eligibility": async (ctx, organisation) => {
    await aCheck(ctx, organisation);
    return { params: { subject: (await aResident(ctx)).subject }, body: { organisation } };
  },
  "people.record-eligibility": async (ctx, organisation) => ({
    params: { subject: (await aResident(ctx)).subject, check: (await aCheck(ctx, organisation)).code },
    body: { organisation, way: "deposit", seen: true, sentence: null },
  }),
  "people.end-eligibility": async (ctx, organisation) => {
    const { code } = await aCheck(ctx, organisation);
    const one = await aResident(ctx);
    await aRecordedWay(ctx, one, code);
    return {
      params: { subject: one.subject, check: code },
      body: { organisation, sentence: "押金已退还。" },
    };
  },
  "people.eligibility-appeals": async (_ctx, organisation) => ({ query: { organisation } }),
  "people.answer-appeal": async (ctx, organisation) => ({
    params: { id: await anAppeal(ctx, organisation) },
    body: { outcome: "changed", answer: "核对后改为符合。" },
  }),
};

async function anAppeal(ctx: TxCtx, organisation: string): Promise<string> {
  const { code } = await aCheck(ctx, organisation);
  const one = await aResident(ctx);
  const { id } = await aDecision(ctx, one, code, "no");
  await appeal({ ...ctx, actor: one.actor }, { id, words: "我一直按时还书。" });
  const row = await ctx.db.one<{
    id: string;
  }>`select id from people.eligibility_appeal where eligibility = ${id}`;
  return row.id;
}
