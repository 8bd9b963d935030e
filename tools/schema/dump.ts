/** schema.sql and schema.gen.ts of platform and every module, from a migrated database. */
import pg from "pg";
import { readOrder } from "../doors/order.ts";
import { readExtensions, readSchema } from "./catalogue.ts";
import { schemaSql } from "./sql-text.ts";
import { schemaTypes } from "./types-text.ts";

/** The files as they should be: path from the root → text. Modules without tables have none. */
export async function dump(url: string, root: string): Promise<Map<string, string>> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const files = new Map<string, string>();
  try {
    for (const name of ["platform", ...Object.keys(readOrder(root))]) {
      const { rowCount } = await client.query("select from pg_namespace where nspname = $1", [name]);
      if (rowCount === 0) continue;
      const schema = await readSchema(client, name);
      const platform = name === "platform";
      files.set(
        platform ? "platform/schema.sql" : `modules/${name}/schema.sql`,
        schemaSql(schema, platform ? await readExtensions(client) : []),
      );
      files.set(
        platform ? "platform/db/schema.gen.ts" : `modules/${name}/schema.gen.ts`,
        schemaTypes(schema),
      );
    }
  } finally {
    await client.end();
  }
  return files;
}
