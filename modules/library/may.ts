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

/** Who stands at a counter: lends, fetches what somebody waits for, serves readers. */
export const counterStaff = ["clerk", "manager"] as const;

/** Who sees what money went over a counter. */
export const counters = [...counterStaff, "auditor"] as const;

/** Who lends in spite of a limit, of something overdue, of a suspension, and says why. */
export const overrulers = ["manager"] as const;

const named = (who: Actor) => who.subject !== null;
const holdsOne = (who: Actor, roles: readonly Role[], path: string) =>
  named(who) && roles.some((role) => holds(who, role, path));

/** Who edits for every one of these houses. */
const editsForAll = (who: Actor, { paths }: { paths: readonly string[] }) =>
  paths.length > 0 && paths.every((path) => holdsOne(who, landers, path));

/** Paths of the place where staff stand, and of the reader's library. */
interface Served {
  here: string;
  home: string;
}

/** In a network of one card every counter serves everybody who stands there; their own library also does when they are not. */
const servesReader = (who: Actor, { here, home }: Served) =>
  [here, home].some((path) => path !== "" && holdsOne(who, counterStaff, path));

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
  "till.list": (who: Actor, _: object) => named(who) && holdsSomewhere(who, ...counterStaff),
  "till.work": (who: Actor, { orgPath }: OfOrganisation) => holdsOne(who, counterStaff, orgPath),
  "till.lend": (who: Actor, { orgPath, despite }: OfOrganisation & { despite: boolean }) =>
    holdsOne(who, despite ? overrulers : counterStaff, orgPath),
  /** One's own loans, or those of whom one acts for; not of a child who keeps an account of their own. */
  "loans.own": (who: Actor, _: object) => principal(who) !== null && !who.onBehalfOf?.servicesOnly,
  /** What somebody has read is theirs, or their guardian's to see: no helper's. */
  "history.own": (who: Actor, _: object) =>
    principal(who) !== null && !who.onBehalfOf?.servicesOnly && who.onBehalfOf?.as !== "helper",
  /** Whoever serves takes money; let go, replaced or given back it is by who decides for every house it is owed to, and where it is done. */
  "fee.settle": (
    who: Actor,
    { here, paths, letsGo }: { here: string; paths: readonly string[]; letsGo: boolean },
  ) =>
    letsGo
      ? [here, ...paths].every((path) => holdsOne(who, overrulers, path))
      : holdsOne(who, counterStaff, here),
  "fee.let-go": (who: Actor, { paths }: { paths: readonly string[] }) =>
    paths.length > 0 && paths.every((path) => holdsOne(who, overrulers, path)),
  "fee.undo": (who: Actor, { orgPath, letsGo }: OfOrganisation & { letsGo: boolean }) =>
    holdsOne(who, letsGo ? overrulers : counterStaff, orgPath),
  "fee.paper": (who: Actor, { orgPath }: OfOrganisation) => holdsOne(who, counters, orgPath),
  "fee.list": (who: Actor, _: object) => named(who) && holdsSomewhere(who, ...counters),
  /** What becomes of a copy that a reader says they returned and nobody finds. */
  "claim.decide": (who: Actor, { orgPath }: OfOrganisation) => holdsOne(who, overrulers, orgPath),
  "profile.see": (who: Actor, { orgPath }: OfOrganisation) => holdsOne(who, seers, orgPath),
  "profile.write": (who: Actor, { orgPath }: OfOrganisation) => holdsOne(who, landers, orgPath),
  /** For oneself or one's child; a helper books, and wishes for nobody. */
  "wish.make": (who: Actor, _: object) => principal(who) !== null && who.onBehalfOf?.as !== "helper",
  /** One's own card, or a child's by the guardian who agrees for it; a helper carries nobody's. From 14 on who signs in themself joins themself. */
  "reader.own": (who: Actor, _: object) =>
    principal(who) !== null && who.onBehalfOf?.as !== "helper" && !who.onBehalfOf?.servicesOnly,
  /** Codes, and to stand for others: in one's own name alone. */
  "reader.agree": (who: Actor, _: object) => who.kind === "resident" && who.onBehalfOf === null,
  "reader.desk": (who: Actor, _: object) => named(who) && holdsSomewhere(who, ...counterStaff),
  /** Where they stand: who holds out a card there is served, whatever their library. */
  "reader.find": (who: Actor, { here }: { here: string }) => holdsOne(who, counterStaff, here),
  "reader.see": servesReader,
  "reader.write": servesReader,
  "reader.deposit": servesReader,
  /** That somebody borrows nothing, or borrows on the house's word. */
  "reader.decide": (who: Actor, { home }: Pick<Served, "home">) => holdsOne(who, ["manager"], home),
  "reader-terms.see": (who: Actor, { orgPath }: OfOrganisation) =>
    holdsOne(who, [...counterStaff, "auditor"], orgPath),
  "reader-terms.put": (who: Actor, { orgPath }: OfOrganisation) => holdsOne(who, ["manager"], orgPath),
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
  "holds.see": (who: Actor, _: object) => named(who) && holdsSomewhere(who, ...counterStaff),
  "holds.work": (who: Actor, { orgPath }: OfOrganisation) => holdsOne(who, counterStaff, orgPath),
  /** Who is served before others, and how much readers may wait for. */
  "holds.decide": (who: Actor, { orgPath }: OfOrganisation) => holdsOne(who, ["manager"], orgPath),
  /** What is brought to readers: packed by whoever stands there, who sees where it goes. */
  "delivery.list": (who: Actor, _: object) => named(who) && holdsSomewhere(who, ...counterStaff),
  "delivery.work": (who: Actor, { orgPath }: OfOrganisation) => holdsOne(who, counterStaff, orgPath),
  /** What a house brings, to whom and for how much. */
  "delivery.decide": (who: Actor, { orgPath }: OfOrganisation) => holdsOne(who, ["manager"], orgPath),
  /** Sets for classes: kept, lent and booked by whoever stands at the counter of their house. */
  "set.list": (who: Actor, _: object) => named(who) && holdsSomewhere(who, ...counterStaff),
  "set.work": (who: Actor, { orgPath }: OfOrganisation) => holdsOne(who, counterStaff, orgPath),
  /** What goes between two houses: seen by the staff of either. */
  "network.see": (who: Actor, { paths }: { paths: readonly string[] }) =>
    paths.some((path) => holdsOne(who, seers, path)),
  "network.work": (who: Actor, { orgPath }: OfOrganisation) => holdsOne(who, shelfStaff, orgPath),
  /** Seen by somebody of either house. */
  "network.settle": (who: Actor, { paths }: { paths: readonly string[] }) =>
    paths.some((path) => holdsOne(who, shelfStaff, path)),
  "network.give-up": (who: Actor, { paths }: { paths: readonly string[] }) =>
    paths.some((path) => holdsOne(who, ["manager"], path)),
  /** Things stand at another place: who works for both. */
  "rotation.plan": editsForAll,
  "floating.write": (who: Actor, { paths }: { paths: readonly string[] }) =>
    named(who) && paths.length > 0 && paths.every((path) => holdsOne(who, ["manager"], path)),
  /** A house sees what concerns it, the centre all. */
  "statement.see": (who: Actor, { orgPath, centres }: OfOrganisation & { centres: readonly string[] }) =>
    holdsOne(who, seers, orgPath) || centres.some((path) => holdsOne(who, ["manager", "auditor"], path)),
  /** Who belongs to the network, and its terms: whoever decides for the city, and the centre's manager. */
  "network.decide": (
    who: Actor,
    { rootPaths, centres }: { rootPaths: readonly string[]; centres: readonly string[] },
  ) =>
    named(who) &&
    (rootPaths.some((path) => holds(who, "admin", path)) ||
      centres.some((path) => holds(who, "manager", path))),
});
