/** Roles are given and ended. Who may is in may.ts. */

import { Temporal } from "temporal-polyfill";
import { organisationOf, organisationsByPaths } from "#places";
import { audit } from "#platform/audit";
import { holds, type Role, roles } from "#platform/auth";
import type { Ctx, TxCtx } from "#platform/ctx";
import { newId } from "#platform/db";
import { found, invalid, refused } from "#platform/errors";
import { named } from "#platform/i18n";
import * as store from "./store.ts";

export interface NewGrant {
  account: string;
  role: Role;
  organisation: string;
  /** Half-open; from now, and without end, unless told. */
  from?: string | undefined;
  to?: string | undefined;
}

/** Gives a role on an organisation and everything below it. Refuses a second one over the same time. */
export async function giveGrant(ctx: TxCtx, input: NewGrant): Promise<{ id: string }> {
  const people = await store.lockStaff(ctx.db, [input.account]);
  const staff = found(people.get(input.account), "staff", input.account);
  if (!store.worksHere(staff, ctx.clock())) throw refused("staff.left");
  const organisation = await organisationNamed(ctx, input.organisation);
  const validFrom = input.from ? Temporal.Instant.from(input.from) : ctx.clock();
  const validTo = input.to ? Temporal.Instant.from(input.to) : null;
  if (validTo && Temporal.Instant.compare(validTo, validFrom) <= 0)
    throw invalid([{ field: "/body/to", id: "range.empty" }]);
  const id = newId(ctx.clock().epochMilliseconds);
  const { account, role } = input;
  const grant = {
    id,
    account,
    role,
    organisation: organisation.id,
    path: organisation.path,
    validFrom,
    validTo,
  };
  if (!(await store.insertGrant(ctx.db, { ...grant, givenBy: ctx.actor.account })))
    throw refused("grant.held");
  await audit(ctx, {
    what: "grant.given",
    on: { kind: "organisation", id: organisation.id },
    subject: staff.subject,
    detail: { role, path: organisation.path },
  });
  return { id };
}

/** Ends a role now. Ending what is over changes nothing. */
export async function endGrant(ctx: TxCtx, id: string): Promise<void> {
  const grant = found(await store.grantById(ctx.db, id), "grant", id);
  if (!(await store.endGrant(ctx.db, id, { account: ctx.actor.account, now: ctx.clock() }))) return;
  const staff = found(await store.staffByAccount(ctx.db, grant.account), "staff", grant.account);
  await audit(ctx, {
    what: "grant.ended",
    on: { kind: "organisation", id: grant.organisation },
    subject: staff.subject,
    detail: { role: grant.role, path: grant.path },
  });
}

export const grantOf = store.grantById;

/** The roles an account holds now and will hold: what a permission over that person is asked about. */
export async function heldGrants(
  ctx: Ctx,
  account: string,
): Promise<{ account: string; grants: store.GrantRow[] }> {
  found(await store.staffByAccount(ctx.db, account), "staff", account);
  return { account, grants: await store.grantsOf(ctx.db, account, ctx.clock()) };
}

/** The same of many, by account. */
export async function heldByMany(
  ctx: Ctx,
  accounts: readonly string[],
): Promise<Map<string, store.GrantRow[]>> {
  return Map.groupBy(await store.grantsOfMany(ctx.db, accounts, ctx.clock()), ({ account }) => account);
}

/** Organisations on which the asker's roles stand now, covers included, the highest first. */
export async function ownOrganisations(ctx: Ctx) {
  const organisations = await organisationsByPaths(ctx.db, [
    ...new Set(ctx.actor.grants.map(({ path }) => path)),
  ]);
  return [...organisations.values()]
    .sort((one, other) => one.path.length - other.path.length || (one.path < other.path ? -1 : 1))
    .map(({ id, path, ...names }) => ({
      id,
      name: named(names, ctx.locale),
      roles: roles.filter((role) => holds(ctx.actor, role, path)),
    }));
}

export async function organisationNamed(ctx: Ctx, id: string) {
  return found(await organisationOf(ctx.db, id), "organisation", id);
}
