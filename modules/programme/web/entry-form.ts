/** Timed entry as it was typed, in the shape of the contract. Fields are named as problems point at them. */
import { said } from "#web/page.ts";
import type { EntryPlan, SlotPlan, TourPlan, tourLanguages } from "../exhibition/contract.ts";
import { numberOrNull } from "./event-form.ts";

/** The channels the form offers, in its order. */
export const entryChannels = ["online", "walk-in", "organisation"] as const;

// No number: the contract says that it is missing.
const number = (form: FormData, name: string) => numberOrNull(said(form, name)) ?? Number.NaN;

function planFrom(form: FormData): EntryPlan {
  return {
    from: said(form, "from"),
    through: said(form, "through"),
    booking: {
      pools: entryChannels.map((channel, at) => ({
        channel,
        quota: numberOrNull(said(form, `booking.pools.${at}.quota`)) ?? 0,
      })),
      releaseDaysBefore: number(form, "booking.releaseDaysBefore"),
      releaseAt: said(form, "booking.releaseAt"),
      maxPerClaim: number(form, "booking.maxPerClaim"),
      minLevel: 0,
      cancelUntilMinutes: number(form, "booking.cancelUntilMinutes"),
    },
  };
}

/** Slots of timed entry. */
export function slotsFrom(form: FormData): SlotPlan {
  return {
    ...planFrom(form),
    everyMinutes: number(form, "everyMinutes"),
    lastEntryMinutes: number(form, "lastEntryMinutes"),
  };
}

/** Guided tours; their times are typed in one line. */
export function toursFrom(form: FormData): TourPlan {
  return {
    ...planFrom(form),
    at: said(form, "at")
      .split(/[\s,，、;；]+/)
      .filter(Boolean),
    minutes: number(form, "minutes"),
    // The contract refuses what is not offered; a form sends text.
    language: said(form, "language") as (typeof tourLanguages)[number],
    label: said(form, "label"),
  };
}
