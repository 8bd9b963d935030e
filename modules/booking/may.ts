/** Who may do what with offers and claims. */
import { type Actor, holds, holdsSomewhere, policy, principal, type Role } from "#platform/auth";
import { groupRoles } from "./groups/group-roles.ts";

interface OfOrganisation {
  orgPath: string;
}
interface OfClaim extends OfOrganisation {
  subject: string | null;
  /** Path of the organisation whose group it is for. */
  groupOf?: string | null;
}

/** Works at the counter and the door of an organisation. */
export const serving = ["clerk", "manager"] as const satisfies Role[];
export const servesAt = (who: Actor, { orgPath }: OfOrganisation) =>
  serving.some((role) => holds(who, role, orgPath));

/** Whoever works for an organisation brings its groups. */
export const bringsGroups = (who: Actor, { orgPath }: OfOrganisation) =>
  groupRoles.some((role) => holds(who, role, orgPath));

/** Writes or publishes what an organisation puts on. */
export const arrangesAt = (who: Actor, { orgPath }: OfOrganisation) =>
  (["editor", "publisher", "manager"] as const).some((role) => holds(who, role, orgPath));

/**
 * Who would answer a request to move that they made, or that was made for an organisation they work for: as staff of the organisation
 * above the holder, or helping the holder. The holder's own staff answer who asked from below them.
 */
export function asksItself(
  who: Actor,
  { askedBy, askedFor, groupOf }: { askedBy: string | null; askedFor: string | null; groupOf: string | null },
): boolean {
  if (askedBy !== null && who.subject === askedBy) return true;
  const reaches = groupOf === null ? who.onBehalfOf !== null : !askedFor?.startsWith(groupOf);
  return reaches && askedFor !== null && bringsGroups(who, { orgPath: askedFor });
}

/** Residents for themselves; whoever acts for somebody, staff who help included, for them. */
export const dealsForPerson = ({ kind, onBehalfOf }: Pick<Actor, "kind" | "onBehalfOf">) =>
  kind === "resident" || onBehalfOf !== null;

/** Who may type and confirm the value of a draw. */
export const drawers = ["clerk", "editor", "reviewer", "publisher", "manager"] as const;

/** The path of the organisation above, or null at the top. */
export function aboveOf(orgPath: string): string | null {
  const above = orgPath.split(".").slice(0, -2);
  return above.length === 0 ? null : `${above.join(".")}.`;
}

export const may = policy({
  "claim.make": (who: Actor, _: object) => dealsForPerson(who),
  "claim.make-for": servesAt,
  "claim.cancel": (who: Actor, claim: OfClaim) =>
    (claim.subject !== null && principal(who)?.subject === claim.subject) ||
    (claim.groupOf != null && bringsGroups(who, { orgPath: claim.groupOf })) ||
    servesAt(who, claim),
  "claim.see-own": (who: Actor, _: object) => principal(who) !== null,
  /** Everybody who works here reads rules; whose they write, `rule.put` says. */
  "house.choose": (who: Actor, _: object) => who.kind === "staff",
  /** Rules are of whoever answers for the organisation; those below obey them. */
  "rule.put": (who: Actor, { orgPath }: OfOrganisation) => holds(who, "manager", orgPath),
  /** One's own, or that of whom one acts for. */
  "claim.accept": (who: Actor, claim: OfClaim) =>
    (claim.subject !== null && principal(who)?.subject === claim.subject) || servesAt(who, claim),
  "claim.hand-on": (who: Actor, { subject }: { subject: string | null }) =>
    subject !== null && principal(who)?.subject === subject,
  /** For themselves as for a claim; for an organisation whoever works for it. */
  "reservation.make": (who: Actor, { forPath }: { forPath: string | null }) =>
    forPath === null ? dealsForPerson(who) : bringsGroups(who, { orgPath: forPath }),
  /** Who has rooms of the house, lets people in, closes a room. */
  "reservation.serve": servesAt,
  "reservation.desk": (who: Actor, _: object) => holdsSomewhere(who, ...groupRoles),
  /** A step of approval: whoever serves the house, then a manager of the organisation above it. */
  "reservation.answer": (
    who: Actor,
    { orgPath, step }: OfOrganisation & { step: "house" | "above" | null },
  ) => (step === "above" ? holds(who, "manager", aboveOf(orgPath) ?? orgPath) : servesAt(who, { orgPath })),
  /** For an organisation one works for. */
  "move.ask": (who: Actor, { forPath }: { forPath: string | null }) =>
    forPath !== null && bringsGroups(who, { orgPath: forPath }),
  /** Whose it is: the person, or who works for the organisation that holds it. The house does not agree for them. */
  "move.answer": (who: Actor, { subject, groupOf }: { subject: string | null; groupOf: string | null }) =>
    (subject !== null && principal(who)?.subject === subject) ||
    (groupOf !== null && bringsGroups(who, { orgPath: groupOf })),
  /** What can be reserved, and by which rules. */
  "resource.write": (who: Actor, { orgPath }: OfOrganisation) => holds(who, "manager", orgPath),
  "waiting.join": (who: Actor, _: object) => dealsForPerson(who),
  "waiting.leave": (who: Actor, { subject }: OfClaim) =>
    subject !== null && principal(who)?.subject === subject,
  "waiting.move-up": (who: Actor, { orgPath }: OfOrganisation) => holds(who, "manager", orgPath),
  /** To which occasion, its rules say. */
  "group.claim": bringsGroups,
  "group.see": (who: Actor, _: object) => holdsSomewhere(who, ...groupRoles),
  /** Whoever arranges what goes on in a hall: at the counter nobody draws it. */
  "seats.draw": arrangesAt,
  "seats.arrange": arrangesAt,
  "draw.enter": (who: Actor, _: object) => dealsForPerson(who),
  /** What is drawn, and that it is called off, whoever answers for the organisation says. */
  "draw.make": (who: Actor, { orgPath }: OfOrganisation) => holds(who, "manager", orgPath),
  "draw.list": (who: Actor, _: object) => holdsSomewhere(who, ...drawers),
  /** Works there: types the value in, or confirms it as a witness. */
  "draw.witness": (who: Actor, { orgPath }: OfOrganisation) =>
    drawers.some((role) => holds(who, role, orgPath)),
  "queue.see": servesAt,
  "queue.answer": servesAt,
  "door.list": (who: Actor, _: object) => holdsSomewhere(who, ...serving),
  "door.see": servesAt,
  "door.check-in": servesAt,
  "door.undo": servesAt,
  /** What not coming costs, and whom it is waived: never at the counter. */
  "penalty.decide": (who: Actor, { orgPath }: OfOrganisation) => holds(who, "manager", orgPath),
});
