/**
 * From draft to published by named people (三审三校): one writes, others check, the last reviewer approves and answers for it;
 * proof-readers put their marks meanwhile. How many of each, the organisation says. Pure.
 */
import type { Temporal } from "temporal-polyfill";
import { type Actor, holds, type Role, withoutCover } from "../auth/actor.ts";

export const publicationStates = [
  "draft",
  "submitted",
  "checked",
  "approved",
  "published",
  "withdrawn",
] as const;
export type PublicationState = (typeof publicationStates)[number];
/** Before everybody sees it, and afterwards. */
export const statesNotPublic = publicationStates.filter((state) => state !== "published");

export const publicationSteps = [
  "submit",
  "take-back",
  "check",
  "proof",
  "approve",
  "send-back",
  "schedule",
  "call-off",
  "publish",
  "withdraw",
  "reopen",
] as const;
export type PublicationStep = (typeof publicationSteps)[number];
/**
 * Beside the steps of publishing: writing on a draft, changing or cancelling what is public, `adopt` for what comes in public (an
 * import, or since before there were steps), `miss` for what the clock could not publish.
 */
export const historySteps = [...publicationSteps, "write", "change", "cancel", "adopt", "miss"] as const;
export type HistoryStep = (typeof historySteps)[number];

interface Move {
  from: readonly PublicationState[];
  /** `stays` where it is. A check moves on when it is the last before the approval. */
  to: PublicationState | "stays";
  /** Any of these on the organisation or above it; a manager holds them all. */
  roles: readonly Role[];
  /** Not by somebody who wrote it, nor twice by one person, unless the organisation has the one-person rule. */
  byOther?: true;
  needsReason?: true;
}

/** The whole machine as a table. */
export const moves: Readonly<Record<PublicationStep, Move>> = {
  submit: { from: ["draft"], to: "submitted", roles: ["editor"] },
  "take-back": { from: ["submitted", "checked", "approved"], to: "draft", roles: ["editor"] },
  check: { from: ["submitted"], to: "checked", roles: ["reviewer"], byOther: true },
  proof: {
    from: ["submitted", "checked"],
    to: "stays",
    roles: ["editor", "reviewer", "publisher"],
    byOther: true,
  },
  approve: { from: ["checked"], to: "approved", roles: ["publisher"], byOther: true },
  "send-back": {
    from: ["submitted", "checked", "approved"],
    to: "draft",
    roles: ["reviewer", "publisher"],
    needsReason: true,
  },
  schedule: { from: ["approved"], to: "stays", roles: ["publisher"] },
  "call-off": { from: ["approved"], to: "stays", roles: ["publisher"] },
  publish: { from: ["approved"], to: "published", roles: ["publisher"] },
  withdraw: { from: ["published"], to: "withdrawn", roles: ["publisher"], needsReason: true },
  reopen: { from: ["withdrawn"], to: "draft", roles: ["editor"] },
};

/** How many reviews (the approval is the last of them) and proof-readings an organisation asks for. */
export interface ReviewNeed {
  reviews: number;
  proofs: number;
}

export const usualNeed: ReviewNeed = { reviews: 2, proofs: 0 };

/** Who did what with a thing, by subject: everybody who ever wrote, and the marks since it was last a draft, in their order. */
export interface Standing {
  writers: readonly string[];
  checked: readonly string[];
  proofread: readonly string[];
}

/** What the machine has to know of the thing. */
export interface Publication extends Standing {
  state: PublicationState;
  orgPath: string;
  need: ReviewNeed;
  /** It is to be published by itself at a time. */
  scheduled: boolean;
}

/** One row of the history. Staff are named by subject key; their names are asked of `people`. */
export interface PublicationRow<Step extends string = PublicationStep> {
  step: Step;
  from: PublicationState;
  to: PublicationState;
  /** Null only where nobody took it: what was public before, what the clock could not do. */
  by: string | null;
  /** Who could not take this step. */
  barred: readonly string[];
  reason: string | null;
  /** The one-person rule that let somebody check what they wrote, or check twice; or null. */
  onePersonRule: string | null;
  scheduledFor: Temporal.Instant | null;
}

export interface Stepping {
  who: Actor;
  now: Temporal.Instant;
  reason?: string | null;
  /** When it is to be published by itself: for `schedule`. */
  at?: Temporal.Instant | null;
  /** Id of the one-person rule in force for this organisation, or null. */
  onePersonRule: string | null;
}

export interface Against {
  id: string;
  data?: Record<string, string | number>;
}

/** Nothing is scheduled further ahead: by then nobody remembers. */
const farthestHours = 366 * 24;

