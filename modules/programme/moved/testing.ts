/** Input of moved sessions for the generated access test. */
import type { TxCtx } from "#platform/ctx";
import { newId } from "#platform/db";
import { moveToken } from "./link.ts";

const answer = { answer: "coming" };

/** A move nobody of the askers holds a place in: what they may is asked before. `sessionOf` makes a session of the organisation. */
export const moveSamples = (sessionOf: (ctx: TxCtx, orgId: string) => Promise<string | undefined>) => ({
  "events.move": async () => ({ params: { id: newId() } }),
  "events.answer-move": async () => ({ params: { id: newId() }, body: answer }),
  "events.move-by-link": async (ctx: TxCtx) => ({ params: { token: someToken(ctx) } }),
  "events.answer-move-by-link": async (ctx: TxCtx) => ({ params: { token: someToken(ctx) }, body: answer }),
  "events.move-answers": async (ctx: TxCtx, orgId: string) => ({
    params: { id: await sessionOf(ctx, orgId) },
  }),
});

const someToken = (ctx: TxCtx) => moveToken(ctx, { moveId: newId(), claimId: newId() }, ctx.clock());
