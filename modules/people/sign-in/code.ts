/** Codes sent to a phone: made here, sent by a job, checked here. */
import { checkCode, codeTries, newCode, openFor, sealFor } from "#platform/auth";
import type { Ctx, TxCtx } from "#platform/ctx";
import { newId } from "#platform/db";
import { invalid, refused } from "#platform/errors";
import { enqueue } from "#platform/jobs";
import { phoneHash } from "../account/account.ts";
import { readPhone } from "../account/phone.ts";
import { lockPhone } from "../account/store.ts";
import { codeWindow, helpAsksPerDay, secondsToNextCode } from "./limits.ts";
import * as store from "./store.ts";

export const sendCodeJob = "people.send-code";

export interface CodeAsked {
  /** Needed with the code: only who asked can try it. */
  attempt: string;
  phone: string;
  expiresAt: string;
}

interface Letter {
  phone: string;
  code: string;
  locale: Ctx["locale"];
}

/** Sends a code to a number. The same answer whether or not the number is known; refuses when asked too often. */
export async function sendCode(
  ctx: TxCtx,
  { typed, purpose, askedBy }: { typed: string; purpose: "sign-in" | "help"; askedBy: string | null },
): Promise<CodeAsked> {
  const phone = phoneIn(typed, "/body/phone");
  const hash = phoneHash(ctx, phone);
  const now = ctx.clock();
  await lockPhone(ctx.db, hash);
  const wait = secondsToNextCode(await store.codesTo(ctx.db, hash, now.subtract(codeWindow)), now);
  if (wait > 0)
    throw refused("code.too-soon", { retryAfter: wait, minutes: Math.ceil(wait / 60) }, { status: 429 });
  if (askedBy && (await store.codesAskedBy(ctx.db, askedBy, now.subtract(codeWindow))) >= helpAsksPerDay) {
    throw refused("code.too-many-people", { max: helpAsksPerDay }, { status: 429 });
  }
  const id = newId(now.epochMilliseconds);
  const { digits, sent } = newCode(scopeOf(ctx, id), { at: now, random: ctx.random });
  const letter: Letter = { phone, code: digits, locale: ctx.locale };
  await store.insertCode(ctx.db, {
    id,
    purpose,
    phoneHash: hash,
    sealed: sealFor(sealingKey(ctx, id), Buffer.from(JSON.stringify(letter)), id),
    codeHash: sent.hash,
    askedBy,
    madeAt: now,
    expiresAt: sent.expiresAt,
  });
  await enqueue(ctx, sendCodeJob, { attempt: id });
  return { attempt: id, phone, expiresAt: sent.expiresAt.toString() };
}

/** Uses a code and answers the number it proved. Every try counts, also when it is refused. */
export async function spendCode(
  ctx: TxCtx,
  asked: { attempt: string; code: string; purpose: "sign-in" | "help"; askedBy: string | null },
): Promise<string> {
  const sent = await store.takeTry(ctx.db, { ...asked, id: asked.attempt, now: ctx.clock() });
  if (!sent) throw refused("code.over", {}, { keeps: true });
  const { codeHash: hash, tries, expiresAt } = sent;
  if (
    checkCode(scopeOf(ctx, asked.attempt), { hash, tries, expiresAt }, asked.code, ctx.clock()) !== "right"
  ) {
    throw refused("code.wrong", { left: codeTries - tries }, { keeps: true });
  }
  await store.markUsed(ctx.db, asked.attempt, ctx.clock());
  return open(ctx, asked.attempt, sent.sealed).phone;
}

/** What the job has to send, or null when the code is used or over. */
export async function letterOf(
  ctx: Ctx,
  attempt: string,
): Promise<(Letter & { purpose: "sign-in" | "help" }) | null> {
  const row = await store.codeToSend(ctx.db, attempt, ctx.clock());
  return row && { ...open(ctx, attempt, row.sealed), purpose: row.purpose };
}

/** The number an asking to sign in was for, also when its code is over: who asked need not type it again. */
export async function phoneAsked(ctx: TxCtx, attempt: string): Promise<string> {
  const sealed = await store.signInAsked(ctx.db, attempt);
  if (!sealed) throw refused("code.over");
  return open(ctx, attempt, sealed).phone;
}

/** The number somebody typed, or a fault that names the field. */
export function phoneIn(typed: string, field: string): string {
  const phone = readPhone(typed);
  if (!phone) throw invalid([{ field, id: "phone.unreadable" }]);
  return phone;
}

function open(ctx: Pick<Ctx, "keyedHash">, id: string, sealed: Buffer): Letter {
  // Written by sendCode alone, and the seal vouches for it.
  return JSON.parse(openFor(sealingKey(ctx, id), sealed, id).toString("utf8")) as Letter;
}

function sealingKey(ctx: Pick<Ctx, "keyedHash">, id: string): Buffer {
  return ctx.keyedHash("people/code-seal", id);
}

/** A code is good for the asking it answers and for no other. */
function scopeOf(ctx: Pick<Ctx, "keyedHash">, id: string) {
  return { key: ctx.keyedHash("people/code", id), about: id };
}
