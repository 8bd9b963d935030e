/** An organisation writes the next version of one of its rules, or repeals it. Loans that were made by an earlier one keep to it. */
import { organisationOf, organisationsOf, placeOf } from "#places";
import { audit } from "#platform/audit";
import type { TxCtx } from "#platform/ctx";
import { type FieldFault, found, invalid, refused } from "#platform/errors";
import type { Match } from "./match.ts";
import { ruleBook } from "./rule-book.ts";
import { insertRule } from "./rule-store.ts";
import { type LoanRule, lastVersion } from "./ruling.ts";
import type { Guarantee, Terms } from "./terms.ts";
import { beginOf, faultsOfSpan, type WrittenInput } from "./written.ts";

export interface RuleInput extends WrittenInput {
  /** What it is about, organisations and places by id. */
  about: {
    /** Null: all that the organisation and those below it own. */
    owner: string | null;
    place: string | null;
    shelf: string | null;
    type: string | null;
    category: string | null;
    guarantee: Guarantee | null;
    home: string | null;
    lentAt: string | null;
  };
  /** Null: repealed. */
  terms: Terms | null;
}

/** Refuses what is not the house's own, names nobody has, a day that is past or far off, what would do nothing, and a version written after one that is not the last any more. */
export async function putRule(ctx: TxCtx, input: RuleInput): Promise<{ id: string; version: number }> {
  const { id: organisationId, path: orgPath } = found(
    await organisationOf(ctx.db, input.organisation),
    "organisation",
    input.organisation,
  );
  const { match, faults: unknown } = await matchOf(ctx, orgPath, input.about);
  const before = lastVersion((await ruleBook(ctx.db)).rules, { orgPath, match });
  const faults = [...unknown, ...faultsOfSpan(ctx, input), ...faultsOf(ctx, input, before)];
  if (faults.length > 0) throw invalid(faults);
  const made = await insertRule(ctx.db, {
    ...{ organisationId, orgPath, match, terms: input.terms },
    ...{ since: beginOf(ctx, input), until: input.until, basis: input.basis, after: input.after },
    setAt: ctx.clock(),
  });
  if (made === null) throw refused("loan-rule.meanwhile");
  await audit(ctx, {
    what: input.terms === null ? "loan-rule.repealed" : "loan-rule.put",
    on: { kind: "organisation", id: organisationId },
    detail: { rule: made.id, version: made.version, ...match, since: input.since },
  });
  return made;
}

async function matchOf(
  { db }: TxCtx,
  orgPath: string,
  about: RuleInput["about"],
): Promise<{ match: Match; faults: FieldFault[] }> {
  const ids = [about.owner, about.home, about.lentAt].flatMap((id) => id ?? []);
  const organisations = await organisationsOf(db, ids);
  const pathOf = (id: string | null) => (id === null ? null : (organisations.get(id)?.path ?? null));
  const owner = about.owner === null ? orgPath : pathOf(about.owner);
  const missing = (["home", "lentAt"] as const).filter(
    (one) => about[one] !== null && pathOf(about[one]) === null,
  );
  const place = about.place === null ? null : await placeOf(db, about.place);
  const { shelf, type, category, guarantee } = about;
  return {
    match: {
      ...{ owner: owner ?? orgPath, place: about.place, shelf, type, category, guarantee },
      ...{ home: pathOf(about.home), lentAt: pathOf(about.lentAt) },
    },
    faults: [
      ...(owner === null || !owner.startsWith(orgPath)
        ? [{ field: "/body/about/owner", id: "loan-rule.not-own" }]
        : []),
      ...missing.map((one) => ({ field: `/body/about/${one}`, id: "loan-rule.unknown" })),
      ...(about.place !== null && place === null
        ? [{ field: "/body/about/place", id: "loan-rule.unknown" }]
        : []),
      ...(shelf !== null && about.place === null
        ? [{ field: "/body/about/shelf", id: "loan-rule.shelf-of-place" }]
        : []),
    ],
  };
}

function faultsOf(ctx: TxCtx, input: RuleInput, before: LoanRule | undefined): FieldFault[] {
  const { terms } = input;
  if (terms === null)
    return before?.terms ? [] : [{ field: "/body/terms", id: "loan-rule.nothing-to-repeal" }];
  const { renewals, renewDays, untilDay, late } = terms;
  return [
    ...(terms.lends && renewals > 0 && renewDays === 0
      ? [{ field: "/body/terms/renewDays", id: "loan-rule.renewed-for-nothing" }]
      : []),
    ...(untilDay !== null && untilDay < beginOf(ctx, input)
      ? [{ field: "/body/terms/untilDay", id: "loan-rule.term-over" }]
      : []),
    ...(late.kind === "fee" && late.mostFen < late.fenPerDay
      ? [{ field: "/body/terms/late/mostFen", id: "loan-rule.most-below-one" }]
      : []),
  ];
}
