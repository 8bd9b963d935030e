/** Who is asking. Filled by `people` at sign-in, so that every module can decide without calling it. */

export type Channel = "portal" | "desk" | "kiosk" | "api" | "helper" | "door" | "system";

/** Held on an organisation and everything below it. */
export const roles = ["clerk", "editor", "reviewer", "publisher", "manager", "admin", "auditor"] as const;
export type Role = (typeof roles)[number];

export interface Grant {
  role: Role;
  /** Path in the organisation tree, ending in a dot: `klmy.library.` covers `klmy.library.chengnan.` */
  path: string;
  /** Set when it is another's, held for them for some days (代班). */
  cover?: Cover;
}

/** Standing in for a colleague. */
export interface Cover {
  id: string;
  /** Subject key of the colleague. */
  subject: string;
}

export interface Actor {
  kind: "anonymous" | "resident" | "staff" | "system";
  account: string | null;
  /** Opaque subject key: the only name of this person outside `people`. */
  subject: string | null;
  /** Identity level: 0 phone, 1 document checked for format, 2 shown to staff, 3 confirmed by a provider. */
  level: 0 | 1 | 2 | 3;
  /** Set while a guardian or helper acts for somebody else. */
  onBehalfOf: {
    account: string;
    subject: string;
    as: "guardian" | "helper";
    /** The guardian of somebody who keeps their account themself: bookings, not what is only theirs. */
    servicesOnly?: boolean;
  } | null;
  grants: Grant[];
  /** Set while an operation is carried out that only a cover allows: the audit names it. */
  underCover?: Cover;
}

export const anonymous: Actor = {
  kind: "anonymous",
  account: null,
  subject: null,
  level: 0,
  onBehalfOf: null,
  grants: [],
};

/** The city itself: jobs, listeners, imports. */
export const system: Actor = { ...anonymous, kind: "system" };

/** Does the actor hold this role on the organisation at `path` or above it? */
export function holds(actor: Actor, role: Role, path: string): boolean {
  return actor.grants.some((grant) => grant.role === role && path.startsWith(grant.path));
}

/** Does the actor hold any of these roles anywhere? For menus and lists, never for one thing's permission. */
export function holdsSomewhere(actor: Actor, ...wanted: readonly Role[]): boolean {
  return actor.grants.some((grant) => wanted.includes(grant.role));
}

/** Where the actor holds one of these roles, each path once: what a list shows lies at or below them. */
export function pathsHeld({ grants }: { grants: readonly Grant[] }, ...wanted: readonly Role[]): string[] {
  return [...new Set(grants.flatMap(({ role, path }) => (wanted.includes(role) ? path : [])))];
}

/** The same person without what is held for a colleague: for what outlasts the cover, or would hand it on. */
export function withoutCover(actor: Actor): Actor {
  return actor.grants.some(({ cover }) => cover)
    ? { ...actor, grants: actor.grants.filter(({ cover }) => !cover) }
    : actor;
}

/** The account whose affairs are dealt with: the ward's while acting for somebody, else one's own. */
export function principal(actor: Actor): { account: string; subject: string } | null {
  if (actor.onBehalfOf) return actor.onBehalfOf;
  return actor.account && actor.subject ? { account: actor.account, subject: actor.subject } : null;
}

/** Names a table of permissions: `may.ts` of a module is one call of this. */
export function policy<P extends Record<string, (who: Actor, target: never) => boolean>>(rules: P): P {
  return rules;
}
