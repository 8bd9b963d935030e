import { actThings, myNext } from "#people";
import {
  deskToday,
  personalFields,
  personErase,
  personExport,
  personMerge,
  staffLeaving,
} from "#platform/auth";
import { inTx, today } from "#platform/ctx";
import { defineModule } from "#platform/module";
import { pagesIn, publicPages } from "#platform/sitemap";
import { fill } from "#platform/slots";
import { acquiringToday } from "./acquiring/today.ts";
import { forgetWishes, mergeWishes, wishesOfPerson } from "./acquiring/wishes/one-person.ts";
import { countClassesJob } from "./catalogue/classes/classes.ts";
import { batchJobs } from "./catalogue/importing/batch-job.ts";
import { countVolumesJob } from "./catalogue/items/count-volumes.ts";
import { keptBooksOf, mergeKept } from "./catalogue/lists/kept.ts";
import { forgetKept } from "./catalogue/lists/kept-store.ts";
import { publicLists } from "./catalogue/lists/list-store.ts";
import { listStepsOf, listsOfActs, listsOfLeaver } from "./catalogue/lists/of-staff.ts";
import { publishListsJob } from "./catalogue/lists/write-list.ts";
import { cataloguePages } from "./catalogue/searching/public-pages.ts";
import { deliveryOfPerson, forgetDoorstepsJob } from "./circulation/delivery/one-person.ts";
import { holdsToday } from "./circulation/holds/desk/today.ts";
import { holdJobs } from "./circulation/holds/hold-jobs.ts";
import { holdsOfPerson } from "./circulation/holds/joining/one-person.ts";
import { itemsTable } from "./circulation/importing/items/items-table.ts";
import { loansTable } from "./circulation/importing/loans/loans-table.ts";
import { readersTable } from "./circulation/importing/readers/readers-table.ts";
import { loseOverdueJob } from "./circulation/lost/lose-overdue.ts";
import { replayJob } from "./circulation/offline/replay.ts";
import { offlineToday } from "./circulation/offline/today.ts";
import { forgetReadingOf, loansNext, loansOfPerson } from "./circulation/own/one-person.ts";
import { exportReader } from "./circulation/readers/one-person/export-reader.ts";
import { forgetReader } from "./circulation/readers/one-person/forget-reader.ts";
import { mergeReaders } from "./circulation/readers/one-person/merge-readers.ts";
import { readerJobs } from "./circulation/readers/tend.ts";
import { tendLoansJob } from "./circulation/reminding/tend-loans.ts";
import { listeners } from "./listeners.ts";
import { networkToday } from "./network/today.ts";
import { fields } from "./personal-fields.ts";
import { operations } from "./routes.ts";

export const libraryModule = defineModule({
  name: "library",
  operations,
  listeners,
  jobs: [
    ...batchJobs,
    publishListsJob,
    countClassesJob,
    tendLoansJob,
    loseOverdueJob,
    countVolumesJob,
    tendLoansJob,
    replayJob,
    ...holdJobs,
    ...readerJobs,
    forgetDoorstepsJob,
  ],
  tables: [readersTable, itemsTable, loansTable],
  slots: [
    fill(publicPages, async () => [
      cataloguePages,
      pagesIn("lists", "/lists/", (ctx) => publicLists(today(ctx).toString())),
    ]),
    fill(deskToday, acquiringToday),
    fill(deskToday, holdsToday),
    fill(deskToday, networkToday),
    fill(deskToday, offlineToday),
    fill(personalFields, async () => [...fields]),
    fill(personExport, async (ctx, { subject }) => [
      ...(await keptBooksOf(ctx, subject)),
      ...(await wishesOfPerson(ctx, subject)),
      ...(await listStepsOf(ctx, subject)),
      ...(await exportReader(ctx, subject)),
      ...(await holdsOfPerson(ctx, subject)),
      ...(await loansOfPerson(ctx, subject)),
      ...(await deliveryOfPerson(ctx, subject)),
    ]),
    fill(personErase, async (ctx, { subject }) => [
      {
        module: "library",
        rows: await inTx(
          ctx,
          async (inner) =>
            (await forgetReader(inner, subject)) +
            (await forgetKept(inner.db, subject)) +
            (await forgetWishes(inner, subject)) +
            (await forgetReadingOf(inner.db, subject, null)),
        ),
      },
    ]),
    fill(personMerge, (ctx, joining) => inTx(ctx, (inner) => mergeKept(inner, joining))),
    fill(personMerge, (ctx, joining) => inTx(ctx, (inner) => mergeWishes(inner, joining))),
    fill(personMerge, (ctx, joining) => inTx(ctx, (inner) => mergeReaders(inner, joining))),
    fill(myNext, loansNext),
    fill(staffLeaving, listsOfLeaver),
    fill(actThings, listsOfActs),
  ],
});
