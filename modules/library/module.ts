import { deskToday, personalFields, personErase, personExport, personMerge } from "#platform/auth";
import { inTx } from "#platform/ctx";
import { defineModule } from "#platform/module";
import { publicPages } from "#platform/sitemap";
import { fill } from "#platform/slots";
import { fields } from "./acquiring/personal-fields.ts";
import { acquiringToday } from "./acquiring/today.ts";
import { forgetWishes, mergeWishes, wishesOfPerson } from "./acquiring/wishes/one-person.ts";
import { cataloguePages } from "./catalogue/finding/public-pages.ts";
import { batchJobs } from "./catalogue/importing/batch-job.ts";
import { operations } from "./routes.ts";

export const libraryModule = defineModule({
  name: "library",
  operations,
  jobs: [...batchJobs],
  slots: [
    fill(publicPages, async () => [cataloguePages]),
    fill(deskToday, acquiringToday),
    fill(personalFields, async () => [...fields]),
    fill(personExport, (ctx, { subject }) => wishesOfPerson(ctx, subject)),
    fill(personErase, async (ctx, { subject }) => [
      { module: "library", rows: await inTx(ctx, (inner) => forgetWishes(inner, subject)) },
    ]),
    fill(personMerge, (ctx, joining) => inTx(ctx, (inner) => mergeWishes(inner, joining))),
  ],
});