/** May this person ever take this step there? For access rules; state and authorship are asked of `reasonAgainstStep`. */
export function mayStep(who: Actor, step: PublicationStep, orgPath: string): boolean {
  return (
    who.subject !== null &&
    [...moves[step].roles, "manager" as const].some((role) => holds(who, role, orgPath))
  );
}

/** May this person say how the organisation at `orgPath` is reviewed, or excuse it? Only from above: nobody grants it to themselves, covering for the one above neither. */
export function maySetOnePerson(actor: Actor, orgPath: string): boolean {
  const who = withoutCover(actor);
  const above = orgPath.replace(/[^.]+\.$/, "");
  return holds(who, "admin", orgPath) || (above !== "" && holds(who, "manager", above));
}

/** The first reason against this step now, or null. */
export function reasonAgainstStep(
  step: PublicationStep,
  publication: Publication,
  { who, now, reason, at, onePersonRule }: Stepping,
): Against | null {
  const { state, orgPath, need, checked, proofread, scheduled } = publication;
  const move = moves[step];
  if (!mayStep(who, step, orgPath)) return { id: "publishing.not-yours", data: { step } };
  const fromHere = step === "approve" && need.reviews === 1 ? ["submitted", "checked"] : move.from;
  if (!fromHere.includes(state)) return { id: "publishing.wrong-state", data: { step, state } };
  if (step === "check" && need.reviews === 1) return { id: "publishing.wrong-state", data: { step, state } };
  if (step === "proof" && proofread.length >= need.proofs)
    return { id: "publishing.proofs-done", data: { proofs: need.proofs } };
  if (move.byOther && onePersonRule === null) {
    if (among(who, publication.writers)) return { id: "publishing.own-work", data: { step } };
    if (among(who, step === "proof" ? proofread : checked))
      return { id: "publishing.done-already", data: { step } };
  }
  if (step === "approve" && proofread.length < need.proofs)
    return { id: "publishing.proofs-missing", data: { done: proofread.length, proofs: need.proofs } };
  if (step === "call-off" && !scheduled) return { id: "publishing.not-scheduled" };
  if (step === "schedule") {
    const hours = at ? now.until(at).total("hours") : 0;
    if (hours <= 0 || hours > farthestHours) return { id: "publishing.time-not-ahead" };
  }
  if (move.needsReason && !reason?.trim()) return { id: "publishing.reason-missing", data: { step } };
  return null;
}

/** Every step this person could take now; reasons and times are asked for when they do. */
export function stepsOpenTo(
  publication: Publication,
  stepping: Omit<Stepping, "reason" | "at">,
): PublicationStep[] {
  const later = { reason: "later", at: stepping.now.add({ hours: 1 }) };
  return publicationSteps.filter((step) => !reasonAgainstStep(step, publication, { ...stepping, ...later }));
}

const onward: ReadonlySet<string> = new Set(["submit", "check", "proof", "approve", "schedule", "publish"]);

/** States from which a step forward may wait for one of this person's roles. */
export function waitingStates({ grants }: Actor): PublicationState[] {
  const roles = new Set(grants.map(({ role }) => role));
  const own = publicationSteps.filter(
    (step) => onward.has(step) && (roles.has("manager") || moves[step].roles.some((role) => roles.has(role))),
  );
  return [...new Set(own.flatMap((step) => [...moves[step].from]))];
}

/** Does a step forward of the asker's wait here? What is scheduled waits for nobody. */
export function waitsForMe({
  can,
  scheduledFor,
}: {
  can: readonly string[];
  scheduledFor: unknown;
}): boolean {
  return scheduledFor === null && can.some((step) => onward.has(step));
}

/** The history row of a step that nothing speaks against. */
export function rowOfStep(
  step: PublicationStep,
  publication: Publication,
  { who, reason, at, onePersonRule }: Stepping,
): PublicationRow {
  if (who.subject === null) throw new Error(`step ${step} needs a named person`);
  const barred = barredFrom(step, publication);
  return {
    step,
    from: publication.state,
    to: stateAfter(step, publication),
    by: who.subject,
    barred,
    reason: reason?.trim() || null,
    onePersonRule: among(who, barred) ? onePersonRule : null,
    scheduledFor: step === "schedule" ? (at ?? null) : null,
  };
}

function stateAfter(step: PublicationStep, { state, need, checked }: Publication): PublicationState {
  const { to } = moves[step];
  const last = step !== "check" || checked.length + 1 >= need.reviews - 1;
  return to === "stays" || !last ? state : to;
}

function barredFrom(step: PublicationStep, { writers, checked, proofread }: Publication): string[] {
  if (!moves[step].byOther) return [];
  return [...new Set([...writers, ...(step === "proof" ? proofread : checked)])];
}

function among({ subject }: Actor, people: readonly string[]): boolean {
  return subject !== null && people.includes(subject);
}
