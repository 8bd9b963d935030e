/** Roles are given and ended. Who may is in may.ts. */

import { Temporal } from "temporal-polyfill";
import { organisationOf, organisationsOf } from "#places";
import { audit } from "#platform/audit";
import { holds, type Role, roles } from "#platform/auth";
import type { Ctx, TxCtx } from "#platform/ctx";
import { newId } from "#platform/db";
import { found, invalid, refused } from "#platform/errors";
import { named } from "#platform/i18n";
import { may } from "../may.ts";
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
  const staff = found(await store.staffByAccount(ctx.db, input.account), "staff", input.account);
  if (staff.status !== "active") throw refused("staff.left");
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

/** Staff of an organisation and everything below it, with all their roles, a page at a time; with what the asker may do. */
export async function staffOf(
  ctx: Ctx,
  asked: { organisation: string; after?: string | undefined; limit?: number | undefined },
) {
  const organisation = await organisationNamed(ctx, asked.organisation);
  const limit = asked.limit ?? 50;
  const now = ctx.clock();
  const rows = await store.staffUnder(ctx.db, {
    path: organisation.path,
    after: asked.after ?? "",
    now,
    limit: limit + 1,
  });
  const shown = rows.slice(0, limit);
  const organisations = await organisationsOf(
    ctx.db,
    shown.flatMap(({ grants }) => grants.map((grant) => grant.organisation)),
  );
  return {
    organisation: { id: organisation.id, name: named(organisation, ctx.locale) },
    items: shown.map((person) => memberView(ctx, person, organisations)),
    next: rows.length > limit ? (shown.at(-1)?.login ?? null) : null,
    canGive: roles.filter((role) => may["grant.set"](ctx.actor, { role, path: organisation.path })),
  };
}

function memberView(
  ctx: Ctx,
  person: store.StaffListRow,
  organisations: Awaited<ReturnType<typeof organisationsOf>>,
) {
  const over = may["staff.over"](ctx.actor, person);
  return {
    account: person.account,
    name: person.name,
    login: person.login,
    secondFactor: person.secondFactor,
    grants: person.grants.map((grant) => {
      const organisation = organisations.get(grant.organisation);
      return {
        id: grant.id,
        role: grant.role,
        organisation: {
          id: grant.organisation,
          name: organisation ? named(organisation, ctx.locale) : grant.path,
        },
        from: instantText(grant.validFrom),
        to: grant.validTo && instantText(grant.validTo),
        can: may["grant.set"](ctx.actor, grant) ? (["end"] as const).slice() : [],
      };
    }),
    can: over ? (["reset", "leave"] as const).slice() : [],
  };
}

/** Organisations on which the asker's own roles stand now, the highest first. */
export async function ownOrganisations(ctx: Ctx) {
  const held = ctx.actor.account ? await store.grantsOf(ctx.db, ctx.actor.account, ctx.clock()) : [];
  const organisations = await organisationsOf(ctx.db, [
    ...new Set(held.map(({ organisation }) => organisation)),
  ]);
  return [...organisations.values()]
    .sort((one, other) => one.path.length - other.path.length || (one.path < other.path ? -1 : 1))
    .map(({ id, path, ...names }) => ({
      id,
      name: named(names, ctx.locale),
      // The actor's own: a role that begins tomorrow is none today.
      roles: roles.filter((role) => holds(ctx.actor, role, path)),
    }));
}

export async function organisationNamed(ctx: Ctx, id: string) {
  return found(await organisationOf(ctx.db, id), "organisation", id);
}

/** PostgreSQL writes instants into JSON with its own offset. */
function instantText(at: string): string {
  return Temporal.Instant.from(at).toString();
}
