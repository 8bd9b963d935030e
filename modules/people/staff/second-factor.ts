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
import * as store from "./store.ts";

export interface OwnSecurity {
  login: string;
  mustChange: boolean;
  secondFactor: "off" | "pending" | "on";
  /** Nothing may be done at the desk before it is on. */
  secondFactorNeeded: boolean;
  /** Only while it is pending: for the app, as text and as the content of a QR code. */
  setup: { secret: string; address: string } | null;
  recoveryLeft: number;
}

/** What a member of staff sees of their own sign-in. */
export async function ownSecurity(ctx: Ctx): Promise<OwnSecurity> {
  const staff = await self(ctx);
  const on = staff.totpConfirmedAt !== null;
  const secret = staff.totpSealed && !on ? await secretOf(ctx, staff, staff.totpSealed) : null;
  return {
    login: staff.login,
    mustChange: staff.mustChange,
    secondFactor: on ? "on" : secret ? "pending" : "off",
    secondFactorNeeded: !on && !ctx.city.demo,
    setup: secret
      ? { secret, address: totpAddress(secret, { issuer: `Wenmai ${ctx.city.id}`, account: staff.login }) }
      : null,
    recoveryLeft: staff.recovery.length,
  };
}

/** Makes a secret and keeps it aside. Refuses when the second factor is on: only a reset takes it away. */
export async function startSecondFactor(ctx: TxCtx): Promise<void> {
  const staff = await self(ctx);
  const sealed = await sealForSubject(ctx.db, staff.subject, Buffer.from(newTotpSecret(ctx.random), "utf8"));
  if (!(await store.proposeTotp(ctx.db, staff.account, sealed))) throw refused("second-factor.on");
}

/** Turns it on with a first code, and answers ten recovery codes that are shown once. */
export async function confirmSecondFactor(
  ctx: TxCtx,
  input: { code: string },
): Promise<{ recoveryCodes: string[] }> {
  const staff = await self(ctx);
  if (staff.totpConfirmedAt) throw refused("second-factor.on");
  if (!staff.totpSealed) throw refused("second-factor.not-started");
  const secret = await secretOf(ctx, staff, staff.totpSealed);
  const step = checkTotp(secret, input.code, { at: ctx.clock(), lastStep: staff.totpStep });
  if (step === null) throw refused("second-factor.wrong-code", {}, { status: 422 });
  await store.confirmTotp(ctx.db, staff.account, { step, now: ctx.clock() });
  const { codes, hashes } = newRecoveryCodes(recoveryKey(ctx, staff.account), ctx.random);
  await store.setRecovery(ctx.db, staff.account, hashes);
  await audit(ctx, { what: "staff.second-factor-on", on: { kind: "account", id: staff.account } });
  return { recoveryCodes: codes };
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
