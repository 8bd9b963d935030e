import { Empty, Id, InstantShape, Line, Nullable, operation, T } from "#contract";

const CodeAsked = T.Object({
  /** To be sent with the code. */
  attempt: Id,
  /** `139****5678` */
  phone: T.String(),
  expiresAt: InstantShape,
});

export const askCode = operation({
  id: "people.ask-code",
  method: "POST",
  path: "/api/sign-in/codes",
  summary: "Sends a sign-in code to a phone. The answer is the same for known and unknown numbers.",
  /** A number, or the asking before: the code goes to its number again. */
  body: T.Object({ phone: T.Optional(Line(40)), attempt: T.Optional(Id) }),
  answer: CodeAsked,
  unrepeated: true,
  limit: "sign-in",
});

export const signInByCode = operation({
  id: "people.sign-in",
  method: "POST",
  path: "/api/sign-in",
  summary: "Signs a resident in with the code; the first time makes the account.",
  body: T.Object({ attempt: Id, code: Line(20) }),
  answer: T.Object({ isNew: T.Boolean() }),
  unrepeated: true,
  limit: "sign-in",
});

export const signOutHere = operation({
  id: "people.sign-out",
  method: "POST",
  path: "/api/sign-out",
  summary: "Ends this session.",
  /** Where the browser signs out at the provider of identities too; null when it did not come from there. */
  answer: T.Object({ next: Nullable(T.String()) }),
  unrepeated: true,
});

export const signOutElsewhere = operation({
  id: "people.sign-out-elsewhere",
  method: "POST",
  path: "/api/sign-out/elsewhere",
  summary: "Ends every session of the one who is signed in, but this one.",
  answer: T.Object({ ended: T.Integer() }),
});

export const signInStaff = operation({
  id: "people.staff-sign-in",
  method: "POST",
  path: "/api/desk/sign-in",
  summary: "Signs a member of staff in: login, password and second factor at once.",
  body: T.Object({
    login: Line(60),
    password: T.String({ minLength: 1, maxLength: 400 }),
    code: T.Optional(T.String({ maxLength: 40 })),
  }),
  answer: T.Object({
    mustChange: T.Boolean(),
    secondFactor: T.Boolean(),
    /** Some of the roles sleep until it is on. */
    secondFactorNeeded: T.Boolean(),
  }),
  unrepeated: true,
  limit: "sign-in",
});

export const changeOwnPassword = operation({
  id: "people.change-password",
  method: "PUT",
  path: "/api/desk/password",
  summary: "Changes one's own staff password and ends all other sessions.",
  body: T.Object({
    current: T.String({ minLength: 1, maxLength: 400 }),
    next: T.String({ minLength: 1, maxLength: 400 }),
  }),
  answer: Empty,
  unrepeated: true,
});
