/** The type-1 query: terms with attributes, joined by operators in Reverse Polish Notation (ISO 23950, 3.7). */
import {
  type Asn1,
  any,
  choice,
  explicit,
  implicit,
  lazy,
  type Of,
  optional,
  sequence,
  sequenceOf,
} from "./asn1.ts";
import { resultSetId } from "./parts.ts";
import { boolean, external, integer, nothing, octets, oid, text } from "./simple.ts";

const attributeElement = sequence({
  attributeSet: optional(implicit(1, oid)),
  attributeType: implicit(120, integer),
  attributeValue: choice({
    numeric: implicit(121, integer),
    complex: implicit(
      224,
      sequence({
        list: implicit(1, sequenceOf(choice({ string: implicit(1, text), numeric: implicit(2, integer) }))),
        semanticAction: optional(implicit(2, sequenceOf(integer))),
      }),
    ),
  }),
});
export type AttributeElement = Of<typeof attributeElement>;

export const attributeList = implicit(44, sequenceOf(attributeElement));

export const term = choice({
  general: implicit(45, octets),
  numeric: implicit(215, integer),
  characterString: implicit(216, text),
  oid: implicit(217, oid),
  dateTime: implicit(218, text),
  external: implicit(219, external),
  integerAndUnit: implicit(220, any),
  null: implicit(221, nothing),
});
export type Term = Of<typeof term>;

export const attributesPlusTerm = implicit(102, sequence({ attributes: attributeList, term }));
export type AttributesPlusTerm = Of<typeof attributesPlusTerm>;

const proximity = sequence({
  exclusion: optional(implicit(1, boolean)),
  distance: implicit(2, integer),
  ordered: implicit(3, boolean),
  relationType: implicit(4, integer),
  proximityUnitCode: explicit(5, choice({ known: implicit(1, integer), private: implicit(2, integer) })),
});
export type Proximity = Of<typeof proximity>;

const operand = choice({
  attrTerm: attributesPlusTerm,
  resultSet: resultSetId,
  resultAttr: implicit(214, sequence({ resultSet: resultSetId, attributes: attributeList })),
});

const operator = explicit(
  46,
  choice({
    and: implicit(0, nothing),
    or: implicit(1, nothing),
    "and-not": implicit(2, nothing),
    prox: implicit(3, proximity),
  }),
);

export type RpnStructure =
  | { op: Of<typeof operand> }
  | { rpnRpnOp: { rpn1: RpnStructure; rpn2: RpnStructure; op: Of<typeof operator> } };

const rpnStructure: Asn1<RpnStructure> = choice({
  op: explicit(0, operand),
  rpnRpnOp: implicit(
    1,
    sequence({ rpn1: lazy(() => rpnStructure), rpn2: lazy(() => rpnStructure), op: operator }),
  ),
});

const rpnQuery = sequence({ attributeSet: oid, rpn: rpnStructure });

export const query = choice({
  "type-1": implicit(1, rpnQuery),
  "type-2": explicit(2, octets),
  "type-100": explicit(100, octets),
  "type-101": implicit(101, rpnQuery),
  "type-102": explicit(102, octets),
  "type-104": implicit(104, external),
});
export type Query = Of<typeof query>;
