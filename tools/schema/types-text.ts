/** Prints a schema as Kysely's table types. Column names in camelCase, as the connection hands them out. */
import type { Column, Schema } from "./catalogue.ts";

const types: Record<string, string> = {
  boolean: "boolean",
  smallint: "number",
  integer: "number",
  bigint: "number",
  real: "number",
  "double precision": "number",
  numeric: "number",
  text: "string",
  "character varying": "string",
  character: "string",
  uuid: "string",
  date: "string",
  "time without time zone": "string",
  "timestamp with time zone": "Temporal.Instant",
  bytea: "Buffer",
  json: "unknown",
  jsonb: "unknown",
  tsvector: "string",
  inet: "string",
  // Transaction numbers are compared by the database, never counted with.
  xid8: "string",
  int4range: "string",
  int8range: "string",
  numrange: "string",
  daterange: "string",
  tstzrange: "string",
  int4multirange: "string",
  datemultirange: "string",
  tstzmultirange: "string",
};
/** Arrays that `pg` takes apart as it does their elements, but for whole numbers that may be large; others come as text or with Dates in them. */
const arrays = new Set([
  "boolean",
  "smallint",
  "integer",
  "bigint",
  "text",
  "uuid",
  "real",
  "double precision",
]);

/** The text of schema.gen.ts, with one interface a table and `<Schema>Tables` naming them all. */
export function schemaTypes(schema: Schema): string {
  const relations = [...schema.tables, ...schema.views].sort((a, b) => (a.name < b.name ? -1 : 1));
  const interfaces = relations.map(
    ({ name, columns }) =>
      `export interface ${pascal(name)}Table {\n${columns.map((column) => `  ${camel(column.name)}: ${columnType(schema, name, column)};`).join("\n")}\n}`,
  );
  const all = relations
    .map(({ name }) => `  "${schema.name}.${camel(name)}": ${pascal(name)}Table;`)
    .join("\n");
  const body = `${interfaces.join("\n\n")}\n\nexport interface ${pascal(schema.name)}Tables {\n${all}\n}\n`;
  const used = ["Generated", "GeneratedAlways"].filter((name) => new RegExp(`\\b${name}<`).test(body));
  return [
    "// Written by `npm run db:dump` from the migrated database. Change migrations, not this file.",
    ...(used.length > 0 ? [`import type { ${used.join(", ")} } from "kysely";`] : []),
    ...(/\bTemporal\./.test(body) ? ['import type { Temporal } from "temporal-polyfill";'] : []),
    "",
    body,
  ].join("\n");
}

function columnType(schema: Schema, relation: string, column: Column): string {
  const element = column.type.replace(/\[\]$/, "").replace(/\(.*?\)/, "");
  const known = types[element];
  if (!known || (column.type.endsWith("[]") && !arrays.has(element))) {
    throw new Error(
      `tools/schema/types-text.ts knows no TypeScript for ${schema.name}.${relation}.${column.name} ${column.type}`,
    );
  }
  const one = column.type.endsWith("[]") ? `${element === "bigint" ? "string" : known}[]` : known;
  const value = column.notNull || known === "unknown" ? one : `${one} | null`;
  if (column.generated || column.identity === "always") return `GeneratedAlways<${value}>`;
  return column.default !== null || column.identity ? `Generated<${value}>` : value;
}

function camel(name: string): string {
  // Kysely's plugin would not find the way back from "line1" to "line_1".
  if (/_\d/.test(name)) throw new Error(`${name}: no digit after an underscore in a name of the database`);
  return name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

function pascal(name: string): string {
  const small = camel(name);
  return small.charAt(0).toUpperCase() + small.slice(1);
}
