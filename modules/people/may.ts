/** Who may do what with accounts, relations and roles. */
import { decidesForCity } from "#places";
import { type Actor, holds, holdsSomewhere, policy, type Role, withoutCover } from "#platform/auth";
import { givenByAdminOnly } from "./staff/roles.ts";

/**
 * The account's own person, or a guardian acting for the child. Never a helper, nor the guardian of somebody from 14 on who
 * signs in themself: the consent covers services, not the account.
 */
const keepsAccount = (who: Actor) =>
  who.account !== null && who.onBehalfOf?.as !== "helper" && !who.onBehalfOf?.servicesOnly;

/** Residents keep documents of their own and of their children; a helper carries nobody's. */
const keepsDocuments = (who: Actor) =>
  keepsAccount(who) && (who.kind === "resident" || who.onBehalfOf?.as === "guardian");

const manages = (who: Actor, path: string) => holds(who, "manager", path) || holds(who, "admin", path);

const watches = (who: Actor, path: string) => manages(who, path) || holds(who, "auditor", path);

/** Nobody gives, ends or hands on roles while standing in for somebody: that would outlast the cover. */
const maySet = (who: Actor, { role, path }: { role: Role; path: string }) =>
  givenByAdminOnly(role) ? holds(withoutCover(who), "admin", path) : manages(withoutCover(who), path);

interface Person {
  account: string;
  grants: readonly { role: Role; path: string }[];
}

/** Over somebody's sign-in decides only who manages every place where that person holds a role. */
const isOver = (who: Actor, person: Person) =>
  who.account !== person.account &&
  (person.grants.length > 0
    ? person.grants.every((grant) => maySet(who, grant))
    : holdsSomewhere(withoutCover(who), "admin"));

export const may = policy({
  "account.see": (who: Actor, _: object) => who.account !== null,
  "account.keep": (who: Actor, _: object) => keepsAccount(who),
  "account.erase": (who: Actor, _: object) => keepsDocuments(who),
  "document.keep": (who: Actor, _: object) => keepsDocuments(who),
  "document.keep-for-child": (who: Actor, _: object) =>
    keepsAccount(who) && who.onBehalfOf?.as === "guardian",
  /** Whoever serves at a counter; people come to any. */
  "identity.check": (who: Actor, { path }: { path: string }) =>
    holds(who, "clerk", path) || holds(who, "manager", path),
  /** What a counter has checked before is not for the next counter to overrule. */
  "document.correct": (who: Actor, { path }: { path: string }) => holds(who, "manager", path),
  /** Of oneself or one's child; nobody tells for somebody they only help. */
  "preferences.keep": (who: Actor, _: object) => keepsDocuments(who),
  "audience.put": decidesForCity,
  /** How one is reached oneself: a child is reached through the guardians, as they chose it. */
  "notices.choose": (who: Actor, _: object) => who.account !== null && who.onBehalfOf === null,
  "notices.watch": (who: Actor, _: object) => holdsSomewhere(who, "manager", "admin", "auditor"),
  "quiet-hours.put": decidesForCity,
  "person.merge": (who: Actor, { path }: { path: string }) =>
    holds(who, "clerk", path) || holds(who, "manager", path),
  /** Nothing in the records says that two accounts are one person: whoever says so answers for more than a counter. */
  "person.merge-unlike": (who: Actor, { path }: { path: string }) => holds(who, "manager", path),
  "document.open": (who: Actor, { path }: { path: string }) => holds(who, "admin", path),
  "child.add": (who: Actor, _: object) => who.kind === "resident" && who.onBehalfOf === null,
  "help.ask": (who: Actor, _: object) => who.account !== null && who.onBehalfOf === null,
  "paper-consent.note": (who: Actor, { path }: { path: string }) => holds(who, "clerk", path),
  /** A guardian steps back themself: neither the child nor the other guardian sends them away. */
  "relation.end": (who: Actor, relation: { kind: "guardian" | "helper"; ward: string; agent: string }) =>
    who.account === relation.agent ||
    (relation.kind === "helper" &&
      keepsAccount(who) &&
      (who.onBehalfOf?.account ?? who.account) === relation.ward),
  /** A code for a second guardian, or for the young person's own sign-in. */
  "child.share": (who: Actor, relation: { kind: "guardian" | "helper"; agent: string }) =>
    who.account === relation.agent && relation.kind === "guardian",
  /** Null ends acting. */
  "relation.use": (who: Actor, relation: { agent: string } | null) =>
    who.account !== null && (relation === null || who.account === relation.agent),
  "own-security.keep": (who: Actor, _: object) => who.kind === "staff",
  "pass.check": (who: Actor, { path }: { path: string }) => holds(who, "clerk", path),
  "staff.see": (who: Actor, { path }: { path: string }) => watches(who, path),
  /** One member of staff: whoever watches over one of the places they work for. */
  "staff.see-one": (who: Actor, { grants }: Person) =>
    grants.length > 0 ? grants.some(({ path }) => watches(who, path)) : holdsSomewhere(who, "admin"),
  "staff.over": isOver,
  /** Both know each other's work only through whoever is over both. */
  "cover.make": (who: Actor, { covered, standIn }: { covered: Person; standIn: Person }) =>
    isOver(who, covered) && isOver(who, standIn),
  /** To whom one may is asked when one does. */
  "cover.name": (who: Actor, _: object) => who.kind === "staff" && who.onBehalfOf === null,
  /** Whoever stands in gives it back, whoever handed over takes it back, whoever is over that person ends it. */
  "cover.end": (
    who: Actor,
    cover: { covered: string; standIn: string; madeBy: string | null; grants: Person["grants"] },
  ) =>
    who.account !== null &&
    (who.account === cover.standIn ||
      (who.account === cover.covered && cover.madeBy === cover.covered) ||
      isOver(who, { account: cover.covered, grants: cover.grants })),
  /** Whoever watches over all they worked for, whoever takes something over, and they themself. */
  "leaving.see": (
    who: Actor,
    leaving: { account: string; paths: readonly string[]; takers: readonly string[] },
  ) =>
    who.account !== null &&
    (who.account === leaving.account ||
      leaving.takers.includes(who.account) ||
      (leaving.paths.length > 0
        ? leaving.paths.every((path) => watches(who, path))
        : holdsSomewhere(who, "admin"))),
  "leaving.call-off": isOver,
  /** Of oneself or one's child: nobody agrees to be asked about, or hears the answer, for somebody they only help. */
  "eligibility.keep": (who: Actor, _: object) => keepsDocuments(who),
  "eligibility.put": (who: Actor, { path }: { path: string }) => manages(who, path),
  /** At a counter of the organisation whose rule it is, or of one below it. */
  "eligibility.record": (who: Actor, { path, owner }: { path: string; owner: string }) =>
    path.startsWith(owner) && (holds(who, "clerk", path) || holds(who, "manager", path)),
  "eligibility.answer": (who: Actor, { path }: { path: string }) => holds(who, "manager", path),
  "acts.see": (who: Actor, { path }: { path: string }) => watches(who, path),
  "grant.set": maySet,
});
