import { InstantShape, operation, T } from "#contract";

export const fieldRegister = operation({
  id: "people.fields",
  method: "GET",
  path: "/api/privacy/fields",
  summary: "Every piece of personal data: purpose, legal basis, retention, who sees it.",
  answer: T.Object({
    items: T.Array(
      T.Object({
        id: T.String(),
        name: T.String(),
        purpose: T.String(),
        basis: T.String(),
        kept: T.String(),
        seenBy: T.Array(T.String()),
        columns: T.Array(T.String()),
      }),
    ),
  }),
});

export const exportPerson = operation({
  id: "people.export",
  method: "GET",
  path: "/api/me/export",
  summary: "Everything the city holds about the person, from every module.",
  answer: T.Object({
    city: T.String(),
    demo: T.Boolean(),
    madeAt: InstantShape,
    sections: T.Array(
      T.Object({
        module: T.String(),
        title: T.String(),
        /** Column names in the reader's language. */
        labels: T.Record(T.String(), T.String()),
        /** By column, what its values mean in the reader's language. */
        words: T.Record(T.String(), T.Record(T.String(), T.String())),
        rows: T.Array(T.Record(T.String(), T.Unknown())),
      }),
    ),
  }),
});

export const erasePerson = operation({
  id: "people.erase",
  method: "POST",
  path: "/api/me/erasure",
  summary: "Erases the person: everything that names them, in every module, for good.",
  body: T.Object({ understood: T.Boolean() }),
  /** `actingEnded`: they were acted for; from now on the session is its own person's again. */
  answer: T.Object({ rows: T.Integer(), actingEnded: T.Boolean() }),
  // The answer would be sealed with a key that no longer exists.
  unrepeated: true,
});
