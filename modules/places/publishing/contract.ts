/** JSON of the steps of places. */
import { Empty, Id, InstantShape, Line, Nullable, operation, Page, Reason, T } from "#contract";
import {
  ChangedShape,
  PublishingView,
  StepAsked,
  WaitingRow,
} from "../../../platform/publishing/contract.ts";
import { OrganisationRef } from "../shapes.ts";

const ofPlace = T.Object({ id: Id });

export const placeSteps = operation({
  id: "places.steps",
  method: "GET",
  path: "/api/desk/places/:id/steps",
  summary: "Where a place stands on its way to the public: who did what, what is missing, what you may do",
  params: ofPlace,
  answer: T.Object({
    id: Id,
    version: T.Integer(),
    state: T.String(),
    ...PublishingView.properties,
    /** What publishing still needs, by field. */
    missing: T.Array(T.Object({ field: T.String(), id: T.String() })),
    /** Where you may withdraw it: public events there that are not over, and bookings for them. */
    coming: T.Object({ events: T.Integer(), claims: T.Integer() }),
    can: T.Array(T.String()),
    /** A change that waits for a second person; `take-back` is for whoever asked. */
    waiting: Nullable(
      T.Object({
        id: Id,
        by: Nullable(T.String()),
        at: InstantShape,
        reason: T.String(),
        changed: T.Array(ChangedShape),
        can: T.Array(T.Enum(["confirm", "decline", "take-back"])),
      }),
    ),
  }),
});

const ofChange = T.Object({ id: Id, change: Id });

export const confirmChange = operation({
  id: "places.confirm-change",
  method: "POST",
  path: "/api/desk/places/:id/changes/:change/confirm",
  summary: "Confirm, as a second person, a change of what a public place is counted by or of its past",
  params: ofChange,
  answer: Empty,
});

export const declineChange = operation({
  id: "places.decline-change",
  method: "POST",
  path: "/api/desk/places/:id/changes/:change/decline",
  summary: "Do not confirm a change that waits, and say why; whoever asked takes it back",
  params: ofChange,
  body: T.Object({ reason: T.Optional(Reason(500)) }),
  answer: Empty,
});

export const stepPlace = operation({
  id: "places.step",
  method: "POST",
  path: "/api/desk/places/:id/steps",
  summary: "Take a place one step on the way from draft to published, or back",
  params: ofPlace,
  body: StepAsked,
  answer: T.Object({ id: Id, state: T.String() }),
});

export const placesInSteps = operation({
  id: "places.in-steps",
  method: "GET",
  path: "/api/desk/place-steps",
  summary: "Places of your organisations that are not public, the last changed first",
  query: T.Object({
    /** Only what waits for a step of yours. */
    mine: T.Optional(T.Boolean()),
    cursor: T.Optional(T.String({ maxLength: 200 })),
    limit: T.Optional(T.Integer({ minimum: 1, maximum: 100 })),
  }),
  answer: Page(WaitingRow),
});

const Rules = T.Object({
  organisation: OrganisationRef,
  /** Null: as above it. */
  review: Nullable(T.Object({ reviews: T.Integer(), proofs: T.Integer(), reason: T.String() })),
  /** Its one person may check their own work, as long as exactly one is on its own staff. */
  alone: Nullable(T.Object({ reason: T.String(), applies: T.Boolean() })),
});

export const reviewRules = operation({
  id: "publishing.review-rules",
  method: "GET",
  path: "/api/desk/review-rules",
  summary:
    "How many reviews and proof-readings your organisations ask for before something becomes public, and which are one-person stations",
  query: T.Object({
    /** Words in the name of the organisations for which you would say it. */
    q: T.Optional(Line(100)),
    after: T.Optional(T.String({ maxLength: 400 })),
  }),
  answer: T.Object({
    ...Page(Rules).properties,
    /** What holds where nobody has said anything. */
    usual: T.Object({ reviews: T.Integer(), proofs: T.Integer() }),
    /** For whom you may say it; with `more` there are others, found by their name. */
    organisations: T.Array(OrganisationRef),
    more: T.Boolean(),
  }),
});

export const putReviewRule = operation({
  id: "publishing.put-review-rule",
  method: "PUT",
  path: "/api/desk/review-rules/:organisationId",
  summary: "How many reviews and proof-readings an organisation and those below it ask for from now on",
  params: T.Object({ organisationId: Id }),
  body: T.Object({
    reviews: T.Integer({ minimum: 1, maximum: 3 }),
    proofs: T.Integer({ minimum: 0, maximum: 3 }),
    reason: Reason(500),
  }),
  answer: T.Object({}),
});

export const putOnePersonRule = operation({
  id: "publishing.put-one-person-rule",
  method: "PUT",
  path: "/api/desk/one-person-rules/:organisationId",
  summary: "Let a station with one person on the staff check its own work, or end that",
  params: T.Object({ organisationId: Id }),
  body: T.Object({ allowed: T.Boolean(), reason: Reason(500) }),
  answer: T.Object({}),
});
