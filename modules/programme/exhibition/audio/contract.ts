/** JSON in and out of audio guides: numbered stops of an exhibition, read or listened to on one's own phone. */
import type { Static } from "typebox";
import { Id, Line, Nullable, operation, T } from "#contract";

/** Languages a stop may be told in besides that it is written in. */
export const otherLocales = ["ug", "kk-Arab", "en", "ru", "kk-Cyrl"] as const;
const AnyLocale = T.Enum(["zh-CN", ...otherLocales]);

/** The largest recording, in bytes. */
export const mostAudioBytes = 30 * 1024 * 1024;
export const mostStops = 300;

const StopNumber = T.Integer({ minimum: 1, maximum: 999 });
const event = T.Object({ id: Id });
const stop = T.Object({ id: Id, number: StopNumber });
const Told = { title: Line(60), words: T.String({ minLength: 1, maxLength: 6000, pattern: "\\S" }) };
const Translation = T.Optional(T.Object(Told));

export const StopText = T.Object({
  ...Told,
  translations: T.Object({
    ug: Translation,
    "kk-Arab": Translation,
    en: Translation,
    ru: Translation,
    "kk-Cyrl": Translation,
  }),
});
export type StopText = Static<typeof StopText>;

const Audio = T.Object({ locale: AnyLocale, href: T.String(), media: T.String(), bytes: T.Integer() });

const Stop = T.Object({
  number: StopNumber,
  title: T.String(),
  words: T.String(),
  /** Language of both, whole or not at all. */
  lang: T.String(),
  /** The recording in the language asked for, else that in the language it was written in. */
  audio: Nullable(Audio),
});
export type Stop = Static<typeof Stop>;

export const showGuide = operation({
  id: "guides.show",
  method: "GET",
  path: "/api/events/:id/guide",
  summary: "The guide of an exhibition: its stops by number, in the language asked for.",
  params: event,
  answer: T.Object({ title: T.String(), lang: T.String(), stops: T.Array(Stop) }),
});

export const deskGuide = operation({
  id: "guides.desk",
  method: "GET",
  path: "/api/desk/events/:id/guide",
  summary: "The stops of a guide as they are written, with all languages and recordings.",
  params: event,
  answer: T.Object({
    title: T.String(),
    public: T.Boolean(),
    stops: T.Array(T.Object({ number: StopNumber, text: StopText, audio: T.Array(Audio) })),
  }),
});

const written = T.Object({ number: StopNumber, text: StopText });
const answer = T.Object({ number: StopNumber });

export const addStop = operation({
  id: "guides.add-stop",
  method: "POST",
  path: "/api/desk/events/:id/guide",
  summary: "Adds a stop to the guide of an exhibition, under a number that no other one has.",
  params: event,
  body: written,
  answer,
});

export const editStop = operation({
  id: "guides.edit-stop",
  method: "PUT",
  path: "/api/desk/events/:id/guide/:number",
  summary: "Writes a stop anew; another number is another place in the order.",
  params: stop,
  body: written,
  answer,
});

export const dropStop = operation({
  id: "guides.drop-stop",
  method: "DELETE",
  path: "/api/desk/events/:id/guide/:number",
  summary: "Takes a stop out of the guide, with its recordings.",
  params: stop,
  answer: T.Object({}),
});

const recording = T.Object({ id: Id, number: StopNumber, locale: AnyLocale });

export const putAudio = operation({
  id: "guides.put-audio",
  method: "PUT",
  path: "/api/desk/events/:id/guide/:number/audio/:locale",
  summary: "Puts a recording that was handed in by the desk's form to a stop, in place of the one before.",
  params: recording,
  body: T.Object({ sha256: T.String({ maxLength: 64 }) }),
  answer: T.Object({}),
});

export const dropAudio = operation({
  id: "guides.drop-audio",
  method: "DELETE",
  path: "/api/desk/events/:id/guide/:number/audio/:locale",
  summary: "Takes a recording away.",
  params: recording,
  answer: T.Object({}),
});
