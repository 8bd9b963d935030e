/** A member of staff signs in: login, password, second factor. Every wrong answer looks the same. */
import { audit } from "#platform/audit";
import { checkPassword, endSessionsOf, hashPassword, startSession } from "#platform/auth";
import type { TxCtx } from "#platform/ctx";
import { invalid } from "#platform/errors";
import { plainLogin } from "../staff/login.ts";
import { passwordFault } from "../staff/password-rules.ts";
import { secondFactorMissing, secondFactorRight, self } from "../staff/second-factor.ts";
import { setPassword, staffByLogin, worksHere } from "../staff/store.ts";
import { takeLoginTry } from "./login-try.ts";

export interface StaffSignIn {
  login: string;
  password: string;
  /** Six digits of the app, or a recovery code; empty for whoever has no second factor. */
  code: string;
}

/** Starts a session of 12 hours. Refuses with one and the same sentence, and makes each failure wait longer. */
export async function staffSignIn(
  ctx: TxCtx,
  input: StaffSignIn,
): Promise<{ mustChange: boolean; secondFactor: boolean; secondFactorNeeded: boolean }> {
  const login = plainLogin(input.login);
  const tried = await takeLoginTry(ctx, login);
  const known = await staffByLogin(ctx.db, login);
  const staff = known && worksHere(known, ctx.clock()) ? known : null;
  const { right, stronger } = await checkPassword(input.password, staff?.passwordHash ?? null, ctx.random);
  if (!staff || !right || !(await secondFactorRight(ctx, staff, input.code))) {
    if (staff) {
      await audit(ctx, {
        what: "staff.sign-in-refused",
        on: { kind: "account", id: staff.account },
        subject: staff.subject,
      });
    }
    throw await tried.wrong("sign-in.wrong");
  }
  await tried.right();
  if (stronger) await setPassword(ctx.db, staff.account, { hash: stronger, mustChange: staff.mustChange });
  await startSession(ctx, { account: staff.account, channel: "desk" });
  await audit(ctx, {
    what: "account.signed-in",
    on: { kind: "account", id: staff.account },
    subject: staff.subject,
  });
  return {
    mustChange: staff.mustChange,
    secondFactor: staff.totpConfirmedAt !== null,
    secondFactorNeeded: await secondFactorMissing(ctx, staff),
  };
}

/** Changes one's own password: every other session ends, this one goes on. */
export async function changePassword(ctx: TxCtx, input: { current: string; next: string }): Promise<void> {
  const staff = await self(ctx);
  const tried = await takeLoginTry(ctx, staff.login);
  const { right } = await checkPassword(input.current, staff.passwordHash, ctx.random);
  if (!right) throw await tried.wrong("password.wrong");
  await tried.right();
  const fault = input.next === input.current ? "password.same" : passwordFault(input.next, staff.login);
  if (fault) throw invalid([{ field: "/body/next", id: fault }]);
  await setPassword(ctx.db, staff.account, {
    hash: await hashPassword(input.next, ctx.random),
    mustChange: false,
  });
  await endSessionsOf(ctx, staff.account);
  await startSession(ctx, { account: staff.account, channel: "desk" });
  await audit(ctx, { what: "staff.password-changed", on: { kind: "account", id: staff.account } });
}
