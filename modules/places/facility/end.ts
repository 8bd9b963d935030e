/** A place is no more. It leaves every list and stays for the history. */
import { audit } from "#platform/audit";
import { type TxCtx, today } from "#platform/ctx";
import { found, invalid, refused } from "#platform/errors";
import { announce } from "#platform/events";
import { openHandoverOf } from "../handover/handover-store.ts";
import { beforeHistory } from "./before-history.ts";
import * as store from "./facility-store.ts";

/** Ends the place on a day, the first without it. Asking again changes nothing. Refuses while it is being handed over. */
export async function endFacility(ctx: TxCtx, placeId: string, on: string): Promise<void> {
  const place = found(await store.lockFacility(ctx.db, placeId), "place", placeId);
  if (place.endedOn) return;
  if (await openHandoverOf(ctx.db, placeId)) throw refused("place.handover-open");
  if (on > today(ctx).toString()) throw invalid([{ field: "/body/on", id: "day.in-future" }]);
  const tooEarly = beforeHistory(on, place);
  if (tooEarly) throw invalid([{ field: "/body/on", ...tooEarly }]);
  await store.endFacility(ctx.db, placeId, on);
  await audit(ctx, { what: "place.ended", on: { kind: "place", id: placeId }, detail: { on } });
  const { kind, level, divisionCode, organisationId, state } = place;
  await announce(ctx, "place.ended", {
    placeId,
    kind,
    level,
    divisionCode,
    organisationId,
    on,
    public: state === "published",
  });
}
