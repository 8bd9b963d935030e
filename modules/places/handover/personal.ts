/** What hand-overs hold about a person, in words, for the file they get about themself. */
import type { Person, PersonSection } from "#platform/auth";
import { type Ctx, textFor } from "#platform/ctx";
import { named } from "#platform/i18n";
import { handoversNaming } from "./handover-store.ts";

// texts: handover.personal.* handover.state.*

/** Documents the person drew up, signed, ended or is named in. */
export async function handoverSections(ctx: Ctx, { subject }: Person): Promise<PersonSection[]> {
  const text = textFor(ctx);
  const rows = await handoversNaming(ctx.db, subject);
  return [
    {
      module: "places",
      title: "export.handovers",
      rows: rows.map(({ at, placeName, placeNames, what, side, state }) => ({
        at: at.toString(),
        about: named({ name: placeName, names: placeNames }, ctx.locale),
        what: text(`handover.personal.${what}`),
        side: side === null ? null : text(side === "from" ? "handover.from" : "handover.to"),
        state: text(`handover.state.${state}`),
      })),
    },
  ];
}
