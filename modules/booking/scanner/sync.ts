/** A scanner whose line is back, or still there: it sends what it has, and hears how things stand. */
import { Temporal } from "temporal-polyfill";
import type { Static } from "typebox";
import type { TxCtx } from "#platform/ctx";
import { signedList } from "./build-list.ts";
import type { syncScanner as contract } from "./contract.ts";
import { scannerAsking } from "./device.ts";
import { mergeScans } from "./merge.ts";

/** Takes the scans, each once, and answers the list, or what of it has changed. After its day a scanner gets no list any more. */
export async function syncScanner(
  asked: TxCtx,
  { device, scans, since }: Static<NonNullable<(typeof contract)["body"]>>,
): Promise<Static<(typeof contract)["answer"]>> {
  const { ctx, scanner, over } = await scannerAsking(asked, device);
  const acknowledged = await mergeScans(ctx, scanner, scans);
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
