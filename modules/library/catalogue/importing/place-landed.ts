/** Codes explained after a file has landed: its items go where they belong, unless somebody has moved them meanwhile. */

import type { TxCtx } from "#platform/ctx";
import type { CodeMeaning } from "../items/status.ts";
import { markPlaces } from "../keeping/place-marks.ts";
import type { Batch } from "./batch-store.ts";
import * as store from "./codes-store.ts";

/** Items of one statement: the records they hang on are marked anew. */
const atOnce = 500;

/** Of these codes, whose findings are settled by it. */
export async function placeLanded(
  ctx: TxCtx,
  batch: Pick<Batch, "id" | "organisationId" | "profile">,
  codes: {
    places: readonly { said: string; placeId: string }[];
    statuses: readonly { said: string; status: CodeMeaning }[];
  },
): Promise<void> {
  for (let some = await take(); some.length > 0; some = await take()) {
    const records = await store.putExplained(ctx.db, batch, some, ctx.clock());
    await markPlaces(ctx.db, [...new Set(records)]);
  }

  function take() {
    return store.takeExplained(ctx.db, batch, { ...codes, limit: atOnce, now: ctx.clock() });
  }
}
