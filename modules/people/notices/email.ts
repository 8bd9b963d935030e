/** One's e-mail address: used only after a code sent there came back, kept sealed under the subject key. */

import { audit } from "#platform/audit";
import { checkCode, codeTries, newCode, openForSubject, sealForSubject } from "#platform/auth";
import type { Ctx, TxCtx } from "#platform/ctx";
import { textFor } from "#platform/ctx";
import { newId } from "#platform/db";
import { invalid, refused } from "#platform/errors";
import { enqueue } from "#platform/jobs";
import type { Account } from "../account/account.ts";
import { ownAccount } from "../account/me.ts";
import { lockPhone } from "../account/store.ts";
import { codeWindow, secondsToNextCode } from "../sign-in/limits.ts";
import * as store from "./email-store.ts";

export const sendEmailCodeJob = "people.send-email-code";

interface Asked {
  address: string;
  code: string;
  locale: Ctx["locale"];
}

/** The address as it is written to, or null. Of what RFC 5321 allows only what providers give out. */
export function readEmail(typed: string): string | null {
  const tidy = typed.normalize("NFKC").trim();
  const [, local, domain] =
    /^([A-Za-z0-9._%+-]{1,64})@((?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z]{2,63})$/.exec(tidy) ?? [];
  return local && domain && tidy.length <= 254 ? `${local}@${domain.toLowerCase()}` : null;
}

/** The person's own address, or null. */
export async function emailOf(
  ctx: Pick<Ctx, "db">,
  { id, subject }: Pick<Account, "id" | "subject">,
): Promise<string | null> {
  const sealed = await store.sealedEmail(ctx.db, id);
  return sealed && (await openForSubject(ctx.db, subject, sealed)).toString("utf8");
}

/** Sends a code to an address. Refuses where no e-mail is sent, and when asked too often. */
export async function askEmail(ctx: TxCtx, typed: string): Promise<{ attempt: string; expiresAt: string }> {
  if (!ctx.messenger.mails) throw refused("email.not-here");
  const address = readEmail(typed);
  if (!address) throw invalid([{ field: "/body/email", id: "email.unreadable" }]);
  const account = await ownAccount(ctx);
  const addressHash = ctx.keyedHash("people/email", address.toLowerCase());
  const now = ctx.clock();
  await lockPhone(ctx.db, addressHash);
  const asked = { account: account.id, addressHash, since: now.subtract(codeWindow) };
  const wait = secondsToNextCode(await store.emailCodesSince(ctx.db, asked), now);
  if (wait > 0)
    throw refused("code.too-soon", { retryAfter: wait, minutes: Math.ceil(wait / 60) }, { status: 429 });
  const id = newId(now.epochMilliseconds);
  const { digits, sent } = newCode(scopeOf(ctx, id), { at: now, random: ctx.random });
  const letter: Asked = { address, code: digits, locale: ctx.locale };
  await store.insertEmailCode(ctx.db, {
    id,
    account: account.id,
    addressHash,
    sealed: await sealForSubject(ctx.db, account.subject, Buffer.from(JSON.stringify(letter))),
    codeHash: sent.hash,
    madeAt: now,
    expiresAt: sent.expiresAt,
  });
  await enqueue(ctx, sendEmailCodeJob, { attempt: id });
  return { attempt: id, expiresAt: sent.expiresAt.toString() };
}

/** Uses a code: the address it went to is the person's from now on. Every try counts, also when it is refused. */
export async function confirmEmail(ctx: TxCtx, asked: { attempt: string; code: string }): Promise<void> {
  const account = await ownAccount(ctx);
  const now = ctx.clock();
  const sent = await store.takeEmailTry(ctx.db, { id: asked.attempt, account: account.id, now });
  if (!sent) throw refused("code.over", {}, { keeps: true });
  const { codeHash: hash, tries, expiresAt } = sent;
  if (checkCode(scopeOf(ctx, asked.attempt), { hash, tries, expiresAt }, asked.code, now) !== "right")
    throw refused("code.wrong", { left: codeTries - tries }, { keeps: true });
  await store.markEmailCodeUsed(ctx.db, asked.attempt, now);
  const { address } = await open(ctx, account.subject, sent.sealed);
  const sealed = await sealForSubject(ctx.db, account.subject, Buffer.from(address, "utf8"));
  await store.setEmail(ctx.db, account.id, sealed, now);
  await audit(ctx, { what: "email.kept", on: { kind: "account", id: account.id }, subject: account.subject });
}

/** Forgets the address; notices go to the phone again. */
export async function forgetEmail(ctx: TxCtx): Promise<void> {
  const account = await ownAccount(ctx);
  if (await store.removeEmail(ctx.db, account.id))
    await audit(ctx, {
      what: "email.removed",
      on: { kind: "account", id: account.id },
      subject: account.subject,
    });
}

// texts: message.code.email message.code.email.subject
/** Carries a code to its address. A code that is used or over by now is not sent. */
export async function sendEmailCode(ctx: Ctx, payload: Record<string, unknown>): Promise<void> {
  const attempt = String(payload.attempt);
  const row = await store.emailCodeToSend(ctx.db, attempt, ctx.clock());
  if (!row) return;
  const { address, code, locale } = await open(ctx, row.subject, row.sealed);
  const text = textFor({ ...ctx, locale });
  await ctx.messenger.send({
    id: attempt,
    address,
    kind: "email-code",
    text: text("message.code.email", { code }),
    mail: { subject: text("message.code.email.subject") },
  });
}

async function open(ctx: Pick<Ctx, "db">, subject: string, sealed: Buffer): Promise<Asked> {
  // Written by askEmail alone, and the seal vouches for it.
  return JSON.parse((await openForSubject(ctx.db, subject, sealed)).toString("utf8")) as Asked;
}

/** A code is good for the asking it answers and for no other. */
function scopeOf(ctx: Pick<Ctx, "keyedHash">, id: string) {
  return { key: ctx.keyedHash("people/email-code", id), about: id };
}
