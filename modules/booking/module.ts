import { passUses } from "#people";
import { placeToBook } from "#places";
import { deskToday, personalFields, personErase, personExport, personMerge } from "#platform/auth";
import { inTx, type TxCtx, textFor } from "#platform/ctx";
import { defineModule } from "#platform/module";
import { pagesIn, publicPages } from "#platform/sitemap";
import { fill } from "#platform/slots";
import { exportClaims } from "./claiming/export-claims.ts";
import { forgetHolder } from "./claiming/forget-holder.ts";
import { mergeHolders } from "./claiming/merge-holders.ts";
import { expectedIn } from "./door/expected.ts";
import { carryOut, tendDraws } from "./drawing/carry-out.ts";
import { carryOutJob } from "./drawing/draw-it.ts";
import { publicDraws } from "./drawing/draw-store.ts";
import { exportEntries, forgetEntries, mergeEntries } from "./drawing/personal.ts";
import { drawsToday } from "./drawing/today.ts";
import { approvalsToday } from "./holding/today.ts";
import { listeners } from "./listeners.ts";
import { settleOffers } from "./offers/settle-offers.ts";
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
import { offerKinds } from "./slots.ts";
import { tendDue } from "./waiting/tend.ts";

/** What is forgotten of a person who is erased; answers of how many rows. */
const forgets = (forget: (ctx: TxCtx, subject: string) => Promise<number>) =>
  fill(personErase, async (ctx, { subject }) => [
    { module: "booking", rows: await inTx(ctx, (inner) => forget(inner, subject)) },
  ]);

// texts: penalty.kind.*
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
    fill(publicPages, async () => [roomPages, pagesIn("draws", "/draws/", publicDraws)]),
    fill(offerKinds, async (ctx) =>
      reservationKinds.map((code) => ({ code, name: textFor(ctx)(`penalty.kind.${code}`) })),
    ),
    fill(placeToBook, bookableAt),
    fill(passUses, (ctx, asked) => expectedIn(ctx, { ...asked, orgPath: null })),
    fill(deskToday, reservationsToday),
    fill(deskToday, appealsToday),
    fill(deskToday, approvalsToday),
    fill(deskToday, drawsToday),
    fill(deskToday, conflictsToday),
    fill(personalFields, async () => [...fields]),
    fill(personExport, (ctx, { subject }) => exportClaims(ctx, subject)),
    fill(personExport, (ctx, { subject }) => exportReservations(ctx, subject)),
    fill(personExport, (ctx, { subject }) => exportEntries(ctx, subject)),
    fill(personExport, (ctx, { subject }) => exportPenalties(ctx, subject)),
    fill(personExport, (ctx, { subject }) => exportScans(ctx, subject)),
    forgets(eraseReservations),
    // Before claims: who carries a draw out locks its entries first.
    forgets(forgetEntries),
    forgets((ctx, subject) => forgetMarks(ctx.db, subject)),
    forgets(forgetHolder),
    fill(personMerge, (ctx, joining) => inTx(ctx, (inner) => mergeReservations(inner, joining))),
    fill(personMerge, (ctx, joining) => inTx(ctx, (inner) => mergeEntries(inner, joining))),
    fill(personMerge, (ctx, joining) => inTx(ctx, (inner) => mergePenalties(inner, joining))),
    fill(personMerge, (ctx, joining) => inTx(ctx, (inner) => mergeHolders(inner, joining))),
  ],
});
