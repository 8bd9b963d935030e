/** The second factor of staff: set up with an app, shown at sign-in, replaced by recovery codes when the phone is lost. */
import { audit } from "#platform/audit";
import {
  checkTotp,
  digitsOf,
  newRecoveryCodes,
  newTotpSecret,
  openForSubject,
  sealForSubject,
  spendRecoveryCode,
  totpAddress,
} from "#platform/auth";
import type { Ctx, TxCtx } from "#platform/ctx";
import { found, refused } from "#platform/errors";
import { takeLoginTry } from "../sign-in/login-try.ts";
import { secondFactorRoles } from "./roles.ts";
import * as store from "./store.ts";

export interface OwnSecurity {
  login: string;
  mustChange: boolean;
  secondFactor: "off" | "pending" | "on";
  /** Some of one's roles sleep until it is on. */
  secondFactorNeeded: boolean;
  /** Only while a new one waits for its first code: for the app, as text and as the content of a QR code. */
  setup: { secret: string; address: string } | null;
  recoveryLeft: number;
}

/** What a member of staff sees of their own sign-in. */
export async function ownSecurity(ctx: Ctx): Promise<OwnSecurity> {
  const staff = await self(ctx);
  const on = staff.totpConfirmedAt !== null;
  const secret = staff.totpNextSealed ? await secretOf(ctx, staff, staff.totpNextSealed) : null;
  return {
    login: staff.login,
    mustChange: staff.mustChange,
    secondFactor: on ? "on" : secret ? "pending" : "off",
    secondFactorNeeded: await secondFactorMissing(ctx, staff),
    setup: secret
      ? { secret, address: totpAddress(secret, { issuer: `Wenmai ${ctx.city.id}`, account: staff.login }) }
      : null,
    recoveryLeft: staff.recovery.length,
  };
}

/**
 * Makes a secret and keeps it aside until a code has shown that the telephone has it. Where a second factor is on, it takes
 * a code of that one, or a recovery code when the telephone is lost; it holds until the new one is confirmed.
 */
export async function startSecondFactor(ctx: TxCtx, input: { code?: string | undefined }): Promise<void> {
  const staff = await self(ctx);
  if (staff.totpConfirmedAt) await showSecondFactor(ctx, staff, input.code ?? "");
  const sealed = await sealForSubject(ctx.db, staff.subject, Buffer.from(newTotpSecret(ctx.random), "utf8"));
  await store.proposeTotp(ctx.db, staff.account, sealed);
}

/** Turns it on, or moves it to another telephone, with a first code; answers ten recovery codes that are shown once. */
export async function confirmSecondFactor(
  ctx: TxCtx,
  input: { code: string },
): Promise<{ recoveryCodes: string[] }> {
  const staff = await self(ctx);
  const sealed = staff.totpNextSealed;
  if (!sealed) throw refused("second-factor.not-started");
  const step = checkTotp(await secretOf(ctx, staff, sealed), input.code, { at: ctx.clock(), lastStep: null });
  if (step === null) throw refused("second-factor.wrong-code", {}, { status: 422 });
  if (!(await store.confirmTotp(ctx.db, staff.account, { sealed, step, now: ctx.clock() })))
    throw refused("second-factor.not-started");
  const what = staff.totpConfirmedAt ? "staff.second-factor-moved" : "staff.second-factor-on";
  await audit(ctx, { what, on: { kind: "account", id: staff.account } });
  return { recoveryCodes: await freshRecovery(ctx, staff) };
}

/** Ten new recovery codes in place of the old ones, for a code of the second factor. */
export async function renewRecovery(
  ctx: TxCtx,
  input: { code: string },
): Promise<{ recoveryCodes: string[] }> {
  const staff = await self(ctx);
  if (!staff.totpConfirmedAt) throw refused("second-factor.not-started");
  await showSecondFactor(ctx, staff, input.code);
  await audit(ctx, { what: "staff.recovery-renewed", on: { kind: "account", id: staff.account } });
  return { recoveryCodes: await freshRecovery(ctx, staff) };
}

async function freshRecovery(ctx: TxCtx, staff: store.StaffRow): Promise<string[]> {
  const { codes, hashes } = newRecoveryCodes(recoveryKey(ctx, staff.account), ctx.random);
  await store.setRecovery(ctx.db, staff.account, hashes);
  return codes;
}

/** A wrong code counts as a wrong password does: an open session must not be a place to guess. */
async function showSecondFactor(ctx: TxCtx, staff: store.StaffRow, code: string): Promise<void> {
  const tried = await takeLoginTry(ctx, staff.login);
  if (!(await secondFactorRight(ctx, staff, code))) throw await tried.wrong("second-factor.wrong-code");
  await tried.right();
}

/** Do some of the roles of this moment sleep for want of a second factor? */
export async function secondFactorMissing(ctx: Ctx, staff: store.StaffRow): Promise<boolean> {
  if (staff.totpConfirmedAt !== null || ctx.city.demo) return false;
  const roles = await store.rolesAt(ctx.db, staff.account, ctx.clock());
  return roles.some((role) => secondFactorRoles.includes(role));
}

/** Is this the second factor of this moment? Uses it up. True for whoever has none. */
export async function secondFactorRight(ctx: TxCtx, staff: store.StaffRow, typed: string): Promise<boolean> {
  if (!staff.totpConfirmedAt || !staff.totpSealed) return true;
  if (/^\d{6}$/.test(digitsOf(typed))) {
    const secret = await secretOf(ctx, staff, staff.totpSealed);
    const step = checkTotp(secret, typed, { at: ctx.clock(), lastStep: staff.totpStep });
    return step !== null && store.spendTotpStep(ctx.db, staff.account, step);
  }
  const remains = spendRecoveryCode(recoveryKey(ctx, staff.account), typed, staff.recovery);
  if (!remains || !(await store.spendRecovery(ctx.db, staff.account, { was: staff.recovery, remains })))
    return false;
  await audit(ctx, {
    what: "staff.recovery-code-used",
    on: { kind: "account", id: staff.account },
    subject: staff.subject,
    detail: { left: remains.length },
  });
  return true;
}

/** The member of staff who asks. */
export async function self(ctx: Ctx): Promise<store.StaffRow> {
  const { account } = ctx.actor;
  return found(account ? await store.staffByAccount(ctx.db, account) : null, "staff", account ?? "");
}

async function secretOf(ctx: Ctx, staff: store.StaffRow, sealed: Buffer): Promise<string> {
  return (await openForSubject(ctx.db, staff.subject, sealed)).toString("utf8");
}

function recoveryKey(ctx: Pick<Ctx, "keyedHash">, account: string): Buffer {
  return ctx.keyedHash("people/recovery", account);
}
