/** What works on files on their way in, as whoever sent them. */
import { actorOfSubject } from "#people";
import { exchangeJobs } from "#platform/exchange";
import type { Job } from "#platform/jobs";
import { tables } from "./modules.ts";

export const exchangeWork: Job[] = exchangeJobs(tables, (ctx, subject) =>
  actorOfSubject(ctx, subject, "own"),
);
