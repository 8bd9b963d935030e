import { claimsOf, offerAbout, offerKinds, offerSorts, roomUses } from "#booking";
import { actThings, noticeLink } from "#people";
import { placeComing, placeOnToday } from "#places";
import {
  deskToday,
  personalFields,
  personErase,
  personExport,
  personMerge,
  staffLeaving,
} from "#platform/auth";
import { inTx, textFor } from "#platform/ctx";
import { defineModule } from "#platform/module";
import { actsOf } from "#platform/publishing";
import { pagesIn, publicPages } from "#platform/sitemap";
import { fill } from "#platform/slots";
import { holdJob } from "./changing/hold-sessions.ts";
import { comingAt } from "./changing/place-closing.ts";
import { contestsOf, forgetContestant, mergeContestants } from "./contest/one-person.ts";
import { shortTeamsToday } from "./contest/team-short.ts";
import { eventKinds } from "./contract.ts";
import { eventsOfActs } from "./desk/acts-about.ts";
import { eventsOfLeaver } from "./desk/leaving.ts";
import { programmeToday } from "./desk/today.ts";
import { eventsTable } from "./exchange/events.ts";
import { guideFilesJob } from "./exhibition/audio/files.ts";
import { feedbackBy, forgetFeedback } from "./feedback/feedback-store.ts";
import { mergeFeedback } from "./feedback/merge.ts";
import { aboutOffers, onToday } from "./finding/at-place.ts";
import { publicEvents } from "./finding/find-store.ts";
import { listeners } from "./listeners.ts";
import { tapLink } from "./moved/answer.ts";
import { answersOfClaims } from "./moved/move-store.ts";
import { fields } from "./personal-fields.ts";
import { eventThing } from "./publishing/event-kind.ts";
import { offerKind } from "./publishing/offers.ts";
import { publishJob } from "./publishing/publish-due.ts";
import { useKind, usesOfSessions } from "./publishing/rooms.ts";
import { remindJob } from "./reminding/remind.ts";
import { operations } from "./routes.ts";
import { publicSeries } from "./series/series-store.ts";
import { tourToday } from "./touring/today.ts";
import { worksOfStaff } from "./works/second-person.ts";
import { publicWorks } from "./works/work-store.ts";

export const programmeModule = defineModule({
  name: "programme",
  operations,
  tables: [eventsTable],
  listeners,
  jobs: [guideFilesJob, holdJob, publishJob, remindJob],
  slots: [
    fill(personalFields, async () => [...fields]),
    fill(publicPages, async () => [
      pagesIn("events", "/events/", publicEvents),
      pagesIn("series", "/series/", publicSeries),
      pagesIn("works", "/works/", publicWorks),
    ]),
    fill(placeOnToday, onToday),
    fill(placeComing, comingAt),
    fill(offerAbout, (ctx, { offers }) => {
      const own = offers.filter(({ kind }) => kind === offerKind).map(({ ref }) => ref);
      return own.length > 0 ? aboutOffers(ctx, own, offerKind) : Promise.resolve([]);
    }),
    fill(roomUses, (ctx, { uses }) =>
      usesOfSessions(
        ctx,
        uses.filter(({ kind }) => kind === useKind).map(({ ref }) => ref),
      ),
    ),
    fill(offerKinds, async (ctx) => [{ code: offerKind, name: textFor(ctx)("event.offers") }]),
    fill(offerSorts, async (ctx) =>
      eventKinds.map((code) => ({ code, name: textFor(ctx)(`event.kind.${code}`) })),
    ),
    fill(personExport, async (ctx, { subject }) => {
      const acts = await actsOf(ctx.db, eventThing, subject);
      const rows = acts.map(({ thing, step, at, state }) => ({
        event: thing,
        step,
        at: at.toString(),
        state,
      }));
      const steps =
        rows.length > 0
          ? [
              {
                module: "programme",
                title: "export.publishing-steps",
                rows,
                words: { step: "publishing.past", state: "publishing.state" },
              },
            ]
          : [];
      const said = await feedbackBy(ctx.db, subject);
      const feedback = {
        module: "programme",
        title: "export.feedback",
        rows: said.map(({ title, stars, words, givenAt, answer }) => ({
          event: title,
          stars,
          words,
          at: givenAt.toString(),
          answer,
        })),
      };
      return [
        ...steps,
        ...(await worksOfStaff(ctx, subject)),
        ...(await contestsOf(ctx, subject)),
        ...(said.length > 0 ? [feedback] : []),
      ];
    }),
    // texts: move.answer.*
    fill(personExport, async (ctx, { subject }) => {
      const rows = await answersOfClaims(ctx.db, await claimsOf(ctx.db, subject));
      const words = { answer: "move.answer" };
      return rows.length > 0 ? [{ module: "programme", title: "export.move-answers", rows, words }] : [];
    }),
    fill(noticeLink, tapLink),
    fill(deskToday, programmeToday),
    fill(deskToday, (ctx) => shortTeamsToday(ctx)),
    fill(deskToday, (ctx) => tourToday(ctx)),
    fill(staffLeaving, eventsOfLeaver),
    fill(actThings, eventsOfActs),
    // Who checked and published stays as the subject key, whose secret is destroyed: no row names the person any more.
    fill(personErase, async (ctx, { subject }) => [
      {
        module: "programme",
        rows: await inTx(
          ctx,
          async (inner) =>
            (await forgetContestant(inner, subject)) + (await forgetFeedback(inner.db, subject)),
        ),
      },
    ]),
    fill(personMerge, (ctx, joining) =>
      inTx(ctx, async (inner) => [
        ...(await mergeContestants(inner, joining)),
        ...(await mergeFeedback(inner, joining)),
      ]),
    ),
  ],
});
