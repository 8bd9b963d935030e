/**
 * From draft to published by named people: one writes, another checks, a third answers for it (三审). Pure.
 * Modules keep their own history rows in this shape; what is published (an event, a course, an object) they know.
 */
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

export const publicationSteps = [
  "submit",
  "take-back",
  "check",
  "approve",
  "send-back",
  "publish",
  "withdraw",
  "reopen",
] as const;
export type PublicationStep = (typeof publicationSteps)[number];

interface Move {
  from: readonly PublicationState[];
  to: PublicationState;
  /** Any of these on the organisation or above it; a manager holds them all. */
  roles: readonly Role[];
  /** Not by somebody who wrote it, unless the organisation has the one-person rule. */
  byOther?: true;
  needsReason?: true;
}

/** The whole machine as a table. */
export const moves: Readonly<Record<PublicationStep, Move>> = {
  submit: { from: ["draft"], to: "submitted", roles: ["editor"] },
  "take-back": { from: ["submitted", "checked", "approved"], to: "draft", roles: ["editor"] },
  check: { from: ["submitted"], to: "checked", roles: ["reviewer"], byOther: true },
  approve: { from: ["checked"], to: "approved", roles: ["publisher"], byOther: true },
  "send-back": {
    from: ["submitted", "checked", "approved"],
    to: "draft",
    roles: ["reviewer", "publisher"],
    needsReason: true,
  },
  publish: { from: ["approved"], to: "published", roles: ["publisher"] },
  withdraw: { from: ["published"], to: "withdrawn", roles: ["publisher"], needsReason: true },
  reopen: { from: ["withdrawn"], to: "draft", roles: ["editor"] },
};

/** What the machine has to know of the thing. */
export interface Publication {
  state: PublicationState;
  orgPath: string;
  /** Subjects of everybody who wrote on it. */
  writers: readonly string[];
}

/** One row of a module's history. Staff are named by subject key; their names are asked of `people`. */
export interface PublicationRow<Step extends string = PublicationStep> {
  step: Step;
  from: PublicationState;
  to: PublicationState;
  by: string;
  writers: readonly string[];
  reason: string | null;
  /** The one-person rule that let somebody check what they wrote, or null. */
  onePersonRule: string | null;
}

export interface Stepping {
  who: Actor;
  reason?: string | null;
  /** Id of the one-person rule in force for this organisation, or null. */
  onePersonRule: string | null;
}

export interface Against {
  id: string;
  data?: Record<string, string>;
}

/** May this person ever take this step there? For access rules; state and authorship are asked of `reasonAgainstStep`. */
export function mayStep(who: Actor, step: PublicationStep, orgPath: string): boolean {
  return (
    who.subject !== null &&
    [...moves[step].roles, "manager" as const].some((role) => holds(who, role, orgPath))
  );
}

/** May this person set the one-person exception for the organisation at `orgPath`? Only from above: nobody grants it to themselves, covering for the one above neither. */
export function maySetOnePerson(actor: Actor, orgPath: string): boolean {
  const who = withoutCover(actor);
  const above = orgPath.replace(/[^.]+\.$/, "");
  return holds(who, "admin", orgPath) || (above !== "" && holds(who, "manager", above));
}

/** The first reason against this step now, or null. */
export function reasonAgainstStep(
  step: PublicationStep,
  { state, orgPath, writers }: Publication,
  { who, reason, onePersonRule }: Stepping,
): Against | null {
  const move = moves[step];
  if (!mayStep(who, step, orgPath)) return { id: "publishing.not-yours", data: { step } };
  if (!move.from.includes(state)) return { id: "publishing.wrong-state", data: { step, state } };
  if (move.byOther && wrote(who, writers) && onePersonRule === null)
    return { id: "publishing.own-work", data: { step } };
  if (move.needsReason && !reason?.trim()) return { id: "publishing.reason-missing", data: { step } };
  return null;
}

/** Every step this person could take now; reasons are asked for when they do. */
export function stepsOpenTo(publication: Publication, stepping: Omit<Stepping, "reason">): PublicationStep[] {
  return publicationSteps.filter(
    (step) => !reasonAgainstStep(step, publication, { ...stepping, reason: "later" }),
  );
}

/** The history row of a step that nothing speaks against. */
export function rowOfStep(
  step: PublicationStep,
  { state, writers }: Publication,
  { who, reason, onePersonRule }: Stepping,
): PublicationRow {
  if (who.subject === null) throw new Error(`step ${step} needs a named person`);
  return {
    step,
    from: state,
    to: moves[step].to,
    by: who.subject,
    writers,
    reason: reason?.trim() || null,
    onePersonRule: moves[step].byOther && wrote(who, writers) ? onePersonRule : null,
  };
}

function wrote({ subject }: Actor, writers: readonly string[]): boolean {
  return subject !== null && writers.includes(subject);
}
