import { Empty, Id, InstantShape, Line, Nullable, operation, T } from "#contract";
import { RoleShape } from "../account/contract.ts";
import { Colleague, CoverView } from "../cover/contract.ts";

export const ownSecurity = operation({
  id: "people.own-security",
  method: "GET",
  path: "/api/desk/security",
  summary: "How one signs in oneself: password, second factor, recovery codes left.",
  answer: T.Object({
    login: T.String(),
    mustChange: T.Boolean(),
    secondFactor: T.Enum(["off", "pending", "on"]),
    secondFactorNeeded: T.Boolean(),
    setup: Nullable(T.Object({ secret: T.String(), address: T.String() })),
    recoveryLeft: T.Integer(),
  }),
});

export const startOwnSecondFactor = operation({
  id: "people.start-second-factor",
  method: "POST",
  path: "/api/desk/second-factor",
  summary:
    "Makes the secret of a second factor; it counts once a code confirmed it. Where one is on, it takes a code of that one.",
  body: T.Object({ code: T.Optional(T.String({ maxLength: 40 })) }),
  answer: Empty,
  unrepeated: true,
});

export const confirmOwnSecondFactor = operation({
  id: "people.confirm-second-factor",
  method: "POST",
  path: "/api/desk/second-factor/confirmation",
  summary: "Turns the second factor on with a first code; answers ten recovery codes, once.",
  body: T.Object({ code: Line(20) }),
  answer: T.Object({ recoveryCodes: T.Array(T.String()) }),
  unrepeated: true,
});

export const renewRecoveryCodes = operation({
  id: "people.renew-recovery-codes",
  method: "POST",
  path: "/api/desk/second-factor/recovery-codes",
  summary: "Ten new recovery codes in place of the old ones, for a code of the second factor; shown once.",
  body: T.Object({ code: Line(40) }),
  answer: T.Object({ recoveryCodes: T.Array(T.String()) }),
  unrepeated: true,
});

const Grant = T.Object({
  id: Id,
  role: RoleShape,
  organisation: T.Object({ id: Id, name: T.String() }),
  from: InstantShape,
  to: Nullable(InstantShape),
  can: T.Array(T.Enum(["end"])),
});

export const StaffMember = T.Object({
  account: Id,
  name: T.String(),
  login: T.String(),
  secondFactor: T.Boolean(),
  /** Has never chosen a password of their own. */
  isNew: T.Boolean(),
  /** From this moment they are gone. */
  leavesAt: Nullable(InstantShape),
  grants: T.Array(Grant),
  /** On either side. */
  covers: T.Array(CoverView),
  can: T.Array(T.Enum(["reset", "reset-second-factor", "cover", "leave"])),
});

export const listStaff = operation({
  id: "people.staff",
  method: "GET",
  path: "/api/desk/staff",
  summary: "Staff of an organisation and everything below it, with all their roles.",
  query: T.Object({
    organisation: Id,
    /** A part of name or login. */
    q: T.Optional(T.String({ maxLength: 100 })),
    after: T.Optional(T.String({ maxLength: 60 })),
    limit: T.Optional(T.Integer({ minimum: 1, maximum: 100, default: 50 })),
  }),
  answer: T.Object({
    organisation: T.Object({ id: Id, name: T.String() }),
    items: T.Array(StaffMember),
    next: Nullable(T.String()),
    /** Roles the asker may give on this organisation. */
    canGive: T.Array(RoleShape),
  }),
});

export const staffMember = operation({
  id: "people.staff-member",
  method: "GET",
  path: "/api/desk/staff/:account",
  summary:
    "One member of staff: roles, covers, to whom they may hand over, and colleagues the asker is over too.",
  params: T.Object({ account: Id }),
  query: T.Object({
    /** A part of a colleague's name or login. */
    colleague: T.Optional(T.String({ maxLength: 60 })),
  }),
  answer: T.Object({
    ...StaffMember.properties,
    /** To whom they may hand over by themselves. */
    standIns: T.Array(Colleague),
    /** Who could stand in or take over: those the asker is over as well, who work nearest first. */
    colleagues: T.Array(Colleague),
    /** There are more than these: ask by name. */
    moreColleagues: T.Boolean(),
    /** The hand-over document that stands. */
    leaving: Nullable(Id),
    /** Their identity at the provider; null where there is no provider. */
    identity: Nullable(
      T.Object({
        provider: T.String(),
        state: T.Enum(["none", "invited", "linked"]),
        expected: Nullable(T.String()),
        /** Until when the invitation waits. */
        until: Nullable(InstantShape),
      }),
    ),
  }),
});

