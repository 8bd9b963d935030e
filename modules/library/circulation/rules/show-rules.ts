/** Rules of lending as the desk reads them: in force, coming and past, the most specific first. */
import type { AnswerOf } from "#contract";
import { organisationOf } from "#places";
import { pathsHeld } from "#platform/auth";
import { type Ctx, textFor, today } from "#platform/ctx";
import { found } from "#platform/errors";
import { may, seers } from "../../may.ts";
import { choicesFor, housesAt, namesFor } from "./choices.ts";
import type { loanRules } from "./contract.ts";
import { fallbackLimit, type LimitMatch } from "./limit.ts";
import { narrowestFirst, pathsUp } from "./match.ts";
import { ruleBook } from "./rule-book.ts";
import { amnestiesOf } from "./rule-store.ts";
import { fallbackTerms, holding, type LoanLimit, type LoanRule } from "./ruling.ts";
import { limitSaid, matchSaid, termsSaid } from "./sentences.ts";

type Shown = AnswerOf<typeof loanRules>;
type Standing = "in-force" | "coming" | "past";

/** Older versions are in the database; a page tells the latest. */
const mostPast = 200;

/** How versions stand on a day. Pure. */
export function standingOn<V extends LoanRule | LoanLimit>(
  versions: readonly V[],
  on: string,
): Map<V, Standing> {
  const now = new Set(holding(versions, on));
  return new Map(
    versions.map((one) => {
      if (now.has(one)) return [one, "in-force"];
      // What begins later is overtaken by what is written after it and begins no later.
      const comes = one.since > on && holding(versions, one.since).includes(one);
      return [one, comes ? "coming" : "past"];
    }),
  );
}

export async function showRules(ctx: Ctx, organisation: string | undefined): Promise<Shown> {
  const houses = await housesAt(ctx, pathsHeld(ctx.actor, ...seers));
  const id = organisation ?? houses[0]?.id;
  const house = id === undefined ? null : found(await organisationOf(ctx.db, id), "organisation", id);
  const book = await ruleBook(ctx.db);
  const path = house?.path ?? "";
  const up = house ? pathsUp(path) : [];
  // What speaks of the house's things from above, and what speaks of those below it.
  const rules = house ? book.rules.filter(({ match: { owner } }) => isNear(owner, path)) : [];
  const limits = house
    ? book.limits.filter(({ match }) => isNear(match.owner ?? match.home ?? "", path))
    : [];
  const amnesties = await amnestiesOf(ctx.db, up);
  const names = await namesFor(ctx, { rules, limits }, [path, ...amnesties.map(({ orgPath }) => orgPath)]);
  const text = textFor(ctx);
  const on = today(ctx).toString();
  const ruleStanding = standingOn(rules, on);
  const limitStanding = standingOn(limits, on);
  const ofVersion = ({ id: version, ...one }: LoanRule | LoanLimit, standing: Standing | undefined) => ({
    ...{ id: version, version: one.version, since: one.since, until: one.until, basis: one.basis },
    standing: standing ?? "past",
    setBy: names.organisation(one.orgPath),
    own: one.orgPath === path,
  });
  return {
    houses,
    house: house && { id: house.id, name: names.organisation(path) },
    own: house ? await housesAt(ctx, [path]) : [],
    rules: latest(
      rules.toSorted((a, b) => narrowestFirst(a.match, b.match) || b.version - a.version),
      ruleStanding,
    ).map((one) => ({
      ...ofVersion(one, ruleStanding.get(one)),
      about: {
        ...one.match,
        owner: names.idOf(one.match.owner),
        home: one.match.home && names.idOf(one.match.home),
        lentAt: one.match.lentAt && names.idOf(one.match.lentAt),
      },
      matches: matchSaid(one.match, names, text),
      terms: one.terms,
      says: one.terms ? termsSaid(one.terms, text) : [text("loan-rule.says.repealed")],
    })),
    fallback: termsSaid(fallbackTerms, text),
    limits: latest(limits.toSorted(tightestFirst), limitStanding).map((one) => ({
      ...ofVersion(one, limitStanding.get(one)),
      ...limitSaid(one.match, names, text),
      about: idsIn(one.match, names.idOf),
      most: one.most,
    })),
    fallbackMost: fallbackLimit.most,
    amnesties: amnesties.map(({ line, firstDay, lastDay, basis, repealed, orgPath }) => ({
      ...{ line, firstDay, lastDay, basis },
      standing: repealed ? "repealed" : lastDay < on ? "past" : firstDay > on ? "coming" : "in-force",
      setBy: names.organisation(orgPath),
      own: orgPath === path,
    })),
    choices: await choicesFor(ctx, book, house ? [path] : []),
    can: house && may["loan-rules.write"](ctx.actor, { orgPath: path }) ? ["write"] : [],
  };
}

const isNear = (said: string, path: string) => said.startsWith(path) || path.startsWith(said);

const idsIn = (match: LimitMatch, idOf: (path: string) => string | null) => ({
  owner: match.owner && idOf(match.owner),
  types: [...(match.types ?? [])],
  categories: [...(match.categories ?? [])],
  guarantees: [...(match.guarantees ?? [])],
  home: match.home && idOf(match.home),
});

const tightestFirst = (a: LoanLimit, b: LoanLimit) =>
  (a.most ?? Number.POSITIVE_INFINITY) - (b.most ?? Number.POSITIVE_INFINITY) || b.version - a.version;

/** All that hold or will, and as many of those that are past as a page tells. */
function latest<V extends LoanRule | LoanLimit>(
  versions: readonly V[],
  standing: ReadonlyMap<V, Standing>,
): V[] {
  const past = versions
    .filter((one) => standing.get(one) === "past")
    .toSorted((a, b) => (a.since < b.since ? 1 : -1));
  return [...versions.filter((one) => standing.get(one) !== "past"), ...past.slice(0, mostPast)];
}
