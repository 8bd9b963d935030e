/** Who is reviewed how, and which stations are excused, as the contract shows it. */
import type { AnswerOf, InputOf } from "#contract";
import { pathsHeld, withoutCover } from "#platform/auth";
import type { Ctx } from "#platform/ctx";
import { named } from "#platform/i18n";
import { ownRulesBelow, pathsWithOnePerson, usualNeed } from "#platform/publishing";
import { organisationsByPaths, organisationsCovered } from "../network/organisation-store.ts";
import type * as contract from "./contract.ts";

const perPage = 100;
const mostOffered = 50;

/** Rules of the asker's organisations page by page, and the organisations for which they may say them: the first, or those that `q` names. */
export async function reviewRulesView(
  ctx: Ctx,
  { q, after = "" }: InputOf<typeof contract.reviewRules>["query"],
): Promise<AnswerOf<typeof contract.reviewRules>> {
  const paths = ctx.actor.grants.map(({ path }) => path);
  const rules = await ownRulesBelow(ctx.db, paths, { after, limit: perPage + 1 });
  const page = rules.slice(0, perPage);
  const known = await organisationsByPaths(
    ctx.db,
    page.map(({ orgPath }) => orgPath),
  );
  const withOne = await pathsWithOnePerson(
    ctx,
    page.flatMap(({ orgPath, aloneBecause }) => (aloneBecause === null ? [] : [orgPath])),
  );
  const own = withoutCover(ctx.actor);
  const offered = await organisationsCovered(ctx.db, {
    at: pathsHeld(own, "admin"),
    below: pathsHeld(own, "manager"),
    words: q ?? null,
    limit: mostOffered + 1,
  });
  return {
    items: page.flatMap(({ orgPath, reviews, proofs, reason, aloneBecause }) => {
      const one = known.get(orgPath);
      if (!one) return [];
      return {
        organisation: { id: one.id, name: named(one, ctx.locale) },
        review: reviews === null || proofs === null ? null : { reviews, proofs, reason: reason ?? "" },
        alone: aloneBecause === null ? null : { reason: aloneBecause, applies: withOne.has(orgPath) },
      };
    }),
    next: rules.length > perPage ? (page.at(-1)?.orgPath ?? null) : null,
    usual: usualNeed,
    organisations: offered.slice(0, mostOffered).map((one) => ({ id: one.id, name: named(one, ctx.locale) })),
    more: offered.length > mostOffered,
  };
}
