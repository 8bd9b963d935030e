/** The hall of the culture centre with its numbered seats, and two performances in it. The plan is made up, and says so. */
import { publishDraft, setSeating, shareSeats, startDraft } from "#booking/filling";
import { sampleTheatre } from "#libs/seats";
import { type Ctx, inTx } from "#platform/ctx";
import { SEATED } from "../demo/seating.ts";
import type { DemoCity } from "../demo/types.ts";
import { idOf, type Keys } from "./keys.ts";

/** Before anybody books: all seats on line but for what the other pools have, the jury and the sound desk. */
export async function fillSeating(ctx: Ctx, city: DemoCity, keys: Keys): Promise<void> {
  const plan = sampleTheatre();
  const placeId = idOf(keys.places, SEATED.place);
  const spaceId = idOf(keys.spaces, SEATED.space);
  const { planId } = await inTx(ctx, async (inner) => {
    const { draftId } = await startDraft(inner, { placeId, spaceId, json: JSON.stringify(plan) });
    return publishDraft(inner, { draftId });
  });
  const rows = new Map(
    plan.zones.flatMap(({ name, rows }) =>
      rows.map((row) => [`${name} ${row.name}`, row.blocks.flat().map(({ id }) => id)] as const),
    ),
  );
  for (const key of SEATED.events) {
    const coming = city.events
      .find((event) => event.key === key)
      ?.sessions.filter(({ startsAt }) => startsAt > ctx.clock().toString());
    const offerId = keys.offers.get(coming?.[0]?.key ?? "");
    if (!offerId) throw new Error(`the demo has no coming session of "${key}"`);
    await inTx(ctx, async (inner) => {
      await setSeating(inner, { offerId, planId, channel: "online" });
      for (const { row, to } of SEATED.shares)
        await shareSeats(inner, { offerId, seats: idOf(rows, row), to });
    });
  }
}
