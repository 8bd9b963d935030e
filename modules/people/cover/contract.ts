import { DayShape, Empty, Id, InstantShape, operation, T } from "#contract";
import { RoleShape } from "../account/contract.ts";

const Person = T.Object({ account: Id, name: T.String() });

export const CoverView = T.Object({
  id: Id,
  covered: Person,
  standIn: Person,
  from: InstantShape,
  to: InstantShape,
  running: T.Boolean(),
  /** The covered person's own roles rest meanwhile. */
  pauses: T.Boolean(),
  roles: T.Array(T.Object({ role: RoleShape, organisation: T.String() })),
  can: T.Array(T.Enum(["end"])),
});

export const Colleague = T.Object({ account: Id, name: T.String(), login: T.String() });

const days = {
  /** First and last day, both included; 92 days at most. */
  from: DayShape,
  through: DayShape,
  pauses: T.Boolean(),
};

export const ownCovers = operation({
  id: "people.own-covers",
  method: "GET",
  path: "/api/desk/covers",
  summary: "For whom one stands in and who stands in for oneself, and to whom one may hand over.",
  answer: T.Object({ items: T.Array(CoverView), colleagues: T.Array(Colleague) }),
});

export const makeCover = operation({
  id: "people.make-cover",
  method: "POST",
  path: "/api/desk/staff/:account/covers",
  summary: "A manager of both lets a colleague hold this person's roles for some days.",
  params: T.Object({ account: Id }),
  body: T.Object({ standIn: Id, ...days }),
  answer: T.Object({ id: Id }),
});

export const nameCover = operation({
  id: "people.name-cover",
  method: "POST",
  path: "/api/desk/covers",
  summary: "Hands one's own roles to a colleague for some days, where a manager of both has allowed it.",
  body: T.Object({ standIn: Id, ...days }),
  answer: T.Object({ id: Id }),
});

export const endCover = operation({
  id: "people.end-cover",
  method: "DELETE",
  path: "/api/desk/covers/:id",
  summary: "Ends a cover before its last day.",
  params: T.Object({ id: Id }),
  answer: Empty,
});

export const allowCover = operation({
  id: "people.allow-cover",
  method: "PUT",
  path: "/api/desk/staff/:account/stand-ins/:standIn",
  summary: "Lets this person hand over to that colleague by themself.",
  params: T.Object({ account: Id, standIn: Id }),
  answer: Empty,
});

export const disallowCover = operation({
  id: "people.disallow-cover",
  method: "DELETE",
  path: "/api/desk/staff/:account/stand-ins/:standIn",
  summary: "Takes that back; what runs by then is ended by itself or by somebody.",
  params: T.Object({ account: Id, standIn: Id }),
  answer: Empty,
});
