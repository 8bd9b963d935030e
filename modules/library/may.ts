/** Who may do what with the catalogue. Editors land and mend, managers undo and decide; the records are everybody's. */
import { type Actor, holds, holdsSomewhere, policy, principal, type Role } from "#platform/auth";
import { mayStep, type PublicationState, type PublicationStep } from "#platform/publishing";

interface OfOrganisation {
  orgPath: string;
}

/** Who sees how the catalogue came to be. */
export const seers = ["editor", "reviewer", "publisher", "manager", "clerk", "auditor"] as const;

/** Who brings records in, mends them and settles what was found. */
export const landers = ["editor", "manager"] as const;

/** Who stands at a shelf: counts it, prints its labels. */
export const shelfStaff = ["clerk", "editor", "manager"] as const;

/** Who stands at a till. */
export const tillStaff = ["clerk", "manager"] as const;

/** Who lends in spite of a limit, of something overdue, of a suspension, and says why. */
export const overrulers = ["manager"] as const;
/** Who lends: takes books from shelves and over the counter. */
export const lenders = ["clerk", "manager"] as const;

const named = (who: Actor) => who.subject !== null;
const holdsOne = (who: Actor, roles: readonly Role[], path: string) =>
  named(who) && roles.some((role) => holds(who, role, path));

/** Who edits for every one of these houses. */
const editsForAll = (who: Actor, { paths }: { paths: readonly string[] }) =>
  paths.length > 0 && paths.every((path) => holdsOne(who, landers, path));

/** Drafts are written by editors, what is public is changed by publishers. */
export const mayWriteList = (who: Actor, { state, orgPath }: OfOrganisation & { state: PublicationState }) =>
  holdsOne(who, [state === "published" ? "publisher" : "editor", "manager"], orgPath);

/**
 * May a record be changed to which these houses have items? The record is everybody's whose items hang on it: each may put it right. Without
 * items, whoever edits anywhere.
 */
const isTheirs = (paths: readonly string[], editsFor: (path: string) => boolean, editsAnywhere: boolean) =>
  paths.length > 0 ? paths.some(editsFor) : editsAnywhere;

/** The same of a file, which speaks for the house that sent it and those below it. */
export const houseMayEdit = (orgPath: string, { paths }: { paths: readonly string[] }) =>
  isTheirs(paths, (path) => path.startsWith(orgPath), true);

