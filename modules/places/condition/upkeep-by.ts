/** What one person wrote down about the state of places: for the file they get about themself. */
import type { Person, PersonSection } from "#platform/auth";
import { type Ctx, textFor } from "#platform/ctx";
import { named } from "#platform/i18n";
import { progressBy } from "../renovation/renovation-store.ts";
import { inspectionsBy } from "./inspection-store.ts";

// texts: upkeep.personal.*

/** Inspections and reports of renovation progress by a person, each oldest first. */
export async function upkeepSections(ctx: Ctx, { subject }: Person): Promise<PersonSection[]> {
  const text = textFor(ctx);
  const inspections = await inspectionsBy(ctx.db, subject);
  const progress = await progressBy(ctx.db, subject);
  const rows = [
    ...inspections.map((one) => ({ ...one, what: "inspection" })),
    ...progress.map((one) => ({ ...one, what: "progress" })),
  ].map(({ what, recordedAt, placeName, placeNames, onDay, words }) => ({
    place: named({ name: placeName, names: placeNames }, ctx.locale),
    what: text(`upkeep.personal.${what}`),
    day: onDay,
    at: recordedAt.toString(),
    text: words,
  }));
  return [{ module: "places", title: "export.upkeep", rows }];
}
