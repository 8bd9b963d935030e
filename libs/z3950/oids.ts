/** Identifiers of what Z39.50 refers to; all begin with that of the standard. */
const z3950 = "1.2.840.10003";

/** Record syntaxes that libraries exchange records in. */
export const recordSyntaxes = {
  unimarc: `${z3950}.5.1`,
  usmarc: `${z3950}.5.10`,
  sutrs: `${z3950}.5.101`,
  opac: `${z3950}.5.102`,
  "grs-1": `${z3950}.5.105`,
  xml: `${z3950}.5.109.10`,
} as const;
export type RecordSyntax = keyof typeof recordSyntaxes;

/** The name of a syntax, or null for one that is none of these. */
export function recordSyntaxOf(oid: string | undefined): RecordSyntax | null {
  const [name = null] = Object.entries(recordSyntaxes).find(([, one]) => one === oid) ?? [];
  // The keys of `recordSyntaxes`.
  return name as RecordSyntax | null;
}

/** The set of attributes, and that of diagnostics, in which libraries search. */
export const bib1 = `${z3950}.3.1`;
export const bib1Diagnostics = `${z3950}.4.1`;

/** Character set and language negotiation 3. */
export const charsetNegotiation = `${z3950}.15.3`;
/** ISO 10646 level in UTF-8. */
export const utf8Level = "1.0.10646.1.0.8";
