/** An event goes one step on the way from draft to published, or back. */
import type { TxCtx } from "#platform/ctx";
import { invalid, refused } from "#platform/errors";
import { announce } from "#platform/events";
import {
  lastAt,
  type PublicationRow,
  type PublicationStep,
  recordStep,
  type StepWanted,
  stepRow,
} from "#platform/publishing";
import { cancelRunning } from "../changing/cancel.ts";
import type { Changed } from "../changing/change-event.ts";
import { tellEntrants } from "../contest/tell-entrants.ts";
import type { Warning } from "../desk/contract.ts";
import { readinessFaults } from "../drafting/readiness.ts";
import { warningsOf } from "../drafting/warnings.ts";
import { eventToWrite } from "../drafting/write-event.ts";
import * as store from "../event-store.ts";
import { refuseWithoutPermit } from "../permit/permits.ts";
import { refreshSearch } from "../search-text.ts";
import * as sessionStore from "../session-store.ts";
import { eventThing } from "./event-kind.ts";
import { newsOf } from "./news.ts";
import { openOffers } from "./offers.ts";
import { holdRooms } from "./rooms.ts";

export interface StepInput extends StepWanted {
  id: string;
  version: number;
}

export interface Stepped extends Changed {
  /** Sessions whose place is closed then: said at every step forward, in the way of none. */
  warnings: Warning[];
}

/** Takes the step, or refuses with the first reason against it: role, state, own work, missing reason, unfinished text. */
export async function takeStep(ctx: TxCtx, input: StepInput): Promise<Stepped> {
  const event = await eventToWrite(ctx, input.id, input.version);
  if (input.step === "reopen" && event.cancelledAt) throw refused("event.cancelled-already");
  const row = await stepRow(ctx, eventThing, event, input);
  if (asksForReady.has(input.step)) await refuseUnready(ctx, event);
  if (asksForPermit.has(input.step)) await refuseWithoutPermit(ctx, event);
  return goOn(ctx, event, row);
}

/** Writes the step that nothing speaks against any more, and all that comes with it. */
export async function goOn(ctx: TxCtx, event: store.Event, row: PublicationRow): Promise<Stepped> {
  const version = await store.setState(ctx.db, event.id, row.to, ctx.clock());
  await recordStep(ctx, eventThing, { id: event.id, version }, row);
  const told = await follow(ctx, { ...event, state: row.to, version }, row);
  const forward = row.to !== "draft" && row.to !== "withdrawn";
  const warnings = forward ? await warningsOf(ctx, event) : [];
  return { id: event.id, version, state: row.to, told, warnings };
}

const asksForReady: ReadonlySet<PublicationStep> = new Set(["submit", "schedule", "publish"]);
/** A permit often comes while the words are being checked. */
const asksForPermit: ReadonlySet<PublicationStep> = new Set(["approve", "schedule", "publish"]);

async function refuseUnready(ctx: TxCtx, event: store.Event): Promise<void> {
  const faults = await readinessFaults(ctx.db, event, ctx.clock());
  if (faults.length > 0) throw invalid(faults);
}

/** What a step brings with it. Answers how many were told. */
async function follow(ctx: TxCtx, event: store.Event, { step, reason }: PublicationRow): Promise<number> {
  if (step === "publish") {
    const sessions = await sessionStore.sessionsOf(ctx.db, [event.id]);
    await openOffers(ctx, event, sessions);
    await holdRooms(ctx, event, sessions);
    await refreshSearch(ctx, event.id);
    const sessionIds = sessions.filter(({ cancelledAt }) => !cancelledAt).map(({ id }) => id);
    await announce(ctx, "event.published", { ...(await newsOf(ctx.db, event)), sessionIds });
  }
  if (step === "withdraw") {
    const { cancelled, told } = await cancelRunning(ctx, event, {
      reason: reason ?? "",
      notice: "notice.event-withdrawn",
    });
    const entrants = await tellEntrants(ctx, event, {
      key: "notice.contest-cancelled",
      reason: reason ?? "",
    });
    const sessionIds = cancelled.map(({ id }) => id);
    await announce(ctx, "event.withdrawn", { ...(await newsOf(ctx.db, event)), sessionIds });
    return told + entrants;
  }
  if (step === "reopen") {
    // Claims on withdrawn sessions are gone for good; what comes again are new sessions with new offers.
    const at = await lastAt(ctx.db, eventThing, event.id, "withdraw");
    if (at) await sessionStore.renewSessions(ctx.db, event.id, at, ctx.clock());
  }
  return 0;
}
