/** Whom whoever makes an entry may name on it, without asking them: their children, their guardians. Others come by its code. */
import { type FamilyMember, familyOf, namesOfSubjects } from "#people";
import type { Ctx } from "#platform/ctx";
import type { OnEntry } from "./people-store.ts";

export interface Nameable {
  subject: string;
  name: string | null;
  /** Reads for themself that they were named. */
  told: boolean;
}

/**
 * The family of whom the entry is for, by the city's records; where a guardian makes it, the guardian and their other children too. Who
 * only helps names nobody. Whom the entry names already (`on`) it may name on.
 */
export async function nameable(
  ctx: Pick<Ctx, "db" | "actor">,
  holder: string,
  on: readonly OnEntry[],
): Promise<Nameable[]> {
  const family = await familyNow(ctx, holder);
  const known = new Set([holder, ...family.map(({ subject }) => subject)]);
  const before = on.filter(({ subject, joined }) => !joined && !known.has(subject));
  const names = await namesOfSubjects(
    ctx.db,
    before.map(({ subject }) => subject),
  );
  return [
    ...family,
    ...before.map(({ subject }) => ({ subject, name: names.get(subject) ?? null, told: true })),
  ];
}

async function familyNow(ctx: Pick<Ctx, "db" | "actor">, holder: string): Promise<Nameable[]> {
  const { subject: self, onBehalfOf } = ctx.actor;
  if (onBehalfOf && onBehalfOf.as !== "guardian") return [];
  const guardian = onBehalfOf ? self : null;
  const members = await familyOf(ctx.db, guardian ? [holder, guardian] : [holder]);
  const theirs = members.filter(
    ({ of, as, subject }) => subject !== holder && (of === holder || as === "ward"),
  );
  return [...new Map(theirs.map((one) => [one.subject, one])).values()].map((one) => ({
    ...{ subject: one.subject, name: one.name },
    told: isTold(one, guardian),
  }));
}

/** A child that does not sign in is not told what its guardian does, nor is the guardian who does it. */
const isTold = ({ as, signsIn, subject }: FamilyMember, guardian: string | null) =>
  as === "ward" ? signsIn : subject !== guardian;
