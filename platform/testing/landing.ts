import { createHash } from "node:crypto";
import type { Ctx } from "../ctx/index.ts";
import {
  type Batch,
  type Landed,
  landSheet,
  type RowFault,
  rowsOfFile,
  type Table,
} from "../exchange/index.ts";

/** Lands a file as the importing command does, and answers what was told about its rows. */
export async function landFile(
  ctx: Ctx,
  table: Table,
  content: string | Uint8Array,
  options: { dryRun?: boolean; signal?: AbortSignal; after?: number; encoding?: "UTF-8" | "GB18030" } = {},
): Promise<
  Landed & { faults: RowFault[]; changes: Batch["changes"]; batches: number[]; branches: Batch["branches"] }
> {
  const { encoding, ...landing } = options;
  const bytes = Buffer.from(content);
  const faults: RowFault[] = [];
  const changes: Batch["changes"] = [];
  const batches: number[] = [];
  const branches: Batch["branches"] = new Map();
  const reading = { ...(encoding && { encoding }), zone: ctx.city.zone, now: ctx.clock() };
  const landed = await landSheet(ctx, table, rowsOfFile([bytes], reading), {
    ...landing,
    file: { name: "test.csv", sha256: createHash("sha256").update(bytes).digest("hex") },
    done: async (_, batch) => {
      faults.push(...batch.faults);
      changes.push(...batch.changes);
      batches.push(batch.upTo);
      for (const [branch, { says, landed, refused }] of batch.branches) {
        const before = branches.get(branch) ?? { says: 0, landed: 0, refused: 0 };
        branches.set(branch, {
          says: before.says + says,
          landed: before.landed + landed,
          refused: before.refused + refused,
        });
      }
    },
  });
  return { ...landed, faults, changes, batches, branches };
}
