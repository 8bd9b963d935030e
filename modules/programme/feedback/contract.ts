/** JSON in and out of feedback: what people who came say, and what staff answer. */
import { Empty, Id, InstantShape, mostInteger, Nullable, operation, Page, Prose, Reason, T } from "#contract";

const ofThis = T.Object({ id: Id });
const Stars = T.Integer({ minimum: 1, maximum: 5 });
const Rating = Nullable(T.Object({ average: T.Number(), count: T.Integer() }));

export const myFeedback = operation({
  id: "feedback.mine",
  method: "GET",
  path: "/api/sessions/:id/feedback",
  summary: "Whether the asker may rate a session they came to, what they said, and what was answered.",
  params: ofThis,
  answer: T.Object({
    event: T.Object({ id: Id, title: T.String() }),
    startsAt: InstantShape,
    /** Why it cannot be rated now, or null. */
    against: Nullable(T.Enum(["not-come", "not-over", "too-late", "given"])),
    until: InstantShape,
    given: Nullable(
      T.Object({
        stars: Stars,
        words: T.String(),
        answer: Nullable(T.String()),
        hiddenBecause: Nullable(T.String()),
      }),
    ),
  }),
});

export const giveFeedback = operation({
  id: "feedback.give",
  method: "POST",
  path: "/api/sessions/:id/feedback",
  summary:
    "Rates a session one came to, once, within thirty days of its end; words are seen by the organiser's staff, without a name.",
  params: ofThis,
  body: T.Object({ stars: Stars, words: Prose(500) }),
  answer: Empty,
});

export const ratingOf = operation({
  id: "feedback.rating",
  method: "GET",
  path: "/api/events/:id/rating",
  summary: "The average of an event's ratings, from five on.",
  params: ofThis,
  answer: T.Object({ rating: Rating }),
});

export const deskFeedback = operation({
  id: "feedback.list",
  method: "GET",
  path: "/api/desk/events/:id/feedback",
  summary: "What was said of an event, newest first, without names.",
  params: ofThis,
  query: T.Object({ cursor: T.Optional(T.String({ maxLength: 200 })) }),
  answer: T.Object({
    event: T.Object({ id: Id, title: T.String() }),
    rating: Rating,
    ...Page(
      T.Object({
        id: Id,
        sessionStartsAt: InstantShape,
        stars: Stars,
        words: T.String(),
        answer: Nullable(T.String()),
        /** How often it was answered. */
        answerVersion: T.Integer(),
        hiddenBecause: Nullable(T.String()),
      }),
    ).properties,
    can: T.Array(T.Enum(["answer"])),
  }),
});

export const answerFeedback = operation({
  id: "feedback.answer",
  method: "POST",
  path: "/api/desk/feedback/:id/answer",
  summary:
    "Answers what somebody said, or puts another answer in place of the one seen; they are told, and stay unnamed.",
  params: ofThis,
  body: T.Object({
    /** The version of the answer that was seen: 0 for none. */
    version: T.Integer({ minimum: 0, maximum: mostInteger }),
    answer: Reason(500),
  }),
  answer: Empty,
});

export const hideFeedback = operation({
  id: "feedback.hide",
  method: "POST",
  path: "/api/desk/feedback/:id/hiding",
  summary: "Hides words that were reported, with the reason whoever wrote them reads; their stars count on.",
  params: ofThis,
  body: T.Object({ reason: Reason(500) }),
  answer: Empty,
});
