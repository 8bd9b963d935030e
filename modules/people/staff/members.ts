/** Staff as managers and auditors see them: who works where, with which roles, who stands in for whom, who leaves. */
import { Temporal } from "temporal-polyfill";
import { organisationsOf } from "#places";
import { roles } from "#platform/auth";
import type { Ctx } from "#platform/ctx";
import { found } from "#platform/errors";
import { named } from "#platform/i18n";
import { allowancesOf } from "../cover/store.ts";
import { coverViews } from "../cover/view.ts";
import { leavingOf } from "../leaving/store.ts";
import { may } from "../may.ts";
import { identityView } from "../provider/invite.ts";
import { organisationNamed } from "./grants.ts";
import * as store from "./store.ts";

const mostColleagues = 40;

/** Staff of an organisation and everything below it, with all their roles, a page at a time; with what the asker may do. */
export async function staffOf(
  ctx: Ctx,
  asked: {
    organisation: string;
    q?: string | undefined;
    after?: string | undefined;
    limit?: number | undefined;
  },
) {
  const organisation = await organisationNamed(ctx, asked.organisation);
  const limit = asked.limit ?? 50;
  const rows = await store.staffUnder(ctx.db, {
    path: organisation.path,
    after: asked.after ?? "",
    now: ctx.clock(),
    limit: limit + 1,
    named: asked.q?.trim() || null,
  });
  return {
    organisation: { id: organisation.id, name: named(organisation, ctx.locale) },
    items: await memberViews(ctx, rows.slice(0, limit)),
    next: rows.length > limit ? (rows[limit - 1]?.login ?? null) : null,
    canGive: roles.filter((role) => may["grant.set"](ctx.actor, { role, path: organisation.path })),
  };
}

/** One of them, with the colleagues the asker is over as well: all whom the name fits, or those who work nearest. */
export async function memberOf(
  ctx: Ctx,
  account: string,
  { colleague }: { colleague?: string | undefined } = {},
) {
  const now = ctx.clock();
  const staff = found(await store.staffByAccount(ctx.db, account), "staff", account);
  const [row] = await store.staffUnder(ctx.db, { path: "", after: "", now, limit: 1, account });
  // Without any role there is no row to list.
  const [member] = await memberViews(ctx, [
    row ?? { ...staff, secondFactor: staff.totpConfirmedAt !== null, grants: [] },
  ]);
  const [standIns, colleagues, leaving, identity] = await Promise.all([
    allowancesOf(ctx.db, account),
    colleaguesOf(ctx, row?.grants ?? [], { except: account, named: colleague?.trim() || null }),
    leavingOf(ctx.db, account),
    identityView(ctx, account),
  ]);
  return {
    ...found(member, "staff", account),
    standIns: standIns.map(({ standIn, name, login }) => ({ account: standIn, name, login })),
    ...colleagues,
    leaving: leaving?.id ?? null,
    identity,
  };
}

async function memberViews(ctx: Ctx, people: readonly store.StaffListRow[]) {
  const organisations = await organisationsOf(
    ctx.db,
    people.flatMap(({ grants }) => grants.map((grant) => grant.organisation)),
  );
  const covers = await coverViews(
    ctx,
    people.map(({ account }) => account),
  );
  return people.map((person) => ({
    account: person.account,
    name: person.name,
    login: person.login,
    secondFactor: person.secondFactor,
    isNew: person.mustChange,
    leavesAt: person.leavesAt?.toString() ?? null,
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
    covers: covers.filter(
      ({ covered, standIn }) => covered.account === person.account || standIn.account === person.account,
    ),
    can: may["staff.over"](ctx.actor, person) ? allowed(person) : [],
  }));
}

function allowed({ secondFactor, leavesAt, grants }: store.StaffListRow) {
  return [
    ...(grants.length > 0 && !leavesAt ? (["cover"] as const) : []),
    "reset" as const,
    ...(secondFactor ? (["reset-second-factor"] as const) : []),
    "leave" as const,
  ];
}

/** Those the asker is over, in the widest part of the tree that holds all roles of this person. */
async function colleaguesOf(
  ctx: Ctx,
  grants: readonly { path: string }[],
  { except, named }: { except: string; named: string | null },
) {
  const above = [...new Set(ctx.actor.grants.map(({ path }) => path))].filter(
    (path) => grants.length > 0 && grants.every((grant) => grant.path.startsWith(path)),
  );
  const [widest] = above.sort((one, other) => one.length - other.length);
  if (widest === undefined) return { colleagues: [], moreColleagues: false };
  const rows = await store.colleaguesUnder(ctx.db, {
    path: widest,
    near: grants.map(({ path }) => path),
    except,
    named,
    now: ctx.clock(),
    limit: mostColleagues + 1,
  });
  return {
    colleagues: rows
      .slice(0, mostColleagues)
      .filter((row) => may["staff.over"](ctx.actor, row))
      .map(({ account, name, login }) => ({ account, name, login })),
    moreColleagues: rows.length > mostColleagues,
  };
}

/** PostgreSQL writes instants into JSON with its own offset. */
function instantText(at: string): string {
  return Temporal.Instant.from(at).toString();
}
