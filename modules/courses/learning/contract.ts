/** JSON in and out of what somebody has learned, and of certificates. */
import type { Static } from "typebox";
import { DayShape, Id, InstantShape, Nullable, operation, Reason, T } from "#contract";
import { OrganiserBrief } from "../../programme/contract.ts";
import { Kind } from "../contract.ts";
import { MarkShape } from "../teaching/contract.ts";

const ofThis = T.Object({ id: Id });

const OwnClass = T.Object({
  classId: Id,
  courseId: Id,
  claimId: Id,
  title: T.String(),
  kind: Kind,
  term: T.String(),
  organiser: OrganiserBrief,
  place: Nullable(T.String()),
  startsAt: InstantShape,
  endsAt: InstantShape,
  /** Left: its place was given back after some lessons, which stay. */
  state: T.Enum(["coming", "running", "over", "left", "cancelled"]),
  /** Lessons that were, and to how many of them somebody came or watched them again. */
  held: T.Integer(),
  attended: T.Integer(),
  watched: T.Integer(),
  /** The lesson that is on or comes next. */
  next: Nullable(Id),
  lessons: T.Array(
    T.Object({
      id: Id,
      startsAt: InstantShape,
      endsAt: InstantShape,
      topic: T.String(),
      cancelled: T.Boolean(),
      mark: Nullable(MarkShape),
      watched: T.Boolean(),
      online: Nullable(T.Enum(["not-yet", "live", "over", "replay"])),
    }),
  ),
  certificate: Nullable(T.Object({ number: T.String(), issuedOn: DayShape })),
  /** Towards one: the share it asks for, how many lessons more that takes, how many are left. Null where one is given, or none will be. */
  towards: Nullable(T.Object({ share: T.Integer(), needs: T.Integer(), left: T.Integer() })),
});
export type OwnClass = Static<typeof OwnClass>;

export const myLearning = operation({
  id: "learning.mine",
  method: "GET",
  path: "/api/my/learning",
  summary: "What the asker, or whom they act for, learns and has learned: classes, lessons, certificates.",
  answer: T.Object({
    items: T.Array(OwnClass),
    /** Languages in which a certificate can be printed. */
    paperLangs: T.Array(T.Enum(["zh-CN", "ug"])),
    /** Over all terms and houses; of classes those they came to. */
    totals: T.Object({
      classes: T.Integer(),
      houses: T.Integer(),
      lessons: T.Integer(),
      minutes: T.Integer(),
      /** Of these lessons so many on line; and lessons that were watched again. */
      online: T.Integer(),
      watched: T.Integer(),
      certificates: T.Integer(),
    }),
  }),
});

export const joinLesson = operation({
  id: "learning.join",
  method: "POST",
  path: "/api/lessons/:id/joining",
  summary:
    "Joins a lesson on line, or watches it again, and notes it in one's learning record. Answers the link.",
  params: ofThis,
  body: T.Object({}),
  answer: T.Object({ link: T.String() }),
});

export const issueCertificates = operation({
  id: "certificates.issue",
  method: "POST",
  path: "/api/desk/classes/:id/certificates",
  summary:
    "Gives a certificate to everybody who came to enough lessons of a class that is over and has none yet.",
  params: ofThis,
  body: T.Object({}),
  answer: T.Object({
    issued: T.Integer(),
    already: T.Integer(),
    below: T.Integer(),
    /** Who reached the share and left no name: they are told to give one. */
    unnamed: T.Integer(),
  }),
});

export const listCertificates = operation({
  id: "certificates.of-class",
  method: "GET",
  path: "/api/desk/classes/:id/certificates",
  summary: "How everybody of a class stands, and the certificates that were given.",
  params: ofThis,
  answer: T.Object({
    held: T.Integer(),
    ahead: T.Integer(),
    share: T.Integer(),
    /** Lessons that are over and whose roll nobody took. */
    unrolled: T.Array(T.Object({ id: Id, startsAt: InstantShape })),
    /** Names with characters that cannot be drawn: their certificates are written by hand. */
    unset: T.Array(T.Object({ name: T.String(), signs: T.String() })),
    learners: T.Array(
      T.Object({
        claimId: Id,
        name: T.String(),
        /** Left a name, without which no certificate is given. */
        named: T.Boolean(),
        attended: T.Integer(),
        reached: T.Boolean(),
        /** They can, who come to every lesson that is left. */
        canReach: T.Boolean(),
        absent: T.Integer(),
        excused: T.Integer(),
        /** Of the latest certificate, and why it was withdrawn. */
        number: Nullable(T.String()),
        withdrawn: Nullable(T.String()),
      }),
    ),
  }),
});

const number = T.Object({ number: T.String({ minLength: 4, maxLength: 40 }) });

export const withdrawCertificate = operation({
  id: "certificates.withdraw",
  method: "POST",
  path: "/api/desk/certificates/:number/withdrawal",
  summary:
    "Takes a certificate back, with a reason its holder is told, and gives another at once where asked for: with the name and the roll of today.",
  params: number,
  body: T.Object({ reason: Reason(500), again: T.Boolean() }),
  answer: T.Object({ number: Nullable(T.String()) }),
});

export const verifyCertificate = operation({
  id: "certificates.verify",
  method: "GET",
  path: "/api/certificates/:number",
  summary: "What a certificate with this number says, and whether it still holds; the name is masked.",
  params: number,
  answer: T.Object({
    number: T.String(),
    /** Replaced: withdrawn, and another was given instead. */
    state: T.Enum(["true", "withdrawn", "replaced"]),
    withdrawnOn: Nullable(DayShape),
    name: T.String(),
    title: T.String(),
    term: T.String(),
    organiser: T.String(),
    lessons: T.Integer(),
    attended: T.Integer(),
    issuedOn: DayShape,
  }),
});

export const certificateFile = operation({
  id: "certificates.file",
  method: "GET",
  path: "/api/my/certificates/:number.pdf",
  summary: "A certificate to print, for whose it is: in Chinese, or in Uyghur.",
  params: number,
  query: T.Object({ lang: T.Optional(T.Enum(["zh-CN", "ug"])) }),
  answer: T.String(),
  files: ["application/pdf"],
});
