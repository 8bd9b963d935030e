/** Covers as the pages show them. */
import { organisationsOf } from "#places";
import type { Ctx } from "#platform/ctx";
import { named } from "#platform/i18n";
import { may } from "../may.ts";
import { heldByMany } from "../staff/grants.ts";
import * as store from "./store.ts";

/** Covers of these accounts that run or will run, with what the asker may do about each. */
export async function coverViews(ctx: Ctx, accounts: readonly string[]) {
  const now = ctx.clock();
  const rows = await store.coversOf(ctx.db, accounts, now);
  const organisations = await organisationsOf(
    ctx.db,
    rows.flatMap(({ roles }) => roles.map(({ organisation }) => organisation)),
  );
  const held = await heldByMany(
    ctx,
    rows.map(({ covered }) => covered),
  );
  return rows.map((row) => ({
    id: row.id,
    covered: { account: row.covered, name: row.coveredName },
    standIn: { account: row.standIn, name: row.standInName },
    from: row.validFrom.toString(),
    to: row.validTo.toString(),
    running: row.validFrom.epochNanoseconds <= now.epochNanoseconds,
    pauses: row.pauses,
    roles: row.roles.map(({ role, organisation }) => {
      const of = organisations.get(organisation);
      return { role, organisation: of ? named(of, ctx.locale) : "" };
    }),
    can: may["cover.end"](ctx.actor, { ...row, grants: held.get(row.covered) ?? [] })
      ? (["end"] as const).slice()
      : [],
  }));
}

/** One's own covers on both sides, and the colleagues one may hand over to. */
export async function ownCovers(ctx: Ctx, account: string) {
  const colleagues = await store.allowancesOf(ctx.db, account);
  return {
    items: await coverViews(ctx, [account]),
    colleagues: colleagues.map(({ standIn, name, login }) => ({ account: standIn, name, login })),
  };
}
