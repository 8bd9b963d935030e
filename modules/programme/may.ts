/** Who may do what with the programme. Writers write drafts, publishers answer for what is public. */
import { decidesForCity } from "#places";
import { type Actor, holds, holdsSomewhere, policy, principal } from "#platform/auth";
import { mayStep, type PublicationState, type PublicationStep } from "#platform/publishing";

interface OfOrganisation {
  orgPath: string;
}
interface OfEvent extends OfOrganisation {
  state: PublicationState;
}

/** Everybody who works there reads what is not public. */
export const seers = ["editor", "reviewer", "publisher", "manager", "clerk", "auditor"] as const;

/** Whoever writes drafts. */
export const writers = ["editor", "manager"] as const;
/** Whoever answers for what is public. */
export const publishers = ["publisher", "manager"] as const;
/** Whoever writes drafts or changes what is public. */
export const preparing = ["editor", "publisher", "manager"] as const;
/** Whoever takes the file of events of theirs. */
export const taking = [...preparing, "auditor"] as const;
/** Whoever was there knows how many came. */
export const reporting = ["clerk", "editor", "manager"] as const;

/** Drafts are written by editors, what is public is changed by publishers. */
export function mayWrite(who: Actor, { state, orgPath }: OfEvent): boolean {
  const role = state === "published" ? "publisher" : "editor";
  return who.subject !== null && (holds(who, role, orgPath) || holds(who, "manager", orgPath));
}

/** Whoever publishes for the organisation answers for it. */
export const publishes = (who: Actor, { orgPath }: OfOrganisation) =>
  who.subject !== null && publishers.some((role) => holds(who, role, orgPath));

export const may = policy({
  "event.begin": (who: Actor, { orgPath }: OfOrganisation) => mayWrite(who, { orgPath, state: "draft" }),
  "event.write": mayWrite,
  /** Drafts and history are for those who work there or above, and for those who organise jointly. */
  "event.see-desk": (who: Actor, { orgPath, jointOrgPaths }: OfOrganisation & { jointOrgPaths: string[] }) =>
    [orgPath, ...jointOrgPaths].some((path) => seers.some((role) => holds(who, role, path))),
  "event.list-desk": (who: Actor, _: object) => holdsSomewhere(who, ...seers),
  "event.step": (who: Actor, { step, orgPath }: OfOrganisation & { step: PublicationStep }) =>
    mayStep(who, step, orgPath),
  /** For oneself or whom one acts for; without a place there is no move to be seen. */
  "move.answer": (who: Actor, _: object) => principal(who) !== null,
  "event.cancel": publishes,
  "session.report": (who: Actor, { orgPath }: OfOrganisation) =>
    who.subject !== null && reporting.some((role) => holds(who, role, orgPath)),
  // Once it is approved, whoever answers for it answers for its permit.
  "event.permit": (who: Actor, { state, orgPath }: OfEvent) =>
    mayWrite(who, { orgPath, state: state === "approved" ? "published" : state }),
  "permit-rule.put": decidesForCity,
  /** Who came, or the guardian of whoever came; a helper has no opinion of theirs. */
  "feedback.give": (who: Actor, _: object) => principal(who) !== null && who.onBehalfOf?.as !== "helper",
  "feedback.answer": publishes,
  "series.begin": publishes,
  "series.change": publishes,
});
