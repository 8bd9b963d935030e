/** SQL of the terms on which people become readers. */
import type { Temporal } from "temporal-polyfill";
import type { Db, Tx } from "#platform/db";

export interface ReaderTerms {
  /** How well people must be known to become readers by themselves. */
  level: number;
  /** Younger ones are children, and a guardian has to agree. */
  childUnder: number;
  childCategory: string;
  adultCategory: string;
  /** Null: until it is ended. */
  validMonths: number | null;
  /** The check of people that stands for credit. */
  creditCheck: string;
  /** What a deposit usually is. */
  depositFen: number;
  /** For how many readers one may stand. */
  guaranteesMost: number;
}

/** What holds where nobody has said. */
export const usualTerms: ReaderTerms = {
  level: 2,
  childUnder: 18,
  childCategory: "child",
  adultCategory: "adult",
  validMonths: null,
  creditCheck: "deposit-free-lending",
  depositFen: 10_000,
  guaranteesMost: 3,
};

/** Terms as a house has said them. */
export interface TermsOfHouse extends ReaderTerms {
  orgPath: string;
  organisationId: string;
}

/** The nearest terms at or above each of these paths; where there are none the path is not in it. */
export async function termsOver(db: Db, orgPaths: readonly string[]): Promise<Map<string, TermsOfHouse>> {
  const rows = await db.many<TermsOfHouse & { at: string }>`
    select distinct on (h.path) h.path as at, t.org_path, t.organisation_id, t.level, t.child_under, t.child_category, t.adult_category,
           t.valid_months, t.credit_check, t.deposit_fen, t.guarantees_most
      from unnest(${[...orgPaths]}::text[]) as h(path) join library.reader_terms t on starts_with(h.path, t.org_path)
     order by h.path, length(t.org_path) desc`;
  return new Map(rows.map(({ at, ...terms }) => [at, terms]));
}

/** The terms at a place, and whose cards are given there: those of the house that set them, else of the place's own. */
export async function termsAt(
  db: Db,
  place: { orgPath: string; organisationId: string },
): Promise<ReaderTerms & { issuerId: string }> {
  const said = (await termsOver(db, [place.orgPath])).get(place.orgPath);
  return said
    ? { ...said, issuerId: said.organisationId }
    : { ...usualTerms, issuerId: place.organisationId };
}

export async function putTerms(tx: Tx, terms: TermsOfHouse, now: Temporal.Instant): Promise<void> {
  await tx.run`
    insert into library.reader_terms (org_path, organisation_id, level, child_under, child_category, adult_category, valid_months, credit_check,
                                      deposit_fen, guarantees_most, set_at)
    values (${terms.orgPath}, ${terms.organisationId}, ${terms.level}, ${terms.childUnder}, ${terms.childCategory}, ${terms.adultCategory},
            ${terms.validMonths}, ${terms.creditCheck}, ${terms.depositFen}, ${terms.guaranteesMost}, ${now})
        on conflict (org_path) do update
       set organisation_id = excluded.organisation_id, level = excluded.level, child_under = excluded.child_under,
           child_category = excluded.child_category, adult_category = excluded.adult_category, valid_months = excluded.valid_months,
           credit_check = excluded.credit_check, deposit_fen = excluded.deposit_fen, guarantees_most = excluded.guarantees_most,
           set_at = excluded.set_at`;
}

/** Checks of people that stand for credit somewhere. */
export async function creditChecks(db: Db): Promise<Set<string>> {
  const rows = await db.many<{ creditCheck: string }>`select distinct credit_check from library.reader_terms`;
  return new Set([usualTerms.creditCheck, ...rows.map(({ creditCheck }) => creditCheck)]);
}