export const ownOrganisations = operation({
  id: "people.own-organisations",
  method: "GET",
  path: "/api/desk/organisations",
  summary: "Organisations on which one's own roles stand, the highest first, with what each role implies.",
  answer: T.Object({
    items: T.Array(T.Object({ id: Id, name: T.String(), roles: T.Array(RoleShape) })),
  }),
});

export const addStaffMember = operation({
  id: "people.add-staff",
  method: "POST",
  path: "/api/desk/staff",
  summary: "Adds a member of staff with a first role. The first password is in the answer, once.",
  body: T.Object({ login: Line(60), name: Line(60), organisation: Id, role: RoleShape }),
  answer: T.Object({ account: Id, password: T.String() }),
  unrepeated: true,
});

export const resetStaffMember = operation({
  id: "people.reset-staff",
  method: "POST",
  path: "/api/desk/staff/:account/reset",
  summary: "A new first password, the second factor removed, all sessions ended.",
  params: T.Object({ account: Id }),
  answer: T.Object({ password: T.String() }),
  unrepeated: true,
});

export const resetSecondFactor = operation({
  id: "people.reset-second-factor",
  method: "POST",
  path: "/api/desk/staff/:account/second-factor-reset",
  summary: "Takes the second factor of somebody who lost the telephone; the password stays theirs alone.",
  params: T.Object({ account: Id }),
  answer: Empty,
});

export const actsOfStaff = operation({
  id: "people.acts",
  method: "GET",
  path: "/api/desk/acts",
  summary: "What the staff of an organisation and everything below it did, newest first.",
  query: T.Object({
    organisation: Id,
    login: T.Optional(Line(60)),
    /** Only what was done under a cover. */
    cover: T.Optional(T.Boolean()),
    after: T.Optional(T.String({ pattern: "^[0-9]{1,15}$" })),
  }),
  answer: T.Object({
    items: T.Array(
      T.Object({
        id: Id,
        at: InstantShape,
        by: Nullable(T.String()),
        what: T.String(),
        text: T.String(),
        /** To how many things, in one request. */
        times: T.Integer(),
        about: Nullable(T.String()),
        /** The thing it was done to, where the asker may see it. */
        thing: Nullable(T.Object({ title: T.String(), href: T.String() })),
        /** For a resident, as guardian or helper. */
        forSomebody: T.Boolean(),
        coverFor: Nullable(T.String()),
        channel: T.String(),
      }),
    ),
    next: Nullable(T.String()),
  }),
});

export const giveRole = operation({
  id: "people.give-grant",
  method: "POST",
  path: "/api/desk/grants",
  summary: "Gives a role on an organisation and everything below it, for a time or without end.",
  body: T.Object({
    account: Id,
    role: RoleShape,
    organisation: Id,
    from: T.Optional(InstantShape),
    to: T.Optional(InstantShape),
  }),
  answer: T.Object({ id: Id }),
});

export const giveRoleByLogin = operation({
  id: "people.give-grant-by-login",
  method: "POST",
  path: "/api/desk/grants/by-login",
  summary: "Gives a role to somebody whose login one knows, e.g. a person lent by another organisation.",
  body: T.Object({ login: Line(60), role: RoleShape, organisation: Id, to: T.Optional(InstantShape) }),
  answer: T.Object({ id: Id }),
});

export const endRole = operation({
  id: "people.end-grant",
  method: "DELETE",
  path: "/api/desk/grants/:id",
  summary: "Ends a role now.",
  params: T.Object({ id: Id }),
  answer: Empty,
});
