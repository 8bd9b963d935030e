import { Line, Nullable, operation, T } from "#contract";

/** Languages people like to be spoken to in (ISO 639; `csl` is Chinese Sign Language). */
export const languages = ["zh", "ug", "kk", "mn", "ky", "ru", "en", "csl"] as const;
const Language = T.Enum([...languages]);
const Code = T.String({ pattern: "^[a-z]+(-[a-z]+)*$", maxLength: 40 });

export const ownPreferences = operation({
  id: "people.preferences",
  method: "GET",
  path: "/api/me/preferences",
  summary: "Languages and groups somebody has chosen to tell, and what can be chosen.",
  answer: T.Object({
    languages: T.Array(Language),
    audiences: T.Array(Code),
    offered: T.Array(T.Object({ code: Code, says: T.String() })),
  }),
});

export const changePreferences = operation({
  id: "people.change-preferences",
  method: "PUT",
  path: "/api/me/preferences",
  summary: "Chooses languages and groups, or takes them back. Groups need a separate consent.",
  body: T.Object({
    /** The best first. */
    languages: T.Array(Language, { maxItems: 5, uniqueItems: true }),
    audiences: T.Array(Code, { maxItems: 30, uniqueItems: true }),
    consent: T.Boolean(),
  }),
  answer: T.Object({ languages: T.Array(Language), audiences: T.Array(Code) }),
});

const AudienceShape = T.Object({
  code: Code,
  name: Line(40),
  names: T.Object({
    en: T.Optional(Line(60)),
    ug: T.Optional(Line(60)),
    "kk-Arab": T.Optional(Line(60)),
    ru: T.Optional(Line(60)),
    "kk-Cyrl": T.Optional(Line(60)),
  }),
  sort: T.Integer({ minimum: 0, maximum: 30000 }),
  retired: T.Boolean(),
});

export const listAudiences = operation({
  id: "people.audiences",
  method: "GET",
  path: "/api/audiences",
  summary: "Groups one may count oneself to, and how many have; few are not told.",
  answer: T.Object({
    items: T.Array(
      T.Object({
        ...AudienceShape.properties,
        says: T.String(),
        /** Null below ten: nobody is to be recognised by a number. */
        chosen: Nullable(T.Integer()),
      }),
    ),
  }),
});

export const putAudience = operation({
  id: "people.put-audience",
  method: "PUT",
  path: "/api/audiences/:code",
  summary: "Adds a group one may count oneself to, renames or retires it.",
  params: T.Object({ code: Code }),
  body: T.Object(T.Omit(AudienceShape, ["code"]).properties),
  answer: AudienceShape,
});
