/** What somebody who leaves has in hand: roles, people they help, covers, and what every module adds. */

import type { Temporal } from "temporal-polyfill";
import { organisationsOf } from "#places";
import { type LeavingLine, type Person, staffLeaving } from "#platform/auth";
import type { Ctx } from "#platform/ctx";
import { coversOf } from "../cover/store.ts";
import { grantsOf } from "../staff/store.ts";
import * as store from "./store.ts";

export interface InHand {
  lines: LeavingLine[];
  /** Organisations whose roles they hold. */
  paths: string[];
}

// texts: leaving.line.*
/** Everything, people's own first. `at`: the moment from which they are gone; who else holds a role is asked about that one. */
export async function inHand(ctx: Ctx, person: Person, at: Temporal.Instant): Promise<InHand> {
  const now = ctx.clock();
  const grants = await grantsOf(ctx.db, person.account, now);
  const [organisations, others, helping, covers, more] = await Promise.all([
    organisationsOf(
      ctx.db,
      grants.map(({ organisation }) => organisation),
    ),
    store.othersHolding(ctx.db, { account: person.account, grants, at }),
    store.helpingOf(ctx.db, person.account, now),
    coversOf(ctx.db, [person.account], now),
    ctx.slots.gather(staffLeaving, ctx, { ...person, grants }),
  ]);
  const othersOf = new Map(others.map((row) => [row.id, row.others]));
  const own: LeavingLine[] = [
    ...grants.map((grant) => ({
      ref: `grant ${grant.id}`,
      key: `leaving.line.role.${grant.role}`,
      values: {
        organisation: organisations.get(grant.organisation)?.name ?? grant.path,
        others: othersOf.get(grant.id) ?? 0,
      },
      href: null,
    })),
    ...counted("helping", helping.helped),
    ...counted("papers", helping.papers),
    ...counted("covers", covers.length),
  ];
  return { lines: [...own, ...more], paths: [...new Set(grants.map(({ path }) => path))] };
}

function counted(what: "helping" | "papers" | "covers", count: number): LeavingLine[] {
  return count === 0 ? [] : [{ ref: what, key: `leaving.line.${what}`, values: { count }, href: null }];
}
