/** What main/ mounts of places. */
import { deskToday, personalFields, personErase, personExport, staffLeaving } from "#platform/auth";
import { today } from "#platform/ctx";
import { defineModule } from "#platform/module";
import { actsOf } from "#platform/publishing";
import { pagesIn, publicPages } from "#platform/sitemap";
import { fill } from "#platform/slots";
import "./events.ts";
import { closuresOfLeaver } from "./closures/leaving.ts";
import { upkeepSections } from "./condition/upkeep-by.ts";
import { tables } from "./exchange/index.ts";
import { publicPlaces } from "./finding/find-store.ts";
import { handoverSections } from "./handover/personal.ts";
import { takeAllEffect } from "./handover/take-effect.ts";
import { recordsBy } from "./observed/records-by.ts";
import { fields } from "./personal-fields.ts";
import { placesOfLeaver } from "./publishing/leaving.ts";
import { placeThing } from "./publishing/place-thing.ts";
import { publishJob } from "./publishing/publish-due.ts";
import { waitingSections } from "./publishing/waiting-by.ts";
import { operations } from "./routes.ts";
import { placesToday } from "./today/today.ts";

export const placesModule = defineModule({
  name: "places",
  operations,
  tables,
  jobs: [
    {
      // A day begins at midnight of the city, wherever the machine stands.
      name: "places.hand-over",
      cron: "*/5 * * * *",
      run: async (ctx) => {
        await takeAllEffect(ctx);
      },
    },
    publishJob,
  ],
  slots: [
    fill(personalFields, async () => [...fields]),
    fill(publicPages, async () => [
      pagesIn("places", "/places/", (ctx) => publicPlaces(today(ctx).toString())),
    ]),
    fill(deskToday, placesToday),
    fill(staffLeaving, closuresOfLeaver),
    fill(staffLeaving, placesOfLeaver),
    fill(personExport, handoverSections),
    fill(personExport, upkeepSections),
    fill(personExport, async (ctx, { subject }) => {
      const rows = await recordsBy(ctx, subject);
      return rows.length > 0 ? [{ module: "places", title: "export.door-records", rows }] : [];
    }),
    fill(personExport, async (ctx, { subject }) => {
      const acts = await actsOf(ctx.db, placeThing, subject);
      const rows = acts.map(({ thing, at, ...act }) => ({ ...act, place: thing, at: at.toString() }));
      return rows.length > 0
        ? [
            {
              module: "places",
              title: "export.place-steps",
              rows,
              words: { step: "publishing.past", state: "publishing.state" },
            },
          ]
        : [];
    }),
    fill(personExport, waitingSections),
    // Who saw what stays as the subject key, whose secret is destroyed: no row names the person any more.
    fill(personErase, async () => [{ module: "places", rows: 0 }]),
  ],
});
