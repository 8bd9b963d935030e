import { defineModule } from "#platform/module";
import { publicPages } from "#platform/sitemap";
import { fill } from "#platform/slots";
import { cataloguePages } from "./catalogue/finding/public-pages.ts";
import { batchJobs } from "./catalogue/importing/batch-job.ts";
import { operations } from "./routes.ts";

export const libraryModule = defineModule({
  name: "library",
  operations,
  jobs: [...batchJobs],
  slots: [fill(publicPages, async () => [cataloguePages])],
});
