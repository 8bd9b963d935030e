import { defineModule } from "#platform/module";
import { batchJobs } from "./catalogue/importing/batch-job.ts";
import { operations } from "./routes.ts";

export const libraryModule = defineModule({ name: "library", operations, jobs: [...batchJobs] });
