/** JSON of authorities at the desk. */
import { Line, Nullable, operation, T } from "#contract";
import { RowId } from "../../shapes.ts";
import { HitView } from "../searching/contract.ts";

export const headingKinds = [
  "person",
  "family",
  "body",
  "meeting",
  "title",
  "topic",
  "place",
  "time",
  "genre",
] as const;
const Kind = T.Enum([...headingKinds]);

export const listAuthorities = operation({
  id: "library.authorities",
  method: "GET",
  path: "/api/desk/catalogue/authorities",
  summary: "Authorities one of whose names begins so: names and subjects, with what leads to them.",
  query: T.Object({ q: T.Optional(Line(100)), kind: T.Optional(Kind) }),
  answer: T.Object({
    items: T.Array(
      T.Object({
        id: T.Integer(),
        heading: T.String(),
        kind: Kind,
        /** The name that was found, where it is not the heading itself. */
        seenFrom: Nullable(T.String()),
        variants: T.Integer(),
      }),
    ),
    /** There are more. */
    more: T.Boolean(),
  }),
});

const Name = T.Object({ text: T.String(), romanised: Nullable(T.String()), kind: Kind });

export const getAuthority = operation({
  id: "library.authority",
  method: "GET",
  path: "/api/desk/catalogue/authorities/:id",
  summary: "An authority: its heading, what leads to it, what is near it, and the records that use it.",
  params: T.Object({ id: RowId }),
  answer: T.Object({
    id: T.Integer(),
    heading: Name,
    dates: Nullable(T.String()),
    variants: T.Array(Name),
    related: T.Array(T.Object({ ...Name.properties, relation: T.String(), id: Nullable(T.Integer()) })),
    equivalents: T.Array(Name),
    notes: T.Array(T.String()),
    /** Authorities that became part of this one, with the names they bring. */
    parts: T.Array(T.Object({ id: T.Integer(), heading: T.String(), merge: Nullable(T.String()) })),
    /** Records with one of its names among their names or subjects: how many, and the newest. */
    count: T.Integer(),
    about: T.Boolean(),
    books: T.Array(HitView),
    mergedInto: Nullable(T.Integer()),
    mayJoin: T.Boolean(),
  }),
});
