/** A resident signs in with a phone and the code sent to it. */
import { audit } from "#platform/audit";
import { endOtherSessionsOf, endSession, startSession } from "#platform/auth";
import { type TxCtx, today } from "#platform/ctx";
import { invalid, refused } from "#platform/errors";
import { residentByPhone } from "../account/account.ts";
import { ageOn, consentAge } from "../account/age.ts";
import { veiledPhone } from "../account/phone.ts";
import { providerSignOut } from "../provider/provider-sign-in.ts";
import { phoneAsked, sendCode, spendCode } from "./code.ts";

/** Sends a sign-in code, or another one where the first went. Nothing in the answer or its time tells whether the number has an account. */
export async function askSignInCode(ctx: TxCtx, input: { phone?: string; attempt?: string }) {
  const typed = input.attempt ? await phoneAsked(ctx, input.attempt) : input.phone;
  if (typed === undefined) throw invalid([{ field: "/body/phone", id: "missing" }]);
  const { attempt, phone, expiresAt } = await sendCode(ctx, {
    typed,
    purpose: "sign-in",
    askedBy: null,
  });
  return { attempt, phone: veiledPhone(phone), expiresAt };
}

/** Signs in, and makes the account the first time. Refuses wrong, used and old codes; each try counts. */
export async function signIn(
  ctx: TxCtx,
  input: { attempt: string; code: string },
): Promise<{ isNew: boolean }> {
  const phone = await spendCode(ctx, { ...input, purpose: "sign-in", askedBy: null });
  const { account, isNew } = await residentByPhone(ctx, phone);
  if (account.status !== "active") throw refused("sign-in.not-active", {}, { status: 403 });
  // A child joined with a phone's account at a counter: until 14 the guardian signs in for them.
  if (account.born !== null && ageOn(account.born, today(ctx)) < consentAge)
    throw refused("sign-in.under-age", { age: consentAge }, { status: 403 });
  await startSession(ctx, { account: account.id, channel: "portal" });
  await audit(ctx, {
    what: "account.signed-in",
    on: { kind: "account", id: account.id },
    subject: account.subject,
  });
  return { isNew };
}

/** Ends the session one is in. Answers where the browser signs out at the provider too, if it came from one. */
export async function signOut(ctx: TxCtx): Promise<{ next: string | null }> {
  const next = await providerSignOut(ctx);
  if (ctx.sessionToken) await endSession(ctx, ctx.sessionToken);
  return { next };
}

/** Ends the sessions on all other devices: whoever holds them has to sign in again. Answers how many. */
export async function signOutElsewhere(ctx: TxCtx, account: string): Promise<number> {
  const ended = await endOtherSessionsOf(ctx, account);
  if (ended > 0)
    await audit(ctx, {
      what: "account.signed-out-elsewhere",
      on: { kind: "account", id: account },
      detail: { ended },
    });
  return ended;
}
