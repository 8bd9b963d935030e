/** An event goes one step on the way from draft to published, or back. */
import { audit } from "#platform/audit";
import type { TxCtx } from "#platform/ctx";
import { invalid, refused } from "#platform/errors";
import { announce } from "#platform/events";
import {
  onePersonRuleOf,
  type PublicationState,
  type PublicationStep,
  reasonAgainstStep,
  rowOfStep,
} from "#platform/publishing";
import { cancelRunning } from "../changing/cancel.ts";
import type { Changed } from "../changing/change-event.ts";
import type { Warning } from "../desk/contract.ts";
import { readinessFaults } from "../drafting/readiness.ts";
import { warningsOf } from "../drafting/warnings.ts";
import { eventToWrite } from "../drafting/write-event.ts";
import * as store from "../event-store.ts";
import { addHistory, withdrawnAt, writersOf } from "../history-store.ts";
import { refreshSearch } from "../search-text.ts";
import { newsOf } from "./news.ts";
import { openOffers } from "./offers.ts";

export interface StepInput {
  id: string;
  version: number;
  step: PublicationStep;
  reason?: string | null;
}

export interface Stepped extends Changed {
  /** Sessions whose place is closed then: said at every step forward, in the way of none. */
  warnings: Warning[];
}

/** Takes the step, or refuses with the first reason against it: role, state, own work, missing reason, unfinished text. */
export async function takeStep(ctx: TxCtx, input: StepInput): Promise<Stepped> {
  const event = await eventToWrite(ctx, input.id, input.version);
  if (input.step === "reopen" && event.cancelledAt) throw refused("event.cancelled-already");
  const rule = await onePersonRuleOf(ctx.db, event.orgPath);
  const writers = (await writersOf(ctx.db, [event.id])).get(event.id) ?? [];
  const publication = { state: event.state, orgPath: event.orgPath, writers };
  const stepping = { who: ctx.actor, reason: input.reason, onePersonRule: rule?.id ?? null };
  const against = reasonAgainstStep(input.step, publication, stepping);
  if (against)
    throw refused(against.id, against.data, against.id === "publishing.not-yours" ? { status: 403 } : {});
  if (input.step === "submit" || input.step === "publish") await refuseUnready(ctx, event);
  const row = rowOfStep(input.step, publication, stepping);
  const version = await store.setState(ctx.db, event.id, row.to, ctx.clock());
  await addHistory(ctx.db, event.id, { ...row, version, at: ctx.clock() });
  await audit(ctx, {
    what: pastOf[input.step],
    on: { kind: "event", id: event.id },
    detail: { version, ...(row.onePersonRule && { onePersonRule: row.onePersonRule }) },
  });
  const told = await follow(ctx, { ...event, state: row.to, version }, input);
  const forward = row.to !== "draft" && row.to !== "withdrawn";
  const warnings = forward ? await warningsOf(ctx, event) : [];
  return { id: event.id, version, state: row.to, told, warnings };
}

const pastOf: Record<PublicationStep, string> = {
  submit: "event.submitted",
  "take-back": "event.taken-back",
  check: "event.checked",
  approve: "event.approved",
  "send-back": "event.sent-back",
  publish: "event.published",
  withdraw: "event.withdrawn",
  reopen: "event.reopened",
};

async function refuseUnready(ctx: TxCtx, event: store.Event): Promise<void> {
  const faults = await readinessFaults(ctx.db, event, ctx.clock());
  if (faults.length > 0) throw invalid(faults);
}

/** What a step brings with it. Answers how many holders of claims were told. */
async function follow(
  ctx: TxCtx,
  event: store.Event & { state: PublicationState },
  input: StepInput,
): Promise<number> {
  if (input.step === "publish") {
    const sessions = await store.sessionsOf(ctx.db, [event.id]);
    await openOffers(ctx, event.orgPath, sessions);
    await refreshSearch(ctx, event.id);
    const sessionIds = sessions.filter(({ cancelledAt }) => !cancelledAt).map(({ id }) => id);
    await announce(ctx, "event.published", { ...(await newsOf(ctx.db, event)), sessionIds });
  }
  if (input.step === "withdraw") {
    const { cancelled, told } = await cancelRunning(ctx, event, {
      reason: input.reason ?? "",
      notice: "notice.event-withdrawn",
    });
    const sessionIds = cancelled.map(({ id }) => id);
    await announce(ctx, "event.withdrawn", { ...(await newsOf(ctx.db, event)), sessionIds });
    return told;
  }
  if (input.step === "reopen") {
    // Claims on withdrawn sessions are gone for good; what comes again are new sessions with new offers.
    const at = await withdrawnAt(ctx.db, event.id);
    if (at) await store.renewSessions(ctx.db, event.id, at, ctx.clock());
  }
  return 0;
}
