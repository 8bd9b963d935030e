/** Retention as the field register promises it. */
import { type Ctx, inTx, type TxCtx } from "#platform/ctx";
import { endUnanswered, forgetEligibility } from "../eligibility/store.ts";
import { endGuardianshipsByAge, tellFourteenth } from "../family/birthdays.ts";
import { forgetFamilyCodes } from "../family/code-store.ts";
import { endStandingInByAge } from "../identity/by-guardian.ts";
import { forgetDocumentTries } from "../identity/store.ts";
import { forgetEmailCodes } from "../notices/email-store.ts";
import { forgetNotices } from "../notices/store.ts";
import { forgetShown } from "../pass/store.ts";
import { forgetProviderSessions } from "../provider/store.ts";
import { forgetCodes, forgetOldTries } from "../sign-in/store.ts";

const retentions: Record<string, (ctx: TxCtx) => Promise<unknown>> = {
  codes: (ctx) => forgetCodes(ctx.db, ctx.clock().subtract({ hours: 24 })),
  tries: (ctx) => forgetOldTries(ctx.db, ctx.clock().subtract({ hours: 24 })),
  shown: (ctx) => forgetShown(ctx.db, ctx.clock().subtract({ minutes: 5 })),
  providerSessions: (ctx) => forgetProviderSessions(ctx.db, ctx.clock().subtract({ hours: 13 })),
  emailCodes: (ctx) => forgetEmailCodes(ctx.db, ctx.clock().subtract({ hours: 24 })),
  notices: (ctx) => forgetNotices(ctx.db, ctx.clock().subtract({ hours: 24 * 365 })),
  documentTries: (ctx) => forgetDocumentTries(ctx.db, ctx.clock().subtract({ hours: 24 })),
  unanswered: (ctx) =>
    endUnanswered(ctx.db, { now: ctx.clock(), since: ctx.clock().subtract({ hours: 24 }) }),
  eligibility: (ctx) =>
    forgetEligibility(ctx.db, { now: ctx.clock(), before: ctx.clock().subtract({ hours: 24 * 90 }) }),
  familyCodes: (ctx) => forgetFamilyCodes(ctx.db, ctx.clock().subtract({ hours: 24 })),
  fourteenth: tellFourteenth,
  guardianships: endGuardianshipsByAge,
  standingIn: endStandingInByAge,
};

/** What has reached its age goes, each kind by itself: one that cannot does not keep the others. Answers those that could not. */
export async function forgetAged(ctx: Ctx): Promise<string[]> {
  const failed: string[] = [];
  for (const [kind, forget] of Object.entries(retentions)) {
    try {
      await inTx(ctx, forget);
    } catch (error) {
      failed.push(kind);
      ctx.log.error({ err: error, kind }, "what has reached its age cannot be forgotten");
    }
  }
  return failed;
}
