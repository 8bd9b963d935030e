/** The metrics of the city page, each defined once: what is counted, in what unit, from which news. Pure. */
import type {} from "#booking/events";
import type {} from "#courses/events";
import type {} from "#library/events";
import type {} from "#people/events";
import type {} from "#places/events";
import type { Event, Events, EventType } from "#platform/events";
import type {} from "#programme/events";

export interface Metric {
  id: string;
  /** Flows add up over a period; a stock is what there is at its end. */
  kind: "flow" | "stock";
  /** Person-times, persons, sessions and facilities are different units and are never added up. */
  unit:
    | "session"
    | "lesson"
    | "person-times"
    | "person"
    | "facility"
    | "beneficiary"
    | "loan"
    | "use"
    | "hold"
    | "card"
    | "volume";
  /** Counted from what happened, or reported by somebody who answers for it: the two never share a figure. */
  by: "computed" | "reported";
}

export const metrics = [
  { id: "visits", kind: "flow", unit: "person-times", by: "computed" },
  { id: "participation", kind: "flow", unit: "person-times", by: "computed" },
  { id: "participation-reported", kind: "flow", unit: "person-times", by: "reported" },
  { id: "beneficiaries", kind: "flow", unit: "beneficiary", by: "reported" },
  { id: "places-claimed", kind: "flow", unit: "person-times", by: "computed" },
  { id: "sessions-held", kind: "flow", unit: "session", by: "computed" },
  { id: "lessons-held", kind: "flow", unit: "lesson", by: "computed" },
  { id: "lesson-attendance", kind: "flow", unit: "person-times", by: "computed" },
  { id: "loans", kind: "flow", unit: "loan", by: "computed" },
  { id: "returns", kind: "flow", unit: "loan", by: "computed" },
  { id: "holds", kind: "flow", unit: "hold", by: "computed" },
  { id: "used-in-house", kind: "flow", unit: "use", by: "computed" },
  { id: "cards", kind: "stock", unit: "card", by: "computed" },
  { id: "volumes", kind: "stock", unit: "volume", by: "computed" },
  { id: "residents", kind: "stock", unit: "person", by: "computed" },
  { id: "facilities", kind: "stock", unit: "facility", by: "computed" },
] as const satisfies Metric[];

export type MetricId = (typeof metrics)[number]["id"];

/** Whose figure it is: an organisation by path or by id, or the city's alone. */
type Owner = { orgPath: string } | { organisationId: string } | "city";

export interface Count {
  metric: MetricId;
  owner: Owner;
  amount: number;
  /** When it happened (ISO instant), where the news is told later than that. */
  at?: string;
  /** The day of the city from which it holds, where that is another than the day of the news. */
  on?: string;
  /** The row behind the figure. */
  source: { kind: string; id: string };
  /** What it belongs to, when that has a title of its own. */
  about: { kind: string; ref: string } | null;
}

type Counting = { [K in EventType]?: (payload: Events[K]) => Count[] };

const ofClaim =
  (metric: MetricId, sign: 1 | -1) =>
  (news: Events["claim.confirmed"]): Count[] => [
    {
      metric,
      owner: { orgPath: news.orgPath },
      amount: sign * news.size,
      source: { kind: "claim", id: news.claimId },
      about: { kind: news.kind, ref: news.ref },
    },
  ];

/**
 * Somebody came: a visit, and where they came for an activity, one more who took part in it. Who comes to a class is counted lesson by
 * lesson, and not once more as a visit.
 */
const ofVisit = (news: Events["claim.checked-in"], sign: 1 | -1): Count[] =>
  news.kind === "class"
    ? []
    : [
        ...ofClaim("visits", sign)(news),
        ...(news.kind === "event-session" ? ofClaim("participation", sign)(news) : []),
      ];

/** What is counted of a lesson, on the day on which it began. */
const ofLesson = (
  news: Events["lesson.attended-corrected"] | Events["lesson.held"],
  metric: "lessons-held" | "lesson-attendance",
  amount: number,
): Count[] =>
  amount === 0
    ? []
    : [
        {
          metric,
          owner: { orgPath: news.orgPath },
          amount,
          at: news.startsAt,
          source: { kind: "lesson", id: news.lessonId },
          about: { kind: "class", ref: news.classId },
        },
      ];

/** What there is changes on the day that is stated, however late somebody states it. */
const ofPlace = (placeId: string, organisationId: string, on: string, amount: number): Count => ({
  metric: "facilities",
  owner: { organisationId },
  amount,
  on,
  source: { kind: "place", id: placeId },
  about: { kind: "place", ref: placeId },
});

/**
 * On the days on which it was public, and no others: before them and after it is counted already as it is to be. News of before
 * there were days in it counts from its own day.
 */
const whilePublic = (
  { placeId, on, publicDays = [{ from: on, to: null }] }: Events["place.ended"],
  organisationId: string,
  amount: 1 | -1,
): Count[] =>
  publicDays.flatMap(({ from, to }) => [
    ofPlace(placeId, organisationId, from, amount),
    ...(to === null ? [] : [ofPlace(placeId, organisationId, to, -amount)]),
  ]);

