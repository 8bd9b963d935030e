/** Upkeep of the platform itself: what is sealed, and what is forgotten when. */
import { sealAudit } from "#platform/audit";
import { forgetOldSessions } from "#platform/auth";
import type { Config } from "#platform/config";
import { inTx } from "#platform/ctx";
import { forgetNews, type ListenerSpec } from "#platform/events";
import { forgetOldAnswers } from "#platform/http";
import { imageJobs } from "#platform/images";
import type { Job } from "#platform/jobs";

/** The jobs of a city that no module owns. */
export function upkeep({ newsDays }: Pick<Config, "newsDays">, listeners: readonly ListenerSpec[]): Job[] {
  const names = listeners.map(({ name }) => name);
  return [
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
    {
      name: "platform.forget-news",
      cron: "27 * * * *",
      run: async (ctx) => {
        const old = { before: ctx.clock().subtract({ hours: 24 * newsDays }), listeners: names };
        while ((await inTx(ctx, (inner) => forgetNews(inner, old))).more);
      },
    },
  ];
}
