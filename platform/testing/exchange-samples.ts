/** Input for the operations of exchange, for the generated access test. A file on its way is its sender's: nobody in that test has sent it. */
import { newSubject } from "../auth/index.ts";
import type { TxCtx } from "../ctx/index.ts";
import { newId } from "../db/index.ts";
import { insertRun } from "../exchange/run-store.ts";
import type { RawInput } from "../http/index.ts";

type Sample = (ctx: TxCtx) => Promise<RawInput>;

const somebodysImport: Sample = async (ctx) => {
  const id = newId();
  await insertRun(ctx.db, {
    id,
    tableName: "facilities",
    file: "sample.csv",
    sha256: "0".repeat(64),
    bytes: 0,
    encoding: null,
    askedBy: await newSubject(ctx.db, ctx),
    at: ctx.clock(),
  });
  return { params: { id } };
};

const facilities = { params: { table: "facilities" } };

export const exchangeSamples: Record<string, Sample> = {
  "exchange.tables": async () => ({}),
  "exchange.template": async () => ({ ...facilities, query: {} }),
  "exchange.export": async () => ({ ...facilities, query: {} }),
  "exchange.begin": async () => ({ body: { table: "facilities", file: "a.csv", content: "YQ==" } }),
  "exchange.imports": async () => ({}),
  "exchange.import": async (ctx) => ({ ...(await somebodysImport(ctx)), query: {} }),
  "exchange.report": somebodysImport,
  "exchange.changes": somebodysImport,
  "exchange.land": somebodysImport,
  "exchange.stop": somebodysImport,
  "exchange.drop": somebodysImport,
};
