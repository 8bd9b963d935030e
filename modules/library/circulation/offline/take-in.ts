/** What a till did without a line comes in: written down, each once, and played through afterwards. */

import { Temporal } from "temporal-polyfill";
import type { AnswerOf, InputOf } from "#contract";
import { placeOf } from "#places";
import { audit } from "#platform/audit";
import type { TxCtx } from "#platform/ctx";
import { found } from "#platform/errors";
import { enqueue } from "#platform/jobs";
import type { sendOffline } from "./contract.ts";
import { momentsOf } from "./moments.ts";
import { doneBefore, insertSteps, nextOf } from "./offline-store.ts";

export const replayJobName = "library.replay-offline";

/** Once it is answered the device may forget: from here on it is the city's. */
export async function takeIn(
  ctx: TxCtx,
  { placeId, device, steps }: InputOf<typeof sendOffline>["body"],
): Promise<AnswerOf<typeof sendOffline>> {
  const place = found(await placeOf(ctx.db, placeId), "place", placeId);
  const { subject } = ctx.actor;
  if (subject === null) throw new Error("nobody sends it");
  const next = await nextOf(ctx.db, device);
  const inOrder = steps
    .map((step, at) => ({ ...step, nth: step.order ?? next + at }))
    .toSorted((a, b) => a.nth - b.nth);
  const [first] = inOrder;
  const before = first ? await doneBefore(ctx.db, device, first.nth) : null;
  const moments = momentsOf(
    inOrder.map(({ at, ahead, onlineAt }) => ({
      at: Date.parse(at),
      ahead: ahead * 1000,
      onlineAt: Date.parse(onlineAt),
    })),
    ctx.clock().epochMilliseconds,
    before?.epochMilliseconds ?? null,
  );
  const made = inOrder.flatMap(({ id, nth, madeBy, kind, card, barcode }, n) => {
    const moment = moments[n];
    if (!moment) return [];
    const at = Temporal.Instant.fromEpochMilliseconds(moment.at);
    return [
      {
        id,
        nth,
        madeBy,
        kind,
        card: kind === "lend" ? card : null,
        barcode,
        at,
        isDoubtful: moment.isDoubtful,
      },
    ];
  });
  const from = { placeId, placePath: place.orgPath, device, sentBy: subject };
  const count = await insertSteps(ctx.db, from, made);
  if (count > 0)
    await audit(ctx, { what: "offline.taken-in", on: { kind: "place", id: placeId }, detail: { count } });
  await enqueue(ctx, replayJobName, {}, { key: replayJobName });
  return { taken: steps.map(({ id }) => id) };
}
