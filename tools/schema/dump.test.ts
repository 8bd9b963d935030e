import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import pg from "pg";
import { dbTest } from "#platform/testing";
import type { Schema } from "./catalogue.ts";
import { readSchema } from "./catalogue.ts";
import { dump } from "./dump.ts";
import { schemaSql } from "./sql-text.ts";
import { schemaTypes } from "./types-text.ts";

const root = join(import.meta.dirname, "../..");

dbTest(
  "the committed schema files are those of the migrated database (else: npm run db:dump)",
  async ({ url }) => {
    for (const [file, text] of await dump(url, root)) {
      const committed = existsSync(join(root, file)) ? readFileSync(join(root, file), "utf8") : "(no file)";
      assert.equal(committed, text, `${file} is older than the migrations; run npm run db:dump`);
    }
  },
);

dbTest("a schema is printed as SQL that makes the same schema again", async ({ url, db }) => {
  await db.run`create schema trial`;
  await db.run`create table trial.loan (
    id uuid primary key, seq bigint generated always as identity, item_barcode text not null check (item_barcode <> 'It''S A CHECK'),
    due_on date not null default '2026-12-31', during tstzrange, notes text[] not null default '{}', made_at timestamptz not null,
    title_key text generated always as (lower(item_barcode)) stored, extra jsonb, exclude using gist (item_barcode with =, during with &&))`;
  await db.run`create unique index loan_open on trial.loan (item_barcode) where extra is null`;
  await db.run`create table trial.fine (id int primary key, loan_id uuid references trial.loan on delete cascade)`;
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const first = await readSchema(client, "trial");
    await client.query("drop schema trial cascade");
    await client.query("set search_path to public");
    await client.query(inDependencyOrder(schemaSql(first)));
    assert.deepEqual(await readSchema(client, "trial"), first);
    assert.match(schemaTypes(first), typesOfLoan);
  } finally {
    await client.end();
  }
});

/** The dump lists tables by name; fine refers to loan and comes first. */
function inDependencyOrder(text: string): string {
  const reference = /,\n {2}constraint fine_loan_id_fkey (.*)/;
  const [, key] = reference.exec(text) ?? [];
  return `${text.replace(reference, "")}\nalter table trial.fine add constraint fine_loan_id_fkey ${key};`;
}

const typesOfLoan =
  /LoanTable \{\n {2}id: string;\n {2}seq: GeneratedAlways<number>;\n {2}itemBarcode: string;\n {2}dueOn: Generated<string>;\n {2}during: string \| null;\n {2}notes: Generated<string\[\]>;\n {2}madeAt: Temporal\.Instant;\n {2}titleKey: GeneratedAlways<string \| null>;\n {2}extra: unknown;/;

test("a type of column nobody has decided about is refused by name", () => {
  const columns = [
    { name: "seen", type: "interval", notNull: true, default: null, identity: null, generated: false },
  ];
  const table = {
    name: "day",
    columns,
    constraints: [],
    indexes: [],
    triggers: [],
    partitionedBy: null,
    defaultPartition: null,
  };
  const schema: Schema = { name: "s", tables: [table], views: [], functions: [] };
  assert.throws(() => schemaTypes(schema), /s\.day\.seen interval/);
});
