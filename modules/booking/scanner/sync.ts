/** A scanner whose line is back, or still there: it sends what it has, and hears how things stand. */
import { Temporal } from "temporal-polyfill";
import type { Static } from "typebox";
import type { TxCtx } from "#platform/ctx";
import { signedList } from "./build-list.ts";
import type { syncScanner as contract } from "./contract.ts";
import { scannerAsking } from "./device.ts";
import { mergeScans } from "./merge.ts";
import * as store from "./store.ts";

/** Scans of so long ago a device may still wait to hear of. */
const latelySeconds = 60;

/**
 * Takes the scans, each once, and answers the list, or what of it has changed. After its day a scanner gets no list any more. What was
 * scanned with a line a moment ago is acknowledged too: it is in the list.
 */
export async function syncScanner(
  asked: TxCtx,
  { device, scans, since }: Static<NonNullable<(typeof contract)["body"]>>,
): Promise<Static<(typeof contract)["answer"]>> {
  const { ctx, scanner, over } = await scannerAsking(asked, device);
  const merged = await mergeScans(ctx, scanner, scans);
  const lately = await store.scansLately(
    ctx.db,
    scanner.id,
    ctx.clock().subtract({ seconds: latelySeconds }),
  );
  const sent = new Set(merged.map(({ id }) => id));
  const acknowledged = [...merged, ...lately.filter(({ id }) => !sent.has(id))];
  const list = over
    ? null
    : await signedList(
        ctx,
        scanner,
        scanner.doors,
        since === undefined ? null : Temporal.Instant.from(since),
      );
  return { acknowledged, now: ctx.clock().toString(), list };
}
