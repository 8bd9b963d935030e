/** Somebody begins to work here, or has lost password or telephone. */
import { audit } from "#platform/audit";
import { endSessionsOf, hashPassword, type Role } from "#platform/auth";
import type { TxCtx } from "#platform/ctx";
import { found, invalid, refused } from "#platform/errors";
import { makeAccount } from "../account/account.ts";
import { nameFault, tidyName } from "../account/name.ts";
import { notify } from "../notices/notify.ts";
import { giveGrant } from "./grants.ts";
import { isLogin, plainLogin } from "./login.ts";
import { firstPassword, type PasswordFault, passwordFault } from "./password-rules.ts";
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
    ...[chosenFault(ctx, input.password, login)].flatMap((id) =>
      id ? [{ field: "/body/password", id }] : [],
    ),
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

/** A demo prints its password for everybody to read; elsewhere what is chosen keeps the rules. */
function chosenFault({ city }: TxCtx, password: string | undefined, login: string): PasswordFault | null {
  return password === undefined || city.demo ? null : passwordFault(password, login);
}

/** A new first password for somebody who lost password and second factor. Ends what was open. */
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
  await tellOfReset(ctx, staff, "staff-reset");
  return { password };
}

/**
 * Takes the second factor of somebody who lost the telephone, and ends what was open. The password stays theirs alone:
 * whoever resets cannot sign in as them. Roles that need a second factor sleep until a new one is set up.
 */
export async function resetSecondFactor(ctx: TxCtx, account: string): Promise<void> {
  const staff = found(await store.staffByAccount(ctx.db, account), "staff", account);
  if (staff.status !== "active") throw refused("staff.left");
  if (!staff.totpConfirmedAt) throw refused("second-factor.not-started");
  await store.removeTotp(ctx.db, account);
  await endSessionsOf(ctx, account);
  await audit(ctx, {
    what: "staff.second-factor-reset",
    on: { kind: "account", id: account },
    subject: staff.subject,
  });
  await tellOfReset(ctx, staff, "second-factor-reset");
}

// texts: notice.staff-reset* notice.second-factor-reset*
async function tellOfReset(ctx: TxCtx, staff: store.StaffRow, what: string): Promise<void> {
  const by = ctx.actor.subject;
  await notify(ctx, {
    to: staff.subject,
    kind: "security",
    key: by ? `notice.${what}` : `notice.${what}-by-operator`,
    values: { at: ctx.clock(), ...(by && { by: { person: by } }) },
    href: "/desk/account",
  });
}