const ofPerson = (subject: string, amount: number): Count => ({
  metric: "residents",
  owner: "city",
  amount,
  source: { kind: "person", id: subject },
  about: null,
});

/** Something of lending, to the house where it happened. */
const ofLending = (
  metric: "loans" | "returns" | "holds" | "used-in-house" | "cards",
  { orgPath, placeId }: { orgPath: string; placeId: string },
  source: Count["source"],
  amount = 1,
): Count => ({ metric, owner: { orgPath }, amount, source, about: { kind: "place", ref: placeId } });

/** Cards in force: a replaced one ends, and the next is issued. No news of a card says whose it is. */
const ofCard = ({ homeId, orgPath }: { homeId: string; orgPath: string }, amount: 1 | -1): Count =>
  ofLending("cards", { orgPath, placeId: homeId }, { kind: "place", id: homeId }, amount);

/** The news that counts, and how. What is not here is not counted. A correction is new news with a counter-fact. */
export const counting = {
  "claim.confirmed": ofClaim("places-claimed", 1),
  "claim.cancelled": ofClaim("places-claimed", -1),
  "claim.reduced": ofClaim("places-claimed", -1),
  "claim.checked-in": (news) => ofVisit(news, 1),
  // Dated by the visit it takes back, so that no day is left with fewer visits than none.
  "claim.check-in-undone": (news) => ofVisit(news, -1).map((count) => ({ ...count, at: news.checkedInAt })),
  // Joint organisers share the credit; the owner alone counts it, or it would be counted twice.
  // A session belongs to the day on which it began, whenever the job that looks for ended ones has run.
  // A day of an exhibition is one session, however many slots of timed entry it has.
  "session.held": (news) =>
    news.again
      ? []
      : [
          {
            metric: "sessions-held",
            owner: { orgPath: news.orgPath },
            amount: 1,
            at: news.startsAt,
            source: { kind: "session", id: news.sessionId },
            about: { kind: "event-session", ref: news.sessionId },
          },
        ],
  "lesson.held": (news) => [
    ...ofLesson(news, "lessons-held", 1),
    ...ofLesson(news, "lesson-attendance", news.attended),
  ],
  "lesson.attended-corrected": (news) => ofLesson(news, "lesson-attendance", news.difference),
  "session.reported": (news) =>
    (
      [
        ["participation-reported", news.tookPart],
        ["beneficiaries", news.beneficiaries],
      ] as const
    ).flatMap(([metric, amount]) =>
      amount === 0
        ? []
        : [
            {
              metric,
              owner: { orgPath: news.orgPath },
              amount,
              at: news.startsAt,
              source: { kind: "session", id: news.sessionId },
              about: { kind: "event-session", ref: news.sessionId },
            },
          ],
    ),
  "loan.made": (news) => [ofLending("loans", news, { kind: "loan", id: news.loanId })],
  // What was undone was never lent, and did not come back.
  "loan.returned": (news) =>
    news.how === "lost"
      ? []
      : [
          news.how === "undone"
            ? ofLending("loans", news, { kind: "loan", id: news.loanId }, -1)
            : ofLending("returns", news, { kind: "loan", id: news.loanId }),
        ],
  "hold.placed": ({ holdId, pickupId, orgPath }) => [
    ofLending("holds", { orgPath, placeId: pickupId }, { kind: "hold", id: holdId }),
  ],
  "item.used-in-house": (news) => [ofLending("used-in-house", news, { kind: "place", id: news.placeId })],
  "card.issued": (news) => [ofCard(news, 1)],
  "card.ended": (news) => [ofCard(news, -1)],
  "volumes.counted": ({ ownerId, orgPath, difference }) => [
    {
      metric: "volumes",
      owner: { orgPath },
      amount: difference,
      source: { kind: "organisation", id: ownerId },
      about: null,
    },
  ],
  "account.made": ({ kind, subject }) => (kind === "resident" ? [ofPerson(subject, 1)] : []),
  "account.erased": ({ kind, subject }) => (kind === "resident" ? [ofPerson(subject, -1)] : []),
  "account.merged": ({ subject }) => [ofPerson(subject, -1)],
  "place.published": ({ placeId, organisationId, on }) => [ofPlace(placeId, organisationId, on, 1)],
  "place.withdrawn": ({ placeId, organisationId, on }) => [ofPlace(placeId, organisationId, on, -1)],
  "place.ended": (news) => whilePublic(news, news.organisationId, -1),
  "place.moved": ({ from, ...news }) =>
    news.organisationId === from.organisationId
      ? []
      : [...whilePublic(news, from.organisationId, -1), ...whilePublic(news, news.organisationId, 1)],
} satisfies Counting;

// The keys of `counting` are event types by its own declaration.
export const countedTypes = Object.keys(counting) as (keyof typeof counting)[];

/** What one event counts for. */
export function countsOf(event: Event): Count[] {
  const count: unknown = (counting as Counting)[event.type];
  // counting gives each type the function of its own payload.
  return count ? (count as (payload: unknown) => Count[])(event.payload) : [];
}
