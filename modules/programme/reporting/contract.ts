/** JSON of what staff report of sessions that took place. */
import { Id, InstantShape, mostInteger, Nullable, operation, Reason, T } from "#contract";

/** How the numbers were found: counted by hand, by a device at the entrance, told by a platform, estimated. */
export const reportBases = ["counted", "counter", "platform", "estimated"] as const;

const Numbers = {
  /** Took part without having been checked in at the door. */
  tookPart: T.Integer({ minimum: 0, maximum: 1_000_000 }),
  /** Reached without taking part. Never added to those who took part. */
  beneficiaries: T.Integer({ minimum: 0, maximum: 10_000_000 }),
  basis: T.Enum([...reportBases]),
};

const ofSession = T.Object({ id: Id });

export const SessionReport = T.Object({
  version: T.Integer(),
  ...Numbers,
  note: T.String(),
  madeAt: InstantShape,
  by: Nullable(T.String()),
});

export const getSessionReport = operation({
  id: "sessions.report",
  method: "GET",
  path: "/api/desk/sessions/:id/reports",
  summary: "What was reported of a session, the latest first, beside what its door counted.",
  params: ofSession,
  answer: T.Object({
    eventId: Id,
    startsAt: InstantShape,
    endsAt: InstantShape,
    /** People checked in at the door. */
    arrived: T.Integer(),
    /** It took place, so that it can be reported. */
    held: T.Boolean(),
    reports: T.Array(SessionReport),
  }),
});

export const reportSession = operation({
  id: "sessions.put-report",
  method: "POST",
  path: "/api/desk/sessions/:id/reports",
  summary:
    "Reports how many took part without being checked in and how many were reached; again, with why, as a correction.",
  params: ofSession,
  body: T.Object({
    /** The version that was seen: 0 for the first report. */
    version: T.Integer({ minimum: 0, maximum: mostInteger }),
    ...Numbers,
    /** How it was counted; of a correction, why it is another number. */
    note: Reason(300),
    /** The numbers that were refused as improbable, said again: it answers for no others. */
    sure: T.Optional(T.Object({ tookPart: Numbers.tookPart, beneficiaries: Numbers.beneficiaries })),
  }),
  answer: T.Object({ version: T.Integer() }),
});
