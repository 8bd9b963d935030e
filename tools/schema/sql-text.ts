/** Prints a schema as the SQL that would make it, for people who review a change. */
import type { Column, Schema, Table } from "./catalogue.ts";

const heading =
  "-- Written by `npm run db:dump` from the migrated database, for review. Change migrations, not this file.\n";

/** The text of schema.sql. */
export function schemaSql(schema: Schema, extensions: string[] = []): string {
  const parts = [
    ...extensions.map((name) => `create extension ${name};`),
    `create schema ${schema.name};`,
    ...schema.tables.map((table) => tableSql(schema.name, table)),
    ...schema.views.map(
      ({ name, materialized, definition }) =>
        `create ${materialized ? "materialized " : ""}view ${schema.name}.${name} as\n${definition.trimEnd()}`,
    ),
    ...schema.functions.map((definition) => `${definition.trim()};`),
    ...schema.tables.flatMap(({ triggers }) => triggers.map((trigger) => `${trigger};`)),
  ];
  return `${heading}\n${parts.join("\n\n")}\n`;
}

function tableSql(schema: string, table: Table): string {
  const lines = [
    ...table.columns.map(columnSql),
    ...table.constraints.map(({ name, definition }) => `constraint ${name} ${plain(definition)}`),
  ];
  const partitioned = table.partitionedBy ? ` partition by ${table.partitionedBy}` : "";
  return [
    `create table ${schema}.${table.name} (\n${lines.map((line) => `  ${line}`).join(",\n")}\n)${partitioned};`,
    ...(table.defaultPartition
      ? [`create table ${table.defaultPartition} partition of ${schema}.${table.name} default;`]
      : []),
    ...table.indexes.map((index) => `${plain(index)};`),
  ].join("\n");
}

function columnSql(column: Column): string {
  const value = column.generated
    ? ` generated always as (${plain(column.default ?? "")}) stored`
    : column.identity
      ? ` generated ${column.identity} as identity`
      : column.default !== null
        ? ` default ${plain(column.default)}`
        : "";
  return `${column.name} ${column.type}${column.notNull ? " not null" : ""}${value}`;
}

/** The catalogue's text as we write it: small keywords, one line, no type behind a quoted text. */
function plain(definition: string): string {
  const quoted = /'(?:[^']|'')*'(?:::text(?!\[))?|"[^"]*"|[A-Z]{2,}|\s+/g;
  return definition.replace(quoted, (found) => {
    if (found.startsWith('"')) return found;
    if (found.startsWith("'")) return found.replace(/::text$/, "");
    return found.trim() === "" ? " " : found.toLowerCase();
  });
}
