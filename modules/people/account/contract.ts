import { DayShape, Empty, Id, Line, Nullable, operation, T } from "#contract";

export const LocaleShape = T.Enum(["zh-CN", "ug", "kk-Arab", "en", "ru", "kk-Cyrl"]);
export const RoleShape = T.Enum(["clerk", "editor", "reviewer", "publisher", "manager", "admin", "auditor"]);
export const LevelShape = T.Enum([0, 1, 2, 3]);
export const ActingAs = T.Enum(["guardian", "helper"]);

export const me = operation({
  id: "people.me",
  method: "GET",
  path: "/api/me",
  summary: "Who is signed in, for whom they act, and what they may do with the account.",
  answer: T.Object({
    account: Id,
    kind: T.Enum(["resident", "staff"]),
    /** Null until given: signing in asks for a phone only. */
    name: Nullable(T.String()),
    /** `139****5678` */
    phone: Nullable(T.String()),
    /** Numbers of accounts that were joined to this one: each signs in here too. */
    otherPhones: T.Array(T.Object({ id: Id, phone: T.String() })),
    born: Nullable(DayShape),
    level: LevelShape,
    locale: LocaleShape,
    demo: T.Boolean(),
    /** All of the above is the person acted for. */
    acting: Nullable(T.Object({ as: ActingAs, by: Nullable(T.String()) })),
    unread: T.Integer(),
    can: T.Array(T.Enum(["change", "rename", "export", "erase", "add-child", "help", "see-messages"])),
  }),
});

export const forgetNumber = operation({
  id: "people.forget-number",
  method: "DELETE",
  path: "/api/me/numbers/:id",
  summary: "A number that came with a joined account signs in here no longer.",
  params: T.Object({ id: Id }),
  answer: Empty,
});

export const changeAccount = operation({
  id: "people.change-account",
  method: "PUT",
  path: "/api/me",
  summary: "Changes name and language of the account; a name compared with a document stays.",
  body: T.Object({ name: Nullable(Line(60)), locale: LocaleShape }),
  answer: T.Object({ name: Nullable(T.String()), locale: LocaleShape }),
});
