import { offerAbout } from "#booking";
import { placeOnToday } from "#places";
import { deskToday, personalFields, personErase, personExport, staffLeaving } from "#platform/auth";
import { defineModule } from "#platform/module";
import { fill } from "#platform/slots";
import { holdJob } from "./changing/hold-sessions.ts";
import { eventsOfLeaver } from "./desk/leaving.ts";
import { programmeToday } from "./desk/today.ts";
import { aboutOffers, onToday } from "./finding/at-place.ts";
import { actsOf } from "./history-store.ts";
import { listeners } from "./listeners.ts";
import { fields } from "./personal-fields.ts";
import { offerKind } from "./publishing/offers.ts";
import { operations } from "./routes.ts";

export const programmeModule = defineModule({
  name: "programme",
  operations,
  listeners,
  jobs: [holdJob],
  slots: [
    fill(personalFields, async () => [...fields]),
    fill(placeOnToday, onToday),
    fill(offerAbout, (ctx, { offers }) => {
      const own = offers.filter(({ kind }) => kind === offerKind).map(({ ref }) => ref);
      return own.length > 0 ? aboutOffers(ctx, own, offerKind) : Promise.resolve([]);
    }),
    fill(personExport, async (ctx, { subject }) => {
      const acts = await actsOf(ctx.db, subject);
      const rows = acts.map(({ eventId, step, at, state }) => ({
        event: eventId,
        step,
        at: at.toString(),
        state,
      }));
      return rows.length > 0 ? [{ module: "programme", title: "export.publishing-steps", rows }] : [];
    }),
    fill(deskToday, programmeToday),
    fill(staffLeaving, eventsOfLeaver),
    // Who checked and published stays as the subject key, whose secret is destroyed: no row names the person any more.
    fill(personErase, async () => [{ module: "programme", rows: 0 }]),
  ],
});
