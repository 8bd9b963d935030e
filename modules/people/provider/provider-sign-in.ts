/**
 * Staff sign in with an identity of a provider (政务统一身份认证 or any that speaks OpenID Connect). A manager has said by which
 * name there somebody comes; from the first sign-in on the provider's own unchanging name for the person counts.
 */
import { createHash } from "node:crypto";
import { audit } from "#platform/audit";
import { openForSubject, sealForSubject, sessionHash, startSession } from "#platform/auth";
import type { Ctx, TxCtx } from "#platform/ctx";
import { notFound, refused } from "#platform/errors";
import { type Identities, type IdentityShown, ProviderFault } from "#platform/oidc";
import { takeLoginTry } from "../sign-in/login-try.ts";
import { secondFactorRight } from "../staff/second-factor.ts";
import { type StaffRow, staffByAccount, worksHere } from "../staff/store.ts";
import { sealed, unsealed } from "./sealed.ts";
import * as store from "./store.ts";

/** So long an invitation waits for its first sign-in. */
export const inviteDays = 30;

/** Where the browser goes, and what it must bring back. Refuses when the provider cannot be reached. */
export async function beginProviderSignIn(ctx: Ctx): Promise<{ address: string; attempt: string }> {
  const { address, begun } = await told(ctx, (identities) => identities.begin());
  return { address, attempt: sealed(ctx, "attempt", begun) };
}

/** Checks what came back. Asks the provider, and so must not stand inside a transaction. */
export async function providerAnswer(
  ctx: Ctx,
  { attempt, answer }: { attempt: string; answer: string },
): Promise<{ proof: string }> {
  const begun = unsealed(ctx, "attempt", attempt);
  if (!begun) throw refused("provider.over");
  const shown = await told(ctx, (identities) => {
    const address = new URL("https://answer.invalid/");
    address.search = answer;
    return identities.finish(address, begun);
  });
  return { proof: sealed(ctx, "proof", shown) };
}

/** Starts a session, or asks for the account's own second factor. A proof begins one session. */
export async function providerSignIn(
  ctx: TxCtx,
  input: { proof: string; code: string },
): Promise<{ state: "in" | "code-needed" }> {
  const shown = unsealed(ctx, "proof", input.proof);
  if (!shown) throw refused("provider.over");
  const staff = await staffOf(ctx, shown);
  if (!shown.secondFactor && staff.totpConfirmedAt) {
    if (input.code === "") return { state: "code-needed" };
    const tried = await takeLoginTry(ctx, staff.login);
    if (!(await secondFactorRight(ctx, staff, input.code)))
      throw await tried.wrong("second-factor.wrong-code");
    await tried.right();
  }
  const proof = shown.secondFactor ? "provider-two" : "provider";
  const tokenHash = await startSession(ctx, { account: staff.account, channel: "desk", proof });
  const { signOut, sitting, issuer } = shown;
  const noted = await store.noteSession(ctx.db, {
    proofHash: createHash("sha256").update(input.proof).digest(),
    tokenHash,
    account: staff.account,
    issuer,
    subjectHash: subjectHash(ctx, shown.subject),
    sittingHash: sitting === null ? null : sittingHash(ctx, sitting),
    signOutSealed:
      signOut === null ? null : await sealForSubject(ctx.db, staff.subject, Buffer.from(signOut, "utf8")),
    now: ctx.clock(),
  });
  if (!noted) throw refused("provider.over");
  await audit(ctx, {
    what: "account.signed-in",
    on: { kind: "account", id: staff.account },
    subject: staff.subject,
    detail: { provider: issuer, secondFactor: shown.secondFactor },
  });
  return { state: "in" };
}

/** Where the browser of the session that ends now signs out at the provider too; null when it did not come from there. */
export async function providerSignOut(ctx: TxCtx): Promise<string | null> {
  if (!ctx.sessionToken) return null;
  const taken = await store.takeSignOut(ctx.db, sessionHash(ctx.sessionToken));
  if (!taken) return null;
  const staff = await staffByAccount(ctx.db, taken.account);
  return staff && (await openForSubject(ctx.db, staff.subject, taken.sealed)).toString("utf8");
}

export function subjectHash(ctx: Pick<Ctx, "keyedHash">, subject: string): Buffer {
  return ctx.keyedHash("people/provider-subject", subject);
}

export function sittingHash(ctx: Pick<Ctx, "keyedHash">, sitting: string): Buffer {
  return ctx.keyedHash("people/provider-sitting", sitting);
}

/** The account of this person, linked before or now; the same refusal for everybody else. */
async function staffOf(ctx: TxCtx, shown: IdentityShown): Promise<StaffRow> {
  const { issuer, login, subject } = shown;
  const hash = subjectHash(ctx, subject);
  const names = login === null ? [subject] : [login, subject];
  const account =
    (await store.linkedAccount(ctx.db, issuer, hash)) ?? (await link(ctx, { issuer, names, hash }));
  const staff = account && (await staffByAccount(ctx.db, account));
  if (!staff || !worksHere(staff, ctx.clock())) throw refused("provider.unknown", {}, { status: 422 });
  return staff;
}

async function link(
  ctx: TxCtx,
  { issuer, names, hash }: { issuer: string; names: readonly string[]; hash: Buffer },
): Promise<string | null> {
  const now = ctx.clock();
  const since = now.subtract({ hours: 24 * inviteDays });
  const account = await store.link(ctx.db, { issuer, names, subjectHash: hash, since, now });
  const staff = account && (await staffByAccount(ctx.db, account));
  if (!staff || !worksHere(staff, now)) return null;
  await audit(ctx, {
    what: "staff.identity-linked",
    on: { kind: "account", id: staff.account },
    subject: staff.subject,
    detail: { provider: issuer },
  });
  return staff.account;
}

/** Asks the provider. What it does badly is told as a refusal, and to the operator as it was. */
export async function told<R>(ctx: Ctx, ask: (identities: Identities) => Promise<R>): Promise<R> {
  if (!ctx.oidc) throw notFound("identity provider", "");
  try {
    return await ask(ctx.oidc);
  } catch (error) {
    if (!(error instanceof ProviderFault)) throw error;
    ctx.log.warn({ fault: error.message }, "identity provider");
    throw refused(error.id, {}, { status: 422 });
  }
}