export const may = policy({
  "catalogue.list": (who: Actor, _: object) => named(who) && holdsSomewhere(who, ...seers),
  "batch.send": (who: Actor, { orgPath }: OfOrganisation) => holdsOne(who, landers, orgPath),
  "batch.see": (who: Actor, { orgPath }: OfOrganisation) => holdsOne(who, seers, orgPath),
  "batch.land": (who: Actor, { orgPath }: OfOrganisation) => holdsOne(who, landers, orgPath),
  /** What others have built on goes with it. */
  "batch.undo": (who: Actor, { orgPath }: OfOrganisation) => holdsOne(who, ["manager"], orgPath),
  /** Records of several houses become one: who edits for all of them. */
  "record.join": editsForAll,
  "shelf.see": (who: Actor, { orgPath }: OfOrganisation) => holdsOne(who, seers, orgPath),
  "shelf.work": (who: Actor, { orgPath }: OfOrganisation) => holdsOne(who, shelfStaff, orgPath),
  /** What an item is, and that it goes. */
  "item.write": (who: Actor, { orgPath }: OfOrganisation) => holdsOne(who, landers, orgPath),
  /** A copy of one house at a place of another: who edits for both. */
  "item.add": editsForAll,
  "weeding.propose": (who: Actor, { orgPath }: OfOrganisation) => holdsOne(who, landers, orgPath),
  "weeding.decide": (who: Actor, { orgPath }: OfOrganisation) => holdsOne(who, ["manager"], orgPath),
  /** A new record, a template: of a house. */
  "record.make": (who: Actor, { orgPath }: OfOrganisation) => holdsOne(who, landers, orgPath),
  "record.edit": (who: Actor, { paths }: { paths: readonly string[] }) =>
    named(who) && isTheirs(paths, (path) => holdsOne(who, landers, path), holdsSomewhere(who, ...landers)),
  /** Other libraries are asked in the city's name. */
  "record.copy": (who: Actor, _: object) => named(who) && holdsSomewhere(who, ...landers),
  "reading-list.list-desk": (who: Actor, _: object) => named(who) && holdsSomewhere(who, ...seers),
  "reading-list.see-desk": (who: Actor, { orgPath }: OfOrganisation) => holdsOne(who, seers, orgPath),
  "reading-list.write": mayWriteList,
  "reading-list.step": (who: Actor, { step, orgPath }: OfOrganisation & { step: PublicationStep }) =>
    mayStep(who, step, orgPath),
  /** One's own, or that of whom one acts for. */
  "books.own": (who: Actor, _: object) => principal(who) !== null,
  "till.list": (who: Actor, _: object) => named(who) && holdsSomewhere(who, ...tillStaff),
  "till.work": (who: Actor, { orgPath }: OfOrganisation) => holdsOne(who, tillStaff, orgPath),
  "till.lend": (who: Actor, { orgPath, despite }: OfOrganisation & { despite: boolean }) =>
    holdsOne(who, despite ? overrulers : tillStaff, orgPath),
  /** One's own loans, or those of whom one acts for; not of a child who keeps an account of their own. */
  "loans.own": (who: Actor, _: object) => principal(who) !== null && !who.onBehalfOf?.servicesOnly,
  /** What somebody has read is theirs, or their guardian's to see: no helper's. */
  "history.own": (who: Actor, _: object) =>
    principal(who) !== null && !who.onBehalfOf?.servicesOnly && who.onBehalfOf?.as !== "helper",
  "profile.see": (who: Actor, { orgPath }: OfOrganisation) => holdsOne(who, seers, orgPath),
  "profile.write": (who: Actor, { orgPath }: OfOrganisation) => holdsOne(who, landers, orgPath),
  /** For oneself or one's child; a helper books, and wishes for nobody. */
  "wish.make": (who: Actor, _: object) => principal(who) !== null && who.onBehalfOf?.as !== "helper",
  "acquiring.see": (who: Actor, { orgPath }: OfOrganisation) => holdsOne(who, seers, orgPath),
  /** Orders, subscribes, answers readers. */
  "acquiring.work": (who: Actor, { orgPath }: OfOrganisation) => holdsOne(who, landers, orgPath),
  /** What has come is taken in by whoever stands there. */
  "acquiring.receive": (who: Actor, { orgPath }: OfOrganisation) => holdsOne(who, shelfStaff, orgPath),
  "acquiring.scan": (who: Actor, _: object) => named(who) && holdsSomewhere(who, ...shelfStaff),
  /** What may be spent, and how much readers may ask for. */
  "acquiring.decide": (who: Actor, { orgPath }: OfOrganisation) => holdsOne(who, ["manager"], orgPath),
  /** What is lent to whom, for how long and how many: whoever works somewhere reads it of every house. */
  "loan-rules.see": (who: Actor, _: object) => named(who) && holdsSomewhere(who, ...seers),
  "loan-rules.write": (who: Actor, { orgPath }: OfOrganisation) => holdsOne(who, ["manager"], orgPath),
  /** Readers and loans that another system had. */
  "import.readers": (who: Actor, { orgPath }: OfOrganisation) => holdsOne(who, ["manager"], orgPath),
  "import.loans": (who: Actor, { orgPath }: OfOrganisation) => holdsOne(who, ["manager"], orgPath),
  /** For oneself or for whom one acts. */
  "holds.own": (who: Actor, _: object) => principal(who) !== null,
  "holds.see": (who: Actor, _: object) => named(who) && holdsSomewhere(who, ...lenders),
  "holds.work": (who: Actor, { orgPath }: OfOrganisation) => holdsOne(who, lenders, orgPath),
  /** Who is served before others, and how much readers may wait for. */
  "holds.decide": (who: Actor, { orgPath }: OfOrganisation) => holdsOne(who, ["manager"], orgPath),
});
