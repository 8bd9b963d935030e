/** What booking would like to know from the modules whose occasions it admits to. */
import type { Temporal } from "temporal-polyfill";
import type { Static } from "typebox";
import { slot } from "#platform/slots";
import type { AboutView } from "./contract.ts";
import type { UseOf } from "./reserving/uses.ts";

export type About = Static<typeof AboutView>;

/** What these offers are for. Whoever made one answers for it; the others leave it out. */
export const offerAbout = slot<{ offers: { kind: string; ref: string }[] }, About>("offer.about");

/** One occasion of an offer whose module keeps the roll: a lesson of a class. */
export interface RollOccasion {
  id: string;
  /** What the offer is for. */
  ref: string;
  title: string;
  where: string | null;
  startsAt: Temporal.Instant;
  endsAt: Temporal.Instant;
  href: string;
}

/** Which of these have an occasion that begins between two moments, and where; those that take place on line are left out. */
export const rollOccasions = slot<
  { refs: readonly string[]; from: Temporal.Instant; to: Temporal.Instant },
  RollOccasion
>("offer.roll-occasions");

/** When offers that have many occasions have them: booking itself knows only the first and the last. */
export const offerOccasions = slot<
  { offers: { kind: string; ref: string }[] },
  { ref: string; startsAt: Temporal.Instant; endsAt: Temporal.Instant }
>("offer.occasions");

/** Named for the reader. */
export interface Named {
  code: string;
  name: string;
}

/** Sorts of occasion for which a house can write rules, by the modules that make offers. */
export const offerSorts = slot<object, Named>("offer.sorts");

/** Kinds of offer, which rules about not coming and giving back can be for, by the modules that make them. */
export const offerKinds = slot<object, Named>("offer.kinds");

/** What these uses need now, as for `reserveFor`: what is cancelled, over or not public is left out. */
export const roomUses = slot<{ uses: readonly { kind: string; ref: string }[] }, UseOf & { kind: string }>(
  "room.uses",
);
