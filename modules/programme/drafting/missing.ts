/** What an event still lacks before it can be checked and published. Pure. */
import type { Temporal } from "temporal-polyfill";
import type { FieldFault } from "#platform/errors";
import type { EventText } from "../desk/contract.ts";

type Told = Pick<
  EventText,
  "summary" | "description" | "audience" | "mode" | "placeId" | "link" | "translations" | "expectedCrowd"
>;

/** Nobody has said how many are expected: whether so many need a permit is told by that, or by places where all are booked. */
export function saysNoCrowd({ mode, expectedCrowd }: Pick<Told, "mode" | "expectedCrowd">): boolean {
  return mode !== "online" && !expectedCrowd;
}

/** Everything missing, in the order of the form. Empty: ready. */
export function missingFrom(
  event: Told,
  sessions: readonly {
    endsAt: Temporal.Instant;
    cancelled: boolean;
    ownStream: boolean;
    booked: boolean;
  }[],
  now: Temporal.Instant,
): FieldFault[] {
  const missing: FieldFault[] = [];
  if (!event.summary.trim()) missing.push({ field: "/body/event/summary", id: "event.no-summary" });
  if (event.mode !== "online" && !event.placeId)
    missing.push({ field: "/body/event/placeId", id: "event.no-place" });
  // What we stream ourselves is seen on the page of the event.
  if (event.mode !== "on-site" && !event.link && !sessions.some(({ ownStream }) => ownStream))
    missing.push({ field: "/body/event/link", id: "event.no-link" });
  const coming = sessions.filter(
    ({ endsAt, cancelled }) => !cancelled && endsAt.epochNanoseconds > now.epochNanoseconds,
  );
  if (coming.some(({ booked }) => !booked) && saysNoCrowd(event))
    missing.push({ field: "/body/event/expectedCrowd", id: "event.no-expected-crowd" });
  if (coming.length === 0) missing.push({ field: "/body/sessions", id: "event.no-coming-session" });
  for (const [locale, translation] of Object.entries(event.translations)) {
    for (const part of ["summary", "description", "audience"] as const) {
      if (event[part].trim() && !translation?.[part].trim()) {
        missing.push({
          field: `/body/event/translations/${locale}/${part}`,
          id: "event.translation-unfinished",
        });
      }
    }
  }
  return missing;
}
