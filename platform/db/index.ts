/** PostgreSQL through Kysely on `pg`: visible SQL, values always as parameters, one transaction type. */
import { randomBytes, randomUUID } from "node:crypto";
import {
  CamelCasePlugin,
  CompiledQuery,
  isOperationNodeSource,
  Kysely,
  PostgresDialect,
  type QueryResult,
  sql,
} from "kysely";
import pg from "pg";
import { Temporal } from "temporal-polyfill";

export { openCluster } from "./cluster.ts";
export { locks } from "./locks.ts";
export {
  allMigrations,
  migrate,
  migrationFolders,
  pendingMigrations,
} from "./migrate.ts";
export { packed } from "./packed.ts";
export { sql };

type Values = unknown[];

/** A connection to the city's database. `tx` opens a transaction; inside one it joins the transaction that is open. */
export interface Db {
  many<T>(text: TemplateStringsArray, ...values: Values): Promise<T[]>;
  one<T>(text: TemplateStringsArray, ...values: Values): Promise<T>;
  maybeOne<T>(text: TemplateStringsArray, ...values: Values): Promise<T | null>;
  run(text: TemplateStringsArray, ...values: Values): Promise<number>;
  tx<R>(work: (tx: Tx) => Promise<R>): Promise<R>;
  /**
   * The same for statements that are asked all the time: each connection plans them once. They name their columns, and their plan must
   * not depend on the values.
   */
  readonly prepared: Pick<Db, "many" | "one" | "maybeOne" | "run">;
  readonly kysely: Kysely<Record<string, never>>;
}

/** The query builder with a module's generated tables: `typed<PlacesTables>(db).selectFrom("places.facility")`. */
export function typed<Tables>(db: Db): Kysely<Tables> {
  // The tables are the module's own schema.gen.ts, which a test compares with the database.
  return db.kysely as unknown as Kysely<Tables>;
}

/** A Db inside a transaction. Functions that write take this type, so that they cannot write outside one. */
export interface Tx extends Db {
  readonly inTx: true;
  /** Runs `work` under a savepoint: its failure undoes only its own writes. */
  attempt<R>(work: (tx: Tx) => Promise<R>): Promise<R>;
  /** Runs `after` once the transaction has committed; never when it rolled back. */
  onCommit(after: () => void): void;
}

export type Database = Db & { readonly pool: pg.Pool; end(): Promise<void> };

const types = new pg.TypeOverrides();
types.setTypeParser(pg.types.builtins.TIMESTAMPTZ, (text) => Temporal.Instant.from(text.replace(" ", "T")));
types.setTypeParser(pg.types.builtins.DATE, (text) => text);
types.setTypeParser(pg.types.builtins.INT8, (text) => {
  const number = Number(text);
  if (!Number.isSafeInteger(number)) throw new RangeError(`bigint ${text} does not fit a safe number`);
  return number;
});
types.setTypeParser(pg.types.builtins.NUMERIC, Number);

// `pg` asks a value for toPostgres before it would print an object as JSON.
Object.defineProperty(Temporal.Instant.prototype, "toPostgres", {
  configurable: true,
  value(this: Temporal.Instant) {
    return this.toString();
  },
});

/** Opens a pool. Columns come back in camelCase: `starts_at` is `startsAt`. */
export function connect(url: string, { max = 10 }: { max?: number } = {}): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    types,
    application_name: "wenmai",
    Client: Preparing,
  });
  // An idle connection that breaks (the server was killed) is replaced by the pool; it must not end the process.
  pool.on("error", () => undefined);
  pool.on("connect", (client) => client.on("error", () => undefined));
  const kysely = new Kysely<Record<string, never>>({
    dialect: new PostgresDialect({ pool }),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  });
  return { ...statements(kysely), tx: (work) => transact(kysely, work), pool, end: () => kysely.destroy() };
}

