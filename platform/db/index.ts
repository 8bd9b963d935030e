/** PostgreSQL through Kysely on `pg`: visible SQL, values always as parameters, one transaction type. */
import { randomBytes } from "node:crypto";
import { CamelCasePlugin, Kysely, PostgresDialect, sql } from "kysely";
import pg from "pg";
import { Temporal } from "temporal-polyfill";

export { openCluster } from "./cluster.ts";
export {
  allMigrations,
  migrate,
  migrationFolders,
  pendingMigrations,
} from "./migrate.ts";
export { sql };

type Values = unknown[];

/** A connection to the city's database. `tx` opens a transaction; inside one it joins the transaction that is open. */
export interface Db {
  many<T>(text: TemplateStringsArray, ...values: Values): Promise<T[]>;
  one<T>(text: TemplateStringsArray, ...values: Values): Promise<T>;
  maybeOne<T>(text: TemplateStringsArray, ...values: Values): Promise<T | null>;
  run(text: TemplateStringsArray, ...values: Values): Promise<number>;
  tx<R>(work: (tx: Tx) => Promise<R>): Promise<R>;
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
  const pool = new pg.Pool({ connectionString: url, max, types, application_name: "wenmai" });
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

function statements(executor: Kysely<Record<string, never>>): Omit<Db, "tx"> {
  const many = async <T>(text: TemplateStringsArray, ...values: Values) =>
    (await sql<T>(text, ...values).execute(executor)).rows;
  return {
    kysely: executor,
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
      return Number((await sql(text, ...values).execute(executor)).numAffectedRows ?? 0n);
    },
  };
}

/** A new id: UUID version 7 (RFC 9562 §5.7), so that rows made together lie together in the index. */
export function newId(now: number = Date.now()): string {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(now, 0, 6);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
