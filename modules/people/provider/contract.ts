import { Empty, Id, Line, Nullable, operation, T } from "#contract";

export const identityProvider = operation({
  id: "people.identity-provider",
  method: "GET",
  path: "/api/desk/sign-in/provider",
  summary: "Whose identities staff may sign in with, besides a password; null where there is none.",
  answer: T.Object({ name: Nullable(T.String()) }),
});

export const beginProviderSignIn = operation({
  id: "people.begin-provider-sign-in",
  method: "GET",
  path: "/api/desk/sign-in/provider/address",
  summary:
    "Where the browser goes to sign in; the attempt belongs into its cookie and comes back with the answer.",
  answer: T.Object({ address: T.String(), attempt: T.String() }),
});

export const providerAnswer = operation({
  id: "people.provider-answer",
  method: "GET",
  path: "/api/desk/sign-in/provider/answer",
  summary:
    "Checks what the provider sent the browser back with. The proof is good for one sign-in within ten minutes.",
  query: T.Object({
    attempt: T.String({ minLength: 20, maxLength: 2000 }),
    /** The query of the address, as it came: `?code=…&state=…`. */
    answer: T.String({ maxLength: 4000 }),
  }),
  answer: T.Object({ proof: T.String() }),
  limit: "sign-in",
});

export const signInByProvider = operation({
  id: "people.provider-sign-in",
  method: "POST",
  path: "/api/desk/sign-in/provider",
  summary:
    "Signs a member of staff in by proof of a provider; the first time links the account a manager named.",
  body: T.Object({
    proof: T.String({ minLength: 20, maxLength: 8000 }),
    /** The account's own second factor, where it is on and the provider's does not count. */
    code: T.Optional(T.String({ maxLength: 40 })),
  }),
  answer: T.Object({ state: T.Enum(["in", "code-needed"]) }),
  unrepeated: true,
});

export const inviteIdentity = operation({
  id: "people.invite-identity",
  method: "PUT",
  path: "/api/desk/staff/:account/identity",
  summary:
    "Says by which name at the provider this person comes; the first sign-in within 30 days links the two.",
  params: T.Object({ account: Id }),
  body: T.Object({ expected: Line(200) }),
  answer: Empty,
});

export const removeIdentity = operation({
  id: "people.remove-identity",
  method: "DELETE",
  path: "/api/desk/staff/:account/identity",
  summary: "Parts the account from the identity at the provider, and ends the sessions begun with it.",
  params: T.Object({ account: Id }),
  answer: Empty,
});
