/** The register of personal data against every table of every module: what people are told is what is kept. */
import assert from "node:assert/strict";
import { aResident, aStaff } from "#people/testing";
import { anOrganisation } from "#places/testing";
import { personalFields } from "#platform/auth";
import { type Ctx, inTx, type TxCtx } from "#platform/ctx";
import { newId, sql } from "#platform/db";
import { Problem } from "#platform/errors";
import { deliverAll } from "#platform/events";
import { performer, type RawInput } from "#platform/http";
import { joinSlots } from "#platform/slots";
import { dbTest, settled } from "#platform/testing";
import { modules, operations } from "./modules.ts";

const slots = joinSlots(modules.flatMap((module) => module.slots ?? []));
const { perform } = performer(operations, { checkAnswers: true });

/** Names of columns that hold somebody, whatever the table: a new one must be in the register before it is in a table. */
const ofSomebody =
  /^(subject|person|account|holder|resident|reader|patron|member|volunteer|ward|guardian|agent|phone|born|birthday|login|email|writers?|by|on_behalf_of|acting_for|.*_(by|subject|account|person|phone|reader|holder))$/;

/** Columns with such a name that hold nobody: the number of a house's telephone. */
const ofThings: readonly string[] = ["places.facility.phone"];

async function registered(ctx: Ctx): Promise<Map<string, Set<string>>> {
  const fields = await slots.gather(personalFields, ctx, {});
  const columns = fields.flatMap((field) => field.columns);
  const twice = columns.filter((column, at) => columns.indexOf(column) !== at);
  assert.deepEqual(twice, [], "named twice in the register");
  return grouped(columns);
}

/** Columns by `schema.table`. */
function grouped(columns: readonly string[]): Map<string, Set<string>> {
  const tables = new Map<string, Set<string>>();
  for (const name of columns) {
    const [schema, table, column] = name.split(".");
    const key = `${schema}.${table}`;
    tables.set(key, (tables.get(key) ?? new Set()).add(column ?? ""));
  }
  return tables;
}

/** Every table of the modules and the platform; parts of a partitioned table are the table itself. */
async function tablesOf(ctx: Ctx): Promise<Map<string, Set<string>>> {
  const schemas = [...modules.map(({ name }) => name), "platform"];
  const rows = await ctx.db.many<{ name: string }>`
    select n.nspname || '.' || c.relname || '.' || a.attname as name
      from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
     where n.nspname = any(${schemas}::text[]) and c.relkind in ('r', 'p') and not c.relispartition
       and a.attnum > 0 and not a.attisdropped`;
  return grouped(rows.map(({ name }) => name));
}

/** What of a table is not in the register: all its columns have to be. */
const lacking = (tables: Map<string, Set<string>>, known: Map<string, Set<string>>, table: string) =>
  [...(tables.get(table) ?? [])]
    .filter((column) => !known.get(table)?.has(column))
    .map((column) => `${table}.${column}`);

dbTest("what the register names is there", async ({ ctx }) => {
  const tables = await tablesOf(ctx);
  for (const [table, columns] of await registered(ctx)) {
    for (const column of columns) assert.ok(tables.get(table)?.has(column), `no column ${table}.${column}`);
  }
});

dbTest("a table with a column that holds somebody is in the register, all of it", async ({ ctx }) => {
  const tables = await tablesOf(ctx);
  const known = await registered(ctx);
  const holds = (table: string, column: string) =>
    ofSomebody.test(column) && !ofThings.includes(`${table}.${column}`);
  const personal = [...tables].filter(([table, columns]) =>
    [...columns].some((column) => holds(table, column)),
  );
  assert.ok(personal.length > 10, "the names are looked at");
  assert.deepEqual(
    personal.flatMap(([table]) => lacking(tables, known, table)),
    [],
    "say why it is kept, in personal-fields.ts of its module",
  );
});

dbTest("after everything was done once, no other table holds the number of anybody", async ({ ctx }) => {
  await doEverything({ ...ctx, slots });
  await settled(ctx.db);
  await deliverAll(
    { ...ctx, slots },
    modules.flatMap((module) => module.listeners ?? []),
  );
  const people = new Set(
    (
      await ctx.db.many<{ id: string }>`select id from platform.subject union select id from people.account`
    ).map(({ id }) => id),
  );
  assert.ok(people.size > 50, "many people took part");
  const tables = await tablesOf(ctx);
  const known = await registered(ctx);
  const found = new Set<string>();
  for (const table of tables.keys()) {
    for (const column of await columnsWith(ctx, table, people)) found.add(`${table}.${column}`);
  }
  for (const column of ["booking.claim.subject", "platform.outbox.payload", "insight.fact.source_id"])
    assert.ok(found.has(column), `the search finds what is known to be in ${column}`);
  const holding = new Set([...found].map((column) => column.split(".").slice(0, 2).join(".")));
  assert.deepEqual(
    [...holding].flatMap((table) => lacking(tables, known, table)),
    [],
    `say why it is kept, in personal-fields.ts of its module; found in ${[...found].join(", ")}`,
  );
});

dbTest("the page shows all of it, in both languages", async ({ ctx }) => {
  const fields = await slots.gather(personalFields, ctx, {});
  assert.ok(fields.some(({ id }) => id === "claim"));
  assert.equal(new Set(fields.map(({ id }) => id)).size, fields.length, "one name for one thing");
  for (const locale of ["zh-CN", "en"] as const) {
    const { items } = (await perform({ ...ctx, slots, locale }, "people.fields", {}, null)) as {
      items: { id: string; name: string; columns: string[] }[];
    };
    assert.deepEqual(
      items.map(({ id, columns }) => [id, columns]),
      fields.map(({ id, columns }) => [id, columns]),
    );
    for (const { id, name } of items) assert.ok(name && name !== `field.${id}`, id);
  }
});

type Sample = (ctx: TxCtx, organisation: string) => Promise<RawInput>;

/** Carries every operation out as its samples say: by a manager of the organisation, and by a resident. Refusals are no matter. */
async function doEverything(ctx: Ctx): Promise<void> {
  let done = 0;
  for (const { name } of modules) {
    const { samples } = (await import(`#${name}/testing`)) as { samples: Record<string, Sample> };
    for (const [id, sample] of Object.entries(samples)) {
      for (const kind of ["staff", "resident"] as const) {
        const { input, actor } = await inTx(ctx, async (inner) => {
          const own = await anOrganisation(inner);
          const made =
            kind === "staff"
              ? await aStaff(inner, { organisationId: own.id, role: "manager" })
              : await aResident(inner);
          return { input: await sample(inner, own.id), actor: made.actor };
        });
        try {
          await perform({ ...ctx, actor }, id, input, newId());
          done += 1;
        } catch (error) {
          if (!(error instanceof Problem)) throw error;
        }
      }
    }
  }
  assert.ok(done > operations.length / 2, `${done} were carried out`);
}

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/** Columns of a table in which the number of one of these people stands, alone or inside a text. */
async function columnsWith(ctx: Ctx, table: string, people: ReadonlySet<string>): Promise<string[]> {
  const rows = await ctx.db.many<{ row: Record<string, unknown> }>`
    select to_jsonb(t) as row from ${sql.raw(table)} t`;
  const columns = new Set<string>();
  for (const { row } of rows) {
    for (const [column, value] of Object.entries(row)) {
      const numbers = JSON.stringify(value)?.match(uuid) ?? [];
      if (numbers.some((number) => people.has(number))) columns.add(column);
    }
  }
  return [...columns];
}
