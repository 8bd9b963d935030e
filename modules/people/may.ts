/** Who may do what with accounts, relations and roles. */
import { type Actor, holds, holdsSomewhere, policy, type Role } from "#platform/auth";
import { givenByAdminOnly } from "./staff/roles.ts";

/** The account's own person, or a guardian acting for the child. Never a helper: the consent covers services, not the account. */
const keepsAccount = (who: Actor) => who.account !== null && who.onBehalfOf?.as !== "helper";

/** Residents keep documents of their own and of their children; a helper carries nobody's. */
const keepsDocuments = (who: Actor) =>
  keepsAccount(who) && (who.kind === "resident" || who.onBehalfOf?.as === "guardian");

const manages = (who: Actor, path: string) => holds(who, "manager", path) || holds(who, "admin", path);

const maySet = (who: Actor, { role, path }: { role: Role; path: string }) =>
  givenByAdminOnly(role) ? holds(who, "admin", path) : manages(who, path);

/** Over somebody's sign-in decides only who manages every place where that person holds a role. */
const isOver = (who: Actor, person: { account: string; grants: { role: Role; path: string }[] }) =>
  who.account !== person.account &&
  (person.grants.length > 0
    ? person.grants.every((grant) => maySet(who, grant))
    : holdsSomewhere(who, "admin"));

export const may = policy({
  "account.see": (who: Actor, _: object) => who.account !== null,
  "account.keep": (who: Actor, _: object) => keepsAccount(who),
  "account.erase": (who: Actor, _: object) => keepsDocuments(who),
  "document.keep": (who: Actor, _: object) => keepsDocuments(who),
  "document.keep-for-child": (who: Actor, _: object) => who.onBehalfOf?.as === "guardian",
  /** Whoever serves at a counter; people come to any. */
  "identity.check": (who: Actor, { path }: { path: string }) =>
    holds(who, "clerk", path) || holds(who, "manager", path),
  "document.open": (who: Actor, { path }: { path: string }) => holds(who, "admin", path),
  "child.add": (who: Actor, _: object) => who.kind === "resident" && who.onBehalfOf === null,
  "help.ask": (who: Actor, _: object) => who.account !== null && who.onBehalfOf === null,
  "paper-consent.note": (who: Actor, { path }: { path: string }) => holds(who, "clerk", path),
  "relation.end": (who: Actor, relation: { ward: string; agent: string }) =>
    who.account === relation.agent ||
    (keepsAccount(who) && (who.onBehalfOf?.account ?? who.account) === relation.ward),
  /** Null ends acting. */
  "relation.use": (who: Actor, relation: { agent: string } | null) =>
    who.account !== null && (relation === null || who.account === relation.agent),
  "own-security.keep": (who: Actor, _: object) => who.kind === "staff",
  "pass.check": (who: Actor, { path }: { path: string }) => holds(who, "clerk", path),
  "staff.see": (who: Actor, { path }: { path: string }) => manages(who, path) || holds(who, "auditor", path),
  "staff.over": isOver,
  "grant.set": maySet,
});
