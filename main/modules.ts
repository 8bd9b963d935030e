/** Every module of the city, in calling order. The only list there is. */

import { apiDocument } from "#contract";
import { sealAudit } from "#platform/audit";
import { forgetOldSessions } from "#platform/auth";
import { inTx } from "#platform/ctx";
import { anyone, forgetOldAnswers, type Implemented, implement, openApi } from "#platform/http";
import { imageJobs } from "#platform/images";
import type { Job } from "#platform/jobs";
import type { Module } from "#platform/module";
import { bookingModule } from "../modules/booking/module.ts";
import { frontModule } from "../modules/front/module.ts";
import { insightModule } from "../modules/insight/module.ts";
import { peopleModule } from "../modules/people/module.ts";
import { placesModule } from "../modules/places/module.ts";
import { programmeModule } from "../modules/programme/module.ts";

export const modules: Module[] = [
  placesModule,
  peopleModule,
  bookingModule,
  programmeModule,
  insightModule,
  frontModule,
];

/** Upkeep of the platform itself. */
export const platformJobs: Job[] = [
  ...imageJobs,
  {
    name: "platform.seal-audit",
    cron: "* * * * *",
    run: async (ctx) => {
      while ((await sealAudit(ctx)) > 0);
    },
  },
  {
    name: "platform.forget",
    cron: "17 * * * *",
    run: async (ctx) => {
      await inTx(ctx, async (inner) => {
        await forgetOldSessions(inner);
        await forgetOldAnswers(inner);
      });
    },
  },
];

/** Every operation of the city, the description of them all included. */
export const operations: Implemented[] = [
  ...modules.flatMap((module) => module.operations ?? []),
  implement(apiDocument, { may: anyone, run: async () => openApi(operations) }),
];
