/** JSON in and out of rules about not coming and giving back. */
import { DayShape, Empty, Id, InstantShape, Nullable, operation, Prose, Reason, T } from "#contract";
import { causes } from "./standing.ts";
import { scopes, suspensions } from "./terms.ts";

export { scopes, suspensions };

const Count = (most: number, least = 1) => Nullable(T.Integer({ minimum: least, maximum: most }));

export const TermsShape = T.Object({
  noShow: Nullable(
    T.Object({
      warnFrom: Count(100),
      limit: Count(100),
      windowDays: Count(1096),
      suspendsFor: T.Enum([...suspensions]),
      suspendsCount: T.Integer({ minimum: 1, maximum: 366 }),
      scope: T.Enum([...scopes]),
      graceMinutes: Count(1440, 0),
      lateCancelCounts: T.Boolean(),
      forgivenAfterVisits: Count(100),
      forgivenAfterDays: Count(1096),
      answerDays: T.Integer({ minimum: 1, maximum: 60 }),
    }),
  ),
  cancelling: Nullable(
    T.Object({
      perDay: Count(100),
      perWeek: Count(100),
      perMonth: Count(100),
      perYear: Count(366),
      untilMinutes: Count(43_200, 0),
      untilTime: Nullable(T.String({ pattern: "^([01][0-9]|2[0-3]):[0-5][0-9]$" })),
      rebooks: Count(100, 0),
    }),
  ),
});

const OrganisationBrief = T.Object({ id: Id, name: T.String() });
const KindShape = T.String({ pattern: "^[a-z-]{3,40}$" });

export const penaltyRules = operation({
  id: "booking.penalty-rules",
  method: "GET",
  path: "/api/penalty-rules",
  summary:
    "What holds in an organisation about not coming and giving back: its own rule, those from above and below, coming and past.",
  query: T.Object({ organisation: Id }),
  answer: T.Object({
    organisation: OrganisationBrief,
    items: T.Array(
      T.Object({
        id: Id,
        organisation: T.String(),
        /** The organisation's own, not one from above or below. */
        own: T.Boolean(),
        /** Kind of offer; null: every kind. */
        onlyFor: Nullable(T.String()),
        version: T.Integer(),
        since: DayShape,
        until: Nullable(DayShape),
        standing: T.Enum(["coming", "in-force", "past"]),
        basis: T.String(),
        /** What it says, sentence by sentence; none where it ends the rule. */
        says: T.Array(T.String()),
        terms: Nullable(TermsShape),
      }),
    ),
    /** Kinds of offer for which a rule can be written. */
    kinds: T.Array(T.Object({ code: T.String(), name: T.String() })),
    can: T.Array(T.Enum(["put"])),
  }),
});

export const putPenaltyRule = operation({
  id: "booking.put-penalty-rule",
  method: "POST",
  path: "/api/desk/penalty-rules",
  summary: "Writes the next version of an organisation's rule, from a day on; without terms it ends.",
  body: T.Object({
    organisation: Id,
    onlyFor: Nullable(KindShape),
    since: DayShape,
    basis: Reason(300),
    terms: Nullable(TermsShape),
    after: T.Integer({ minimum: 0, maximum: 1_000_000 }),
  }),
  answer: T.Object({ id: Id, version: T.Integer() }),
});

const AppealView = T.Object({
  id: Id,
  words: T.String(),
  madeAt: InstantShape,
  dueOn: DayShape,
  outcome: Nullable(T.Enum(["accepted", "declined"])),
  answer: Nullable(T.String()),
});

const mark = {
  id: Id,
  cause: T.Enum([...causes]),
  day: DayShape,
  at: InstantShape,
  about: Nullable(T.Object({ title: T.String(), href: T.String() })),
  /** Counts, has led to a suspension that runs, is over, or is excused. */
  standing: T.Enum(["counts", "suspends", "past", "excused"]),
  /** Last day on which it counts by itself. */
  lastDay: Nullable(DayShape),
  excusedBecause: Nullable(T.String()),
  appeal: Nullable(AppealView),
};

export const ownPenalties = operation({
  id: "booking.my-penalties",
  method: "GET",
  path: "/api/my/penalties",
  summary: "What one has missed, what it means, by which rule, and until when.",
  answer: T.Object({
    suspensions: T.Array(
      T.Object({
        organisation: T.String(),
        from: InstantShape,
        lastDay: DayShape,
        running: T.Boolean(),
        count: T.Integer(),
        occasions: T.Array(DayShape),
        basis: T.String(),
        version: T.Integer(),
        says: T.Array(T.String()),
      }),
    ),
    counts: T.Array(
      T.Object({
        organisation: T.String(),
        count: T.Integer(),
        limit: Nullable(T.Integer()),
        warned: T.Boolean(),
        basis: T.String(),
        says: T.Array(T.String()),
      }),
    ),
    marks: T.Array(T.Object({ ...mark, can: T.Array(T.Enum(["appeal"])) })),
  }),
});

const ofMark = T.Object({ id: Id });

export const appealPenalty = operation({
  id: "booking.appeal-penalty",
  method: "POST",
  path: "/api/my/penalty-marks/:id/appeal",
  summary: "Says in one's own words why a mark is not right or not one's fault; once.",
  params: ofMark,
  body: T.Object({ words: T.Intersect([Prose(1000), T.String({ pattern: "\\S" })]) }),
  answer: T.Object({ dueOn: DayShape }),
});

export const penaltyMarks = operation({
  id: "booking.penalty-marks",
  method: "GET",
  path: "/api/desk/penalty-marks",
  summary:
    "Appeals that wait in an organisation and below it, the most urgent first, and the hundred latest marks.",
  query: T.Object({ organisation: Id, day: T.Optional(DayShape) }),
  answer: T.Object({
    organisation: OrganisationBrief,
    appeals: T.Array(T.Object({ ...mark, person: Nullable(T.String()) })),
    marks: T.Array(T.Object({ ...mark, person: Nullable(T.String()), can: T.Array(T.Enum(["waive"])) })),
    /** Where these were: what a day can be excused for. */
    places: T.Array(T.Object({ id: Id, name: T.String() })),
    excused: T.Array(T.Object({ id: Id, day: DayShape, place: Nullable(T.String()), because: T.String() })),
  }),
});

export const answerPenaltyAppeal = operation({
  id: "booking.answer-penalty-appeal",
  method: "POST",
  path: "/api/desk/penalty-appeals/:id",
  summary: "Answers an appeal in words: the mark is taken away at once, or it stands.",
  params: ofMark,
  body: T.Object({ outcome: T.Enum(["accepted", "declined"]), reason: Reason(300) }),
  answer: Empty,
});

export const waivePenalty = operation({
  id: "booking.waive-penalty",
  method: "POST",
  path: "/api/desk/penalty-marks/:id/waiver",
  summary: "Takes the weight from a mark, with the reason.",
  params: ofMark,
  body: T.Object({ reason: Reason(300) }),
  answer: Empty,
});

export const excuseDay = operation({
  id: "booking.excuse-day",
  method: "POST",
  path: "/api/desk/penalty-days",
  summary: "Excuses everybody who did not come on a day: at one place, or in an organisation and below it.",
  body: T.Object({ organisation: Id, place: Nullable(Id), day: DayShape, reason: Reason(300) }),
  answer: T.Object({ excused: T.Integer() }),
});
