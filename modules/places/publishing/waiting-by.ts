/** What one member of staff has asked for and nobody has decided, for the copy of their data they may ask for. */
import type { Person, PersonSection } from "#platform/auth";
import type { Ctx } from "#platform/ctx";
import { named } from "#platform/i18n";
import { waitingBy } from "./waiting-store.ts";

/** Their changes of places that wait for a second person; no section where none does. */
export async function waitingSections(ctx: Ctx, { subject }: Person): Promise<PersonSection[]> {
  const rows = (await waitingBy(ctx.db, subject)).map(({ askedAt, reason, ...place }) => ({
    at: askedAt.toString(),
    about: named(place, ctx.locale),
    reason,
  }));
  return rows.length > 0 ? [{ module: "places", title: "export.place-changes", rows }] : [];
}
