/** A place is no more. It leaves every list and stays for the history. */
import { audit } from "#platform/audit";
import { type TxCtx, today } from "#platform/ctx";
import { found, invalid, refused } from "#platform/errors";
import { announce } from "#platform/events";
import { openHandoverOf } from "../handover/handover-store.ts";
import { recordChanged } from "../publishing/changed.ts";
import { type Confirmed, holdForTwo } from "../publishing/two-people.ts";
import { beforeHistory } from "./before-history.ts";
import * as store from "./facility-store.ts";

/**
 * Ends the place on a day, the first without it. Asking again changes nothing. Refuses while it is being handed over. On a past
 * day of a place that was public it `waits`, with a reason, until a second person has confirmed it.
 */
export async function endFacility(
  ctx: TxCtx,
  placeId: string,
  on: string,
  { reason = "", confirmed }: { reason?: string; confirmed?: Confirmed } = {},
): Promise<{ waits: boolean }> {
  const place = found(await store.lockFacility(ctx.db, placeId), "place", placeId);
  if (place.endedOn) return { waits: false };
  if (await openHandoverOf(ctx.db, placeId)) throw refused("place.handover-open");
  if (on > today(ctx).toString()) throw invalid([{ field: "/body/on", id: "day.in-future" }]);
  const tooEarly = beforeHistory(on, place);
  if (tooEarly) throw invalid([{ field: "/body/on", ...tooEarly }]);
  const two = confirmed ? null : await holdForTwo(ctx, [{ place, asked: { endedOn: on } }], reason);
  if (two?.held.has(placeId)) return { waits: true };
  await store.endFacility(ctx.db, placeId, on);
  const why = { reason, on, ...confirmed, ...two };
  if (reason.trim()) await recordChanged(ctx, [{ before: place, after: { ...place, endedOn: on } }], why);
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
  return { waits: false };
}
