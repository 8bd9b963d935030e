/** Who may do what with places. An editor keeps the data, a manager decides what exists, the city decides the words. */
import { type Actor, holds, holdsSomewhere, policy, type Role } from "#platform/auth";
import { maySetOnePerson, mayStep, type PublicationState, type PublicationStep } from "#platform/publishing";
import { type Parties, type Side, sidesOf } from "./handover/sides.ts";

/** Everybody who works there may know that a place comes or goes. */
export const watching: readonly Role[] = ["clerk", "editor", "manager", "admin", "auditor"];

/** Whoever has something to do with places of theirs, in the list of the desk. */
export const listing: readonly Role[] = ["clerk", "editor", "publisher", "manager"];
/** Whoever answers for what is public. */
export const answering: readonly Role[] = ["publisher", "manager"];

const inSteps: readonly Role[] = ["clerk", "editor", "reviewer", "publisher", "manager", "auditor", "admin"];

const keeps = (who: Actor, path: string) => holds(who, "editor", path) || holds(who, "manager", path);

/** A change that waits for a second person, as far as rights go. */
interface WaitingChange {
  orgPath: string;
  /** Of the organisation that is to run it, where it is to be another. */
  toPath: string | null;
  /** Kind or level is among what is asked. */
  identity: boolean;
  /** Where it lies, who runs it, or its end is. */
  existence: boolean;
  askedBy: string;
}

/** Every part takes the right of its own. */
const confirms = (who: Actor, { orgPath, toPath, identity, existence }: WaitingChange) =>
  (!identity || mayStep(who, "publish", orgPath)) &&
  (!existence || holds(who, "manager", orgPath)) &&
  (toPath === null || holds(who, "manager", toPath));

/** Words and rules that the whole city uses: an admin of an organisation that stands under no other. */
export const decidesForCity = (who: Actor, city: { rootPaths: readonly string[] }) =>
  city.rootPaths.some((path) => holds(who, "admin", path));

export const may = policy({
  "place.change": (who: Actor, place: { orgPath: string }) => keeps(who, place.orgPath),
  // Whoever may change some of the facts; which ones, `againstFacts` says.
  "place.change-facts": (who: Actor, place: { orgPath: string; state: PublicationState }) =>
    keeps(who, place.orgPath) || (place.state === "published" && mayStep(who, "publish", place.orgPath)),
  "place.answer-for": (who: Actor, place: { orgPath: string }) => mayStep(who, "publish", place.orgPath),
  // Whoever stands at the counter knows first that the pipe has burst.
  "place.close": (who: Actor, place: { orgPath: string }) =>
    keeps(who, place.orgPath) || holds(who, "clerk", place.orgPath),
  "place.see-desk": (who: Actor, place: { orgPath: string }) =>
    (["clerk", "reviewer", "publisher"] as const).some((role) => holds(who, role, place.orgPath)) ||
    keeps(who, place.orgPath),
  // Drafts and history are for those who work there or above.
  "place.see-steps": (who: Actor, place: { orgPath: string }) =>
    inSteps.some((role) => holds(who, role, place.orgPath)),
  "place.list-steps": (who: Actor) => holdsSomewhere(who, ...inSteps),
  "place.step": (who: Actor, { step, orgPath }: { step: PublicationStep; orgPath: string }) =>
    mayStep(who, step, orgPath),
  // It begins as a draft: others decide that it becomes public.
  "place.register": (who: Actor, organisation: { path: string }) => keeps(who, organisation.path),
  // What somebody asked for, another confirms: with the right to do it.
  "place.confirm-change": (who: Actor, change: WaitingChange) => confirms(who, change),
  // Whoever asked takes it back.
  "place.decline-change": (who: Actor, change: WaitingChange) =>
    confirms(who, change) || (who.subject !== null && who.subject === change.askedBy),
  "place.end": (who: Actor, place: { orgPath: string }) => holds(who, "manager", place.orgPath),
  // Giving a place away takes both sides.
  "place.move": (who: Actor, move: { from: { orgPath: string }; to: { path: string } | null }) =>
    holds(who, "manager", move.from.orgPath) && (move.to === null || holds(who, "manager", move.to.path)),
  // The list itself shows only what the grants of the asker cover.
  "place.list-desk": (who: Actor) => holdsSomewhere(who, ...listing),
  // From above: nobody says how much their own work is looked at.
  "review-rule.put": (who: Actor, { path }: { path: string }) => maySetOnePerson(who, path),
  "kind.put": decidesForCity,
  // The clerk who opens the door says so.
  "place.observe": (who: Actor, place: { orgPath: string }) =>
    keeps(who, place.orgPath) || holds(who, "clerk", place.orgPath),
  "place.inspect": (who: Actor, place: { orgPath: string }) => keeps(who, place.orgPath),
  // A manager decides that a place is renewed and when it is done; how far the work is, an editor knows too.
  "renovation.plan": (who: Actor, place: { orgPath: string }) => holds(who, "manager", place.orgPath),
  "renovation.report": (who: Actor, place: { orgPath: string }) => keeps(who, place.orgPath),
  // The public calendar holds for every place of the city.
  "holiday.put": decidesForCity,
  // What is asked of every division is the city's word too.
  "standard.put": decidesForCity,
  "organisation.change": (who: Actor, organisation: { path: string }) =>
    holds(who, "admin", organisation.path),
  // One rule by which every place of the city is measured.
  "opening-tolerance.put": decidesForCity,
  "organisation.add": (who: Actor, parent: { path: string }) => holds(who, "admin", parent.path),
  // Who else uses a place binds the organisation.
  "place.share": (who: Actor, place: { orgPath: string }) => holds(who, "manager", place.orgPath),
  // The list itself shows only documents with a side that the asker's roles cover.
  "handover.list": (who: Actor) => holdsSomewhere(who, ...watching),
  "handover.see": (who: Actor, { from, to }: Parties) =>
    watching.some((role) => holds(who, role, from.path) || holds(who, role, to.path)),
  // Whoever runs the place writes the list; the other side reads it and signs, or does not.
  "handover.draw-up": (who: Actor, place: { orgPath: string }) => holds(who, "manager", place.orgPath),
  "handover.change": (who: Actor, { from }: Parties) => holds(who, "manager", from.path),
  "handover.sign": (who: Actor, { side, ...parties }: Parties & { side: Side }) =>
    sidesOf(who, parties).includes(side),
  "handover.refuse": (who: Actor, { to }: Parties) => holds(who, "manager", to.path),
});
