/** What a cataloguer looks for elsewhere, and how the two protocols say it. */
import { type CqlClause, masked, writeCql } from "#libs/sru";
import type { Rpn } from "#libs/z3950";

/** What may be asked for; all that is given must fit. */
const wantable = ["any", "title", "name", "subject", "isbn", "issn", "number"] as const;
type Wantable = (typeof wantable)[number];
export type Wanted = Partial<Record<Wantable, string>>;

/** Bib-1's use attributes; a catalogue may have others (`use`). */
const uses: Record<Wantable, number> = {
  any: 1016,
  title: 4,
  name: 1003,
  subject: 21,
  isbn: 7,
  issn: 8,
  number: 12,
};

/** Indexes that most servers of SRU have; a catalogue may have others (`indexes`). For `any` the server chooses. */
const usual: Partial<Record<Wantable, string>> = {
  title: "dc.title",
  name: "dc.creator",
  subject: "dc.subject",
  isbn: "bath.isbn",
  issn: "bath.issn",
  number: "rec.id",
};

/** As a query of Z39.50; null where nothing is asked. */
export function toRpn(wanted: Wanted, own: Partial<Record<Wantable, number>> = {}): Rpn | null {
  const terms = partsOf(wanted).map(
    ([what, term]): Rpn => ({ attributes: [{ type: 1, value: own[what] ?? uses[what] }], term }),
  );
  return joined(terms, (left, right) => ({ operator: "and", left, right }));
}

/** As a query of SRU; null where nothing is asked. */
export function toCql(wanted: Wanted, own: Partial<Record<Wantable, string>> = {}): string | null {
  const searches = partsOf(wanted).map(([what, text]): CqlClause => {
    const [index, term] = [own[what] ?? usual[what], masked(text)];
    return index === undefined
      ? { index: null, relation: null, term }
      : { index, relation: { name: "=", modifiers: [] }, term };
  });
  const clause = joined<CqlClause>(searches, (left, right) => ({
    operator: "and",
    modifiers: [],
    left,
    right,
  }));
  return clause && writeCql({ clause, sortBy: [] });
}

function joined<T>(parts: readonly T[], join: (left: T, right: T) => T): T | null {
  return parts.reduce<T | null>((left, right) => (left === null ? right : join(left, right)), null);
}

function partsOf(wanted: Wanted): [Wantable, string][] {
  return wantable.flatMap((what) => {
    const text = wanted[what]?.trim() ?? "";
    // Some indexes have these numbers as printed, most without hyphens; all take them without.
    const sent = what === "isbn" ? text.replace(/[-\s]/g, "") : text;
    return sent === "" ? [] : [[what, sent]];
  });
}