async function transact<R>(kysely: Kysely<Record<string, never>>, work: (tx: Tx) => Promise<R>): Promise<R> {
  const after: (() => void)[] = [];
  const result = await kysely.transaction().execute((inner) => {
    const tx: Tx = {
      ...statements(inner),
      inTx: true,
      tx: (nested) => nested(tx),
      onCommit: (callback) => void after.push(callback),
      attempt: async (nested) => {
        const name = sql.raw(`s${randomBytes(6).toString("hex")}`);
        await sql`savepoint ${name}`.execute(inner);
        try {
          const value = await nested(tx);
          await sql`release savepoint ${name}`.execute(inner);
          return value;
        } catch (error) {
          await sql`rollback to savepoint ${name}`.execute(inner);
          throw error;
        }
      },
    };
    return work(tx);
  });
  for (const callback of after) callback();
  return result;
}

type Executor = Kysely<Record<string, never>>;

function statements(executor: Executor): Omit<Db, "tx"> {
  return {
    kysely: executor,
    ...asking((text, values) => executor.executeQuery(compiled(executor, text, values))),
    prepared: asking((text, values) => {
      const query = compiled(executor, text, values);
      names.set(query.sql, names.get(query.sql) ?? `wenmai_${names.size}`);
      return executor.executeQuery(query);
    }),
  };
}

function asking(
  execute: (text: TemplateStringsArray, values: Values) => Promise<QueryResult<unknown>>,
): Db["prepared"] {
  // What a statement answers is told where it is written.
  const many = async <T>(text: TemplateStringsArray, ...values: Values) =>
    (await execute(text, values)).rows as T[];
  return {
    many,
    async one<T>(text: TemplateStringsArray, ...values: Values) {
      const rows = await many<T>(text, ...values);
      const [row] = rows;
      if (rows.length !== 1 || row === undefined) throw new Error(`expected one row, got ${rows.length}`);
      return row;
    },
    async maybeOne<T>(text: TemplateStringsArray, ...values: Values) {
      const rows = await many<T>(text, ...values);
      if (rows.length > 1) throw new Error(`expected at most one row, got ${rows.length}`);
      return rows[0] ?? null;
    },
    async run(text: TemplateStringsArray, ...values: Values) {
      return Number((await execute(text, values)).numAffectedRows ?? 0n);
    },
  };
}

/** A statement whose values are all parameters is written once for each place in the code; pieces of SQL in it need the builder. */
function compiled(executor: Executor, text: TemplateStringsArray, values: Values): CompiledQuery {
  const pieces = values.filter((value) => isOperationNodeSource(value));
  if (pieces.length > 0) return pieced(executor, { text, values, pieces });
  const known = texts.get(text) ?? text.reduce((all, part, n) => `${all}$${n}${part}`);
  texts.set(text, known);
  return CompiledQuery.raw(known, values);
}

const texts = new WeakMap<TemplateStringsArray, string>();

/** The builder writes it once more only where a piece is another than last time, or brings values of its own. */
function pieced(
  executor: Executor,
  { text, values, pieces }: { text: TemplateStringsArray; values: Values; pieces: Values },
): CompiledQuery {
  const parameters = values.filter((value) => !isOperationNodeSource(value));
  const last = lastPieces.get(text);
  if (last && pieces.every((piece, n) => piece === last.pieces[n]))
    return CompiledQuery.raw(last.written, parameters);
  const query = sql(text, ...values).compile(executor);
  if (query.parameters.length === parameters.length) lastPieces.set(text, { pieces, written: query.sql });
  return query;
}

const lastPieces = new WeakMap<TemplateStringsArray, { pieces: Values; written: string }>();
/** Statements that are prepared, with the name each connection knows them by. */
const names = new Map<string, string>();

/** A connection that plans prepared statements once. Kysely hands on the text of a statement and no name. */
class Preparing extends pg.Client {
  // `pg` has nine ways to call it; ours is the one of Kysely's driver.
  override query(...asked: unknown[]): never {
    const [text, values, ...more] = asked;
    const name = typeof text === "string" && names.get(text);
    const query = super.query as (...asked: unknown[]) => never;
    return name ? query.call(this, { name, text, values }, ...more) : query.apply(this, asked);
  }
}

/** A new id: UUID version 7 (RFC 9562 §5.7), so that rows made together lie together in the index. */
export function newId(now: number = Date.now()): string {
  // The random bits of version 4, which Node draws for many ids at once.
  const time = now.toString(16).padStart(12, "0");
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`;
}
