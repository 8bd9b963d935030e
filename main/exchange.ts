/** What works on files on their way in, as whoever sent them. */
import { accountOfSubject, actorFor } from "#people";
import { type ActorOf, exchangeJobs } from "#platform/exchange";
import type { Job } from "#platform/jobs";
import { tables } from "./modules.ts";

const actorOfSubject: ActorOf = async (ctx, subject) => {
  const account = await accountOfSubject(ctx.db, subject);
  return account && actorFor(ctx, { account: account.id, actingFor: null });
};

export const exchangeWork: Job[] = exchangeJobs(tables, actorOfSubject);
