/** Who may do what with contests. Editors prepare them and enter results; publishers decide about entries and make results public. */
import { type Actor, holds, policy, principal } from "#platform/auth";

interface OfOrganisation {
  orgPath: string;
}

const holdsOne = (
  who: Actor,
  { orgPath }: OfOrganisation,
  ...roles: ("clerk" | "editor" | "publisher" | "manager" | "reviewer" | "auditor")[]
) => who.subject !== null && roles.some((role) => holds(who, role, orgPath));

export const mayWriteContest = (who: Actor, of: OfOrganisation) =>
  holdsOne(who, of, "editor", "publisher", "manager");
export const mayDecide = (who: Actor, of: OfOrganisation) => holdsOne(who, of, "publisher", "manager");

/** What people have entered by is changed by whoever decides. */
export const mayChangeContest = (who: Actor, of: OfOrganisation & { entered: boolean }) =>
  of.entered ? mayDecide(who, of) : mayWriteContest(who, of);

export const may = policy({
  /** Residents for themselves; whoever acts for somebody, for them. */
  "contest.enter": (who: Actor, _: object) => who.kind === "resident" || who.onBehalfOf !== null,
  "contest.mine": (who: Actor, _: object) => principal(who) !== null,
  "contest.write": mayWriteContest,
  "contest.change": mayChangeContest,
  "contest.see-desk": (who: Actor, of: OfOrganisation) =>
    holdsOne(who, of, "clerk", "editor", "reviewer", "publisher", "manager", "auditor"),
  "contest.decide": mayDecide,
  /** Whoever was given the code, resident or staff, as themself. */
  "jury.take-seat": (who: Actor, _: object) => who.subject !== null && who.onBehalfOf === null,
  "jury.judge": (_: Actor, { sits }: { sits: boolean }) => sits,
});
