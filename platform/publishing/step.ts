/** One step of one thing: everything that is the same for events, places and whatever comes. */
import { Temporal } from "temporal-polyfill";
import { audit } from "../audit/index.ts";
import type { Ctx, TxCtx } from "../ctx/index.ts";
import { refused } from "../errors/index.ts";
import { addHistory, nobodyYet, type PublicationKind, standingsOf } from "./history.ts";
import {
  type Publication,
  type PublicationRow,
  type PublicationState,
  type PublicationStep,
  reasonAgainstStep,
  rowOfStep,
  type Stepping,
  stepsOpenTo,
  usualNeed,
} from "./machine.ts";
import { onePersonRulesFor } from "./one-person.ts";
import { reviewNeedsOf } from "./review-rule.ts";
import { dropSchedule, schedulesOf, setSchedule } from "./schedule.ts";

export interface Thing {
  id: string;
  state: PublicationState;
  orgPath: string;
}

export interface StepWanted {
  step: PublicationStep;
  reason?: string | null | undefined;
  /** When it is to be published by itself: for `schedule`. */
  at?: Temporal.Instant | null | undefined;
}

/** A step as the contract brings it. */
export function stepAsked<S extends { step: PublicationStep; at?: string }>({ at, ...asked }: S) {
  return { ...asked, at: at === undefined ? null : Temporal.Instant.from(at) };
}

interface Known {
  publication: Publication;
  onePersonRule: string | null;
}

/** What the machine has to know of these things, in four questions for any number. */
async function knownOf(
  ctx: Ctx,
  kind: PublicationKind,
  things: readonly Thing[],
): Promise<Map<string, Known>> {
  const ids = things.map(({ id }) => id);
  const paths = things.map(({ orgPath }) => orgPath);
  const standings = await standingsOf(ctx.db, kind, ids);
  const needs = await reviewNeedsOf(ctx.db, paths);
  const rules = await onePersonRulesFor(ctx, paths);
  const schedules = await schedulesOf(ctx.db, kind, ids);
  return new Map(
    things.map(({ id, state, orgPath }) => [
      id,
      {
        publication: {
          state,
          orgPath,
          ...(standings.get(id) ?? nobodyYet),
          need: needs.get(orgPath) ?? usualNeed,
          scheduled: schedules.has(id),
        },
        onePersonRule: rules.get(orgPath) ?? null,
      },
    ]),
  );
}

/** What may be done with these things now by whoever asks, and how far their reviews are. */
export async function openSteps(
  ctx: Ctx,
  kind: PublicationKind,
  things: readonly Thing[],
): Promise<Map<string, PublicationStep[]>> {
  const known = await knownOf(ctx, kind, things);
  return new Map(
    [...known].map(([id, { publication, onePersonRule }]) => [
      id,
      stepsOpenTo(publication, { who: ctx.actor, now: ctx.clock(), onePersonRule }),
    ]),
  );
}

/** How far a thing's reviews and proof-readings are, and what is asked for. */
export async function reviewsOf(ctx: Ctx, kind: PublicationKind, thing: Thing): Promise<Publication> {
  const known = (await knownOf(ctx, kind, [thing])).get(thing.id);
  if (!known) throw new Error(`nothing known of ${thing.id}`);
  return known.publication;
}

/** What a step would write, or a refusal with the first reason against it. The thing is locked by whoever calls. */
export async function stepRow(
  ctx: TxCtx,
  kind: PublicationKind,
  thing: Thing,
  wanted: StepWanted,
): Promise<PublicationRow> {
  const known = (await knownOf(ctx, kind, [thing])).get(thing.id);
  if (!known) throw new Error(`nothing known of ${thing.id}`);
  const stepping: Stepping = {
    who: ctx.actor,
    now: ctx.clock(),
    reason: wanted.reason ?? null,
    at: wanted.at ?? null,
    onePersonRule: known.onePersonRule,
  };
  const against = reasonAgainstStep(wanted.step, known.publication, stepping);
  if (against)
    throw refused(against.id, against.data, against.id === "publishing.not-yours" ? { status: 403 } : {});
  return rowOfStep(wanted.step, known.publication, stepping);
}

type Recorded = PublicationStep | "miss";

/** Each step as what happened: with the kind of the thing it names the act in the audit, `place.sent-back`. */
export const pastOf: Readonly<Record<Recorded, string>> = {
  submit: "submitted",
  "take-back": "taken-back",
  check: "checked",
  proof: "proof-read",
  approve: "approved",
  "send-back": "sent-back",
  schedule: "scheduled",
  "call-off": "called-off",
  publish: "published",
  withdraw: "withdrawn",
  reopen: "reopened",
  miss: "missed",
};

/** Writes the row into history and audit, and sets or drops the time at which the thing is published by itself. */
export async function recordStep(
  ctx: TxCtx,
  kind: PublicationKind,
  { id, version }: { id: string; version: number },
  row: PublicationRow<Recorded>,
): Promise<void> {
  const now = ctx.clock();
  await addHistory(ctx.db, kind, [{ ...row, thing: id, version, at: now }]);
  await audit(ctx, {
    what: `${kind}.${pastOf[row.step]}`,
    on: { kind, id },
    detail: {
      version,
      ...(row.onePersonRule && { onePersonRule: row.onePersonRule }),
      ...(row.scheduledFor && { scheduledFor: row.scheduledFor.toString() }),
      ...(row.step === "miss" && { reason: row.reason }),
    },
  });
  if (row.step === "schedule" && row.by !== null && row.scheduledFor)
    await setSchedule(ctx.db, kind, { thing: id, due: row.scheduledFor, by: row.by, now });
  else if (row.step === "call-off" || row.step === "miss" || row.from !== row.to)
    await dropSchedule(ctx.db, kind, id);
}

/** The row of a publication by the clock, in the name of whoever set the time. */
export function rowOfDue({ by, due }: { by: string; due: Temporal.Instant }): PublicationRow {
  return {
    step: "publish",
    from: "approved",
    to: "published",
    by,
    barred: [],
    reason: null,
    onePersonRule: null,
    scheduledFor: due,
  };
}

/** The row of a time that went by without publication: it stays approved, and people look at it again. */
export function rowOfMiss({ due }: { due: Temporal.Instant }, reason: string): PublicationRow<"miss"> {
  return {
    step: "miss",
    from: "approved",
    to: "approved",
    by: null,
    barred: [],
    reason: reason.slice(0, 500),
    onePersonRule: null,
    scheduledFor: due,
  };
}
