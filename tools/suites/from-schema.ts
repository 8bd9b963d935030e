/** Values for a JSON Schema: mostly fitting, sometimes wrong on purpose. */
import fc from "fast-check";

interface Schema {
  type?: string;
  enum?: unknown[];
  const?: unknown;
  anyOf?: Schema[];
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  format?: string;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  maxItems?: number;
}

/** Texts that break things: controls, directions, surrogates, SQL, HTML, very long, empty. */
export const nastyTexts = [
  "",
  " ",
  "\u0000",
  "\ud800",
  "a\u202eb",
  "';drop table booking.claim;--",
  "<script>alert(1)</script>",
  "{0}{name}",
  "𠮷野家·古丽",
  "好".repeat(70_000),
  "../../../etc/passwd",
  "%00%ff",
  "1e309",
  "-0",
];

const nasty: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom(...nastyTexts),
  fc.constantFrom(null, true, -1, 0, 1.5, 9_007_199_254_740_992, [], {}, [[]]),
);

/** One in ten leaves is wrong on purpose. */
export function valueFor(schema: Schema): fc.Arbitrary<unknown> {
  return fc.oneof({ weight: 9, arbitrary: fitting(schema) }, { weight: 1, arbitrary: nasty });
}

function fitting(schema: Schema): fc.Arbitrary<unknown> {
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  if (schema.anyOf) return fc.oneof(...schema.anyOf.map(valueFor));
  switch (schema.type) {
    case "object":
      return objectFor(schema);
    case "array":
      return fc.array(valueFor(schema.items ?? {}), { maxLength: Math.min(schema.maxItems ?? 4, 4) });
    case "integer":
      return fc.integer({ min: schema.minimum ?? -1000, max: schema.maximum ?? 1000 });
    case "number":
      return fc.double({ min: schema.minimum ?? -1000, max: schema.maximum ?? 1000, noNaN: true });
    case "boolean":
      return fc.boolean();
    case "null":
      return fc.constant(null);
    case "string":
      return textFor(schema);
    default:
      return fc.jsonValue();
  }
}

function objectFor({ properties = {}, required = [] }: Schema): fc.Arbitrary<unknown> {
  const shape = Object.fromEntries(
    Object.entries(properties).map(([name, inner]) => [name, valueFor(inner)]),
  );
  return fc.record(shape, { requiredKeys: required.filter((name) => name in shape) });
}

function textFor({ format, minLength = 0, maxLength = 60 }: Schema): fc.Arbitrary<string> {
  if (format === "uuid") return fc.uuid();
  const when = fc.date({ min: new Date("1990-01-01"), max: new Date("2060-01-01"), noInvalidDate: true });
  if (format === "date-time") return when.map((date) => date.toISOString());
  if (format === "date") return when.map((date) => date.toISOString().slice(0, 10));
  return fc.string({ minLength, maxLength: Math.min(maxLength, 60), unit: "grapheme" });
}
