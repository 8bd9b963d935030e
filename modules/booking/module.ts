import { passUses } from "#people";
import { placeToBook } from "#places";
import {
  deskToday,
  type PersonSection,
  personalFields,
  personErase,
  personExport,
  personMerge,
} from "#platform/auth";
import { inTx, textFor } from "#platform/ctx";
import { defineModule } from "#platform/module";
import { pagesIn, publicPages } from "#platform/sitemap";
import { fill } from "#platform/slots";
import * as claimStore from "./claim-store.ts";
import { carryOut, tendDraws } from "./drawing/carry-out.ts";
import { carryOutJob } from "./drawing/draw-it.ts";
import { publicDraws } from "./drawing/draw-store.ts";
import { exportEntries, forgetEntries, mergeEntries } from "./drawing/personal.ts";
import { drawsToday } from "./drawing/today.ts";
import { expectedIn } from "./expected.ts";
import { forgetHolder } from "./forget-holder.ts";
import { approvalsToday } from "./holding/today.ts";
import { listeners } from "./listeners.ts";
import { mergeHolders } from "./merge-holders.ts";
import { appealsToday } from "./penalties/desk-view.ts";
import { forgetMarks } from "./penalties/mark-store.ts";
import { exportPenalties, mergePenalties } from "./penalties/personal.ts";
import { reservationKinds } from "./penalties/terms.ts";
import { fields } from "./personal-fields.ts";
import { bookableAt } from "./reserving/at-place.ts";
import { reservationsToday } from "./reserving/desk-views.ts";
import { eraseReservations, exportReservations, mergeReservations } from "./reserving/personal.ts";
import { tendReservations } from "./reserving/tend-reservations.ts";
import { roomPages } from "./reserving/views.ts";
import { operations } from "./routes.ts";
import { conflictsToday } from "./scanner/conflicts.ts";
import { forgetScans } from "./scanner/forget.ts";
import { exportScans } from "./scanner/personal.ts";
import { settleOffers } from "./settle-offers.ts";
import { offerKinds } from "./slots.ts";
import { claimViews } from "./views.ts";
import { waitingRows } from "./waiting/show-line.ts";
import { tendDue } from "./waiting/tend.ts";

// texts: waiting.state.* penalty.kind.*
export const bookingModule = defineModule({
  name: "booking",
  operations,
  listeners,
  jobs: [
    {
      name: "booking.settle",
      cron: "*/10 * * * *",
      run: async (ctx) => {
        await settleOffers(ctx);
      },
    },
    {
      name: "booking.tend-reservations",
      cron: "* * * * *",
      run: async (ctx) => {
        await tendReservations(ctx);
      },
    },
    {
      name: "booking.tend",
      cron: "* * * * *",
      run: async (ctx) => {
        await tendDue(ctx);
      },
    },
    { name: "booking.tend-draws", cron: "* * * * *", run: (ctx) => tendDraws(ctx) },
    { name: carryOutJob, run: (ctx, { drawId }) => carryOut(ctx, String(drawId)) },
    {
      name: "booking.forget-scans",
      cron: "35 3 * * *",
      run: async (ctx) => {
        await forgetScans(ctx);
      },
    },
  ],
  slots: [
    fill(personalFields, async () => [...fields]),
    fill(publicPages, async () => [roomPages, pagesIn("draws", "/draws/", publicDraws)]),
    fill(
      personExport,
      async (ctx, { subject }): Promise<PersonSection[]> => [
        {
          module: "booking",
          title: "export.claims",
          rows: await claimViews(
            ctx,
            await claimStore.claimsOfSubject(ctx.db, subject, {
              now: ctx.clock(),
              after: null,
              limit: 10_000,
            }),
          ),
          words: { state: "claim.state", pool: "pool", can: "export.word.can" },
        },
        {
          module: "booking",
          title: "export.waiting",
          rows: await waitingRows(ctx, subject),
          words: { state: "waiting.state" },
        },
      ],
    ),
    fill(offerKinds, async (ctx) =>
      reservationKinds.map((code) => ({ code, name: textFor(ctx)(`penalty.kind.${code}`) })),
    ),
    fill(placeToBook, bookableAt),
    fill(passUses, (ctx, asked) => expectedIn(ctx, { ...asked, orgPath: null })),
    fill(deskToday, (ctx) => reservationsToday(ctx)),
    fill(personExport, (ctx, { subject }) => exportReservations(ctx, subject)),
    fill(personErase, async (ctx, { subject }) => [
      { module: "booking", rows: await inTx(ctx, (inner) => eraseReservations(inner, subject)) },
    ]),
    fill(personMerge, (ctx, joining) => inTx(ctx, (inner) => mergeReservations(inner, joining))),
    fill(deskToday, appealsToday),
    fill(personExport, (ctx, { subject }) => exportEntries(ctx, subject)),
    // Before claims: who carries a draw out locks its entries first.
    fill(personErase, async (ctx, { subject }) => [
      { module: "booking", rows: await inTx(ctx, (inner) => forgetEntries(inner, subject)) },
    ]),
    fill(personMerge, (ctx, joining) => inTx(ctx, (inner) => mergeEntries(inner, joining))),
    fill(personExport, (ctx, { subject }) => exportPenalties(ctx, subject)),
    fill(personExport, exportScans),
    fill(personErase, async (ctx, { subject }) => [
      { module: "booking", rows: await inTx(ctx, (inner) => forgetMarks(inner.db, subject)) },
    ]),
    fill(personMerge, (ctx, joining) => inTx(ctx, (inner) => mergePenalties(inner, joining))),
    fill(personErase, async (ctx, { subject }) => [
      { module: "booking", rows: await inTx(ctx, (inner) => forgetHolder(inner, subject)) },
    ]),
    fill(deskToday, (ctx) => approvalsToday(ctx)),
    fill(deskToday, (ctx) => drawsToday(ctx)),
    fill(deskToday, conflictsToday),
    fill(personMerge, (ctx, joining) => inTx(ctx, (inner) => mergeHolders(inner, joining))),
  ],
});
