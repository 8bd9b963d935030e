/** Somebody else's catalogue, as whoever runs the city has set it up in a file; nothing else is ever asked. */
import { Ajv, type ValidateFunction } from "ajv";
import { type Static, type TSchema, Type } from "typebox";

const closed = { additionalProperties: false };

const perWant = <S extends TSchema>(shape: S) => {
  const one = Type.Optional(shape);
  const all = { any: one, title: one, name: one, subject: one, isbn: one, issn: one, number: one };
  return Type.Optional(Type.Object(all, closed));
};

const every = {
  /** Names it in records that came from there. */
  id: Type.String({ pattern: "^[a-z][a-z0-9-]{0,39}$" }),
  /** As cataloguers read it. */
  name: Type.String({ minLength: 1, maxLength: 100 }),
};
const aText = Type.String({ minLength: 1, maxLength: 200 });

const Z3950Target = Type.Object(
  {
    ...every,
    protocol: Type.Literal("z39.50"),
    host: Type.String({ pattern: "^[0-9A-Za-z.:-]{1,253}$" }),
    port: Type.Integer({ minimum: 1, maximum: 65535 }),
    database: aText,
    /** In which it is asked for records. */
    syntax: Type.Enum(["usmarc", "unimarc", "xml"]),
    /** Of what it is asked and says; without one UTF-8 is proposed. */
    charset: Type.Optional(Type.Enum(["utf-8", "gb18030", "iso-8859-1"])),
    user: Type.Optional(aText),
    group: Type.Optional(aText),
    password: Type.Optional(aText),
    /** Bib-1's use attributes, where it has others than most. */
    use: perWant(Type.Integer({ minimum: 1, maximum: 65535 })),
  },
  closed,
);
export type Z3950Target = Static<typeof Z3950Target>;

const SruTarget = Type.Object(
  {
    ...every,
    protocol: Type.Literal("sru"),
    url: Type.String({ pattern: "^https?://[^\\s]+$", maxLength: 1000 }),
    version: Type.Enum(["1.1", "1.2", "2.0"]),
    /** What it calls MARCXML: `marcxml` unless told. */
    schema: Type.Optional(aText),
    /** Names of indexes, where it has others than most. */
    indexes: perWant(aText),
  },
  closed,
);
export type SruTarget = Static<typeof SruTarget>;

export type Target = Z3950Target | SruTarget;

const ajv = new Ajv({ allErrors: true });
const checks: Record<string, ValidateFunction> = {
  "z39.50": ajv.compile(Z3950Target),
  sru: ajv.compile(SruTarget),
};

/** The catalogues in a file of JSON, or everything that is wrong with it, each with its place. */
export function readTargets(text: string): Target[] | { faults: string[] } {
  let list: unknown;
  try {
    list = JSON.parse(text);
  } catch (error) {
    return { faults: [String(error)] };
  }
  if (!Array.isArray(list)) return { faults: ["/: expected a list of catalogues"] };
  const ids = new Set<unknown>();
  const faults = list.flatMap((one: unknown, at) => {
    const { id, protocol } = Object(one);
    const check = checks[String(protocol)];
    if (!check) return [`/${at}/protocol: expected "z39.50" or "sru"`];
    if (ids.has(id)) return [`/${at}/id: "${id}" stands there twice`];
    ids.add(id);
    check(one);
    return (check.errors ?? []).map(({ instancePath, message, params }) => {
      const field = params.additionalProperty ? `/${params.additionalProperty}` : "";
      return `/${at}${instancePath}${field}: ${message}`;
    });
  });
  // Each has been held against the shape of its protocol.
  return faults.length > 0 ? { faults } : (list as Target[]);
}
