/** JSON of import profiles that houses write down. */
import { Empty, Id, InstantShape, operation, T, Version } from "#contract";
import { Brief, one } from "../../shapes.ts";
import { Profile } from "../reading/profile.ts";

const ProfileRow = T.Object({
  id: Id,
  name: T.String(),
  organisation: Brief,
  version: T.Integer(),
  changedAt: InstantShape,
});

const { name: _, ...nameless } = Profile.properties;

/** What may be begun from: one that everybody has, or that a file was read by. */
const Choices = {
  organisations: T.Array(Brief),
  places: T.Array(Brief),
};

export const listProfiles = operation({
  id: "library.profiles",
  method: "GET",
  path: "/api/desk/catalogue/profiles",
  summary: "How files are read: what your organisations have written down, and what everybody has.",
  query: T.Object({
    /** The name of one that everybody has, or the id of a file: a new one begins as that is. */
    from: T.Optional(T.String({ maxLength: 60 })),
  }),
  answer: T.Object({
    items: T.Array(ProfileRow),
    usual: T.Array(T.Object({ name: T.String(), title: T.String(), profile: Profile })),
    ...Choices,
    /** What a new one begins with. */
    begin: T.Object(nameless),
  }),
});

export const getProfile = operation({
  id: "library.profile",
  method: "GET",
  path: "/api/desk/catalogue/profiles/:id",
  summary: "An import profile, and what it was before.",
  params: one,
  answer: T.Object({
    ...ProfileRow.properties,
    profile: Profile,
    mayWrite: T.Boolean(),
    ...Choices,
    versions: T.Array(T.Object({ version: T.Integer(), name: T.String(), endedAt: InstantShape })),
  }),
});

export const createProfile = operation({
  id: "library.create-profile",
  method: "POST",
  path: "/api/desk/catalogue/profiles",
  summary:
    "Write down how files of a sender are read; your files and those of houses below you can be read by it.",
  body: T.Object({ organisationId: Id, profile: Profile }),
  answer: T.Object({ id: Id }),
});

export const editProfile = operation({
  id: "library.edit-profile",
  method: "PUT",
  path: "/api/desk/catalogue/profiles/:id",
  summary: "Change an import profile; what it was is kept, and what was read by it stays as it was read.",
  params: one,
  body: T.Object({ version: Version, profile: Profile }),
  answer: Empty,
});

export const dropProfile = operation({
  id: "library.drop-profile",
  method: "DELETE",
  path: "/api/desk/catalogue/profiles/:id",
  summary: "Offer an import profile no more; what was read by it stays.",
  params: one,
  answer: Empty,
});
