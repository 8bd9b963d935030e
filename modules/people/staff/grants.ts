/** Roles are given and ended. Who may is in may.ts. */
import { organisationOf, organisationsOf } from "#places";
import { Temporal } from "temporal-polyfill";
import { audit } from "#platform/audit";
import type { Role } from "#platform/auth";
import type { Ctx, TxCtx } from "#platform/ctx";
import { newId } from "#platform/db";
import { found, invalid, refused } from "#platform/errors";
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
  const organisation = found(await organisationOf(ctx.db, input.organisation), "organisation", input.organisation);
  const validFrom = input.from ? Temporal.Instant.from(input.from) : ctx.clock();
  const validTo = input.to ? Temporal.Instant.from(input.to) : null;
  const latestEnd = validTo && Temporal.Instant.compare(validTo, validFrom) <= 0;
  if (latestEnd) throw invalid([{ field: "/body/to", id: "range.empty" }]);
  const id = newId(ctx.clock().epochMilliseconds);
  const { account, role } = input;
  const grant = { id, account, role, organisation: organisation.id, path: organisation.path, validFrom, validTo };
  if (!(await store.insertGrant(ctx.db, { ...grant, givenBy: ctx.actor.account }))) throw refused("grant.held");
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
export async function heldGrants(ctx: Ctx, account: string): Promise<{ account: string; grants: store.GrantRow[] }> {
  found(await store.staffByAccount(ctx.db, account), "staff", account);
  return { account, grants: await store.grantsOf(ctx.db, account, ctx.clock()) };
}

/** Staff of an organisation and everything below it, with all their roles, a page at a time. */
export async function staffOf(ctx: Ctx, asked: { organisation: string; after?: string | undefined; limit: number }) {
  const organisation = found(await organisationOf(ctx.db, asked.organisation), "organisation", asked.organisation);
  const { path } = organisation;
  const rows = await store.staffUnder(ctx.db, {
    path,
    after: asked.after ?? "",
    now: ctx.clock(),
    limit: asked.limit + 1,
  });
  const shown = rows.slice(0, asked.limit);
  const named = await organisationsOf(
    ctx.db,
    shown.flatMap(({ grants }) => grants.map((grant) => grant.organisation)),
  );
  return { organisation, rows: shown, organisations: named, next: rows.length > asked.limit ? shown.at(-1)?.login : undefined };
}
