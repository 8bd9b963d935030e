/** A query as a small tree, from and to the type-1 query of the standard. */
import { bib1 } from "./oids.ts";
import type { AttributeElement, AttributesPlusTerm, Proximity, Query, RpnStructure, Term } from "./query.ts";

/** What a term means: `{ type: 1, value: 4 }` is Bib-1's use attribute for titles, `@attr 1=4` in the notation of YAZ. */
export interface Attribute {
  /** Identifier of another set than that of the query. */
  set?: string;
  type: number;
  value: number | string;
}

/** What is looked for in one index. */
export interface RpnTerm {
  attributes: readonly Attribute[];
  term: string;
}

export type Rpn =
  | RpnTerm
  | { resultSet: string }
  | { operator: "and" | "or" | "and-not"; left: Rpn; right: Rpn }
  | { operator: "prox"; proximity: Proximity; left: Rpn; right: Rpn };

/** What is against a query, by the number of the Bib-1 diagnostic. */
export interface QueryFault {
  condition: number;
  addinfo: string;
}

/** Terms are bytes in what both have agreed on, or whoever set up the connection has found out: UTF-8 unless told. */
type Encode = (text: string) => Uint8Array;
type Decode = (bytes: Uint8Array) => string;
const toUtf8: Encode = (text) => new TextEncoder().encode(text);
const fromUtf8: Decode = (bytes) => new TextDecoder().decode(bytes);

export function toQuery(rpn: Rpn, encode = toUtf8): Query {
  return { "type-1": { attributeSet: bib1, rpn: toStructure(rpn, encode) } };
}

function toStructure(rpn: Rpn, encode: Encode): RpnStructure {
  if ("resultSet" in rpn) return { op: { resultSet: rpn.resultSet } };
  if (!("operator" in rpn)) return { op: { attrTerm: toAttributesPlusTerm(rpn, encode) } };
  const [rpn1, rpn2] = [toStructure(rpn.left, encode), toStructure(rpn.right, encode)];
  const joined = { and: { and: null }, or: { or: null }, "and-not": { "and-not": null } };
  const op = rpn.operator === "prox" ? { prox: rpn.proximity } : joined[rpn.operator];
  return { rpnRpnOp: { rpn1, rpn2, op } };
}

/** As Scan has it by itself. */
export function toAttributesPlusTerm({ attributes, term }: RpnTerm, encode = toUtf8): AttributesPlusTerm {
  return {
    attributes: attributes.map(({ set, type, value }) => ({
      ...(set !== undefined && { attributeSet: set }),
      attributeType: type,
      attributeValue:
        typeof value === "number" ? { numeric: value } : { complex: { list: [{ string: value }] } },
    })),
    term: { general: encode(term) },
  };
}

/** The tree, with the set its attributes are from; or what of the query we do not take. */
export function fromQuery(query: Query, decode = fromUtf8): { set: string; rpn: Rpn } | QueryFault {
  const sent = "type-1" in query ? query["type-1"] : "type-101" in query ? query["type-101"] : null;
  if (!sent) return { condition: 107, addinfo: Object.keys(query).join() };
  try {
    return { set: sent.attributeSet, rpn: fromStructure(sent.rpn, decode) };
  } catch (error) {
    if (error instanceof NotTaken) return error.fault;
    throw error;
  }
}

export function fromAttributesPlusTerm(sent: AttributesPlusTerm, decode = fromUtf8): RpnTerm | QueryFault {
  try {
    return readTerm(sent, decode);
  } catch (error) {
    if (error instanceof NotTaken) return error.fault;
    throw error;
  }
}

class NotTaken extends Error {
  readonly fault: QueryFault;

  constructor(condition: number, addinfo: string) {
    super(`${condition} ${addinfo}`);
    this.fault = { condition, addinfo };
  }
}

function fromStructure(sent: RpnStructure, decode: Decode): Rpn {
  if ("rpnRpnOp" in sent) {
    const { rpn1, rpn2, op } = sent.rpnRpnOp;
    const [left, right] = [fromStructure(rpn1, decode), fromStructure(rpn2, decode)];
    if ("prox" in op) return { operator: "prox", proximity: op.prox, left, right };
    return { operator: "and" in op ? "and" : "or" in op ? "or" : "and-not", left, right };
  }
  if ("resultAttr" in sent.op) throw new NotTaken(245, sent.op.resultAttr.resultSet);
  if ("resultSet" in sent.op) return { resultSet: sent.op.resultSet };
  return readTerm(sent.op.attrTerm, decode);
}

function readTerm({ attributes, term }: AttributesPlusTerm, decode: Decode): RpnTerm {
  return { attributes: attributes.map(readAttribute), term: textOf(term, decode) };
}

function readAttribute({ attributeSet, attributeType, attributeValue }: AttributeElement): Attribute {
  const own = { ...(attributeSet !== undefined && { set: attributeSet }), type: attributeType };
  if ("numeric" in attributeValue) return { ...own, value: attributeValue.numeric };
  const { list, semanticAction } = attributeValue.complex;
  const [first, ...others] = list;
  // Several values are a choice between them, with an action that says how (3.7.1): nobody sends it.
  if (!first || others.length > 0 || semanticAction) throw new NotTaken(246, String(attributeType));
  return { ...own, value: "string" in first ? first.string : first.numeric };
}

function textOf(term: Term, decode: Decode): string {
  if ("general" in term) return decode(term.general);
  if ("characterString" in term) return term.characterString;
  if ("numeric" in term) return String(term.numeric);
  throw new NotTaken(229, Object.keys(term).join());
}
