/** Somebody begins to work here, needs a new password, or leaves. */
import { audit } from "#platform/audit";
import { endSessionsOf, hashPassword, type Role } from "#platform/auth";
import type { TxCtx } from "#platform/ctx";
import { found, invalid, refused } from "#platform/errors";
import { makeAccount } from "../account/account.ts";
import { nameFault, tidyName } from "../account/name.ts";
import { giveGrant } from "./grants.ts";
import { isLogin, plainLogin } from "./login.ts";
import { firstPassword } from "./password-rules.ts";
import * as store from "./store.ts";

export interface NewStaff {
  login: string;
  name: string;
  organisation: string;
  role: Role;
  /** Chosen beforehand, and then not to be changed at the first sign-in: accounts of a demo. */
  password?: string;
}

/** Adds a member of staff with a first role. The first password is answered once and must be changed at sign-in. */
export async function addStaff(ctx: TxCtx, input: NewStaff): Promise<{ account: string; password: string }> {
  const login = plainLogin(input.login);
  const faults = [
    ...(isLogin(login) ? [] : [{ field: "/body/login", id: "login.form" }]),
    ...[nameFault(input.name)].flatMap((id) => (id ? [{ field: "/body/name", id }] : [])),
  ];
  if (faults.length > 0) throw invalid(faults);
  const account = await makeAccount(ctx, {
    kind: "staff",
    name: tidyName(input.name),
    phone: null,
    born: null,
    level: 2,
  });
  const password = input.password ?? firstPassword(ctx.random);
  const passwordHash = await hashPassword(password, ctx.random);
  if (!(await store.insertStaff(ctx.db, { account: account.id, login, passwordHash }))) {
    throw refused("staff.login-taken", { login });
  }
  if (input.password) await store.setPassword(ctx.db, account.id, { hash: passwordHash, mustChange: false });
  await giveGrant(ctx, { account: account.id, role: input.role, organisation: input.organisation });
  return { account: account.id, password };
}

/** A new first password for somebody who lost password or second factor. Ends what was open. */
export async function resetStaff(ctx: TxCtx, account: string): Promise<{ password: string }> {
  const staff = found(await store.staffByAccount(ctx.db, account), "staff", account);
  if (staff.status !== "active") throw refused("staff.left");
  const password = firstPassword(ctx.random);
  await store.setPassword(ctx.db, account, {
    hash: await hashPassword(password, ctx.random),
    mustChange: true,
  });
  await store.removeTotp(ctx.db, account);
  await endSessionsOf(ctx, account);
  await audit(ctx, { what: "staff.reset", on: { kind: "account", id: account }, subject: staff.subject });
  return { password };
}

/** Somebody leaves: every role ends and every session dies now. Twice is the same as once. */
export async function leave(ctx: TxCtx, account: string): Promise<{ ended: number }> {
  const staff = found(await store.staffByAccount(ctx.db, account), "staff", account);
  const now = ctx.clock();
  const ended = await store.endGrantsOf(ctx.db, account, { account: ctx.actor.account, now });
  await endSessionsOf(ctx, account);
  if (await store.markLeft(ctx.db, account)) {
    await audit(ctx, {
      what: "staff.left",
      on: { kind: "account", id: account },
      subject: staff.subject,
      detail: { ended },
    });
  }
  return { ended };
}
