/** JSON of the steps of places. */
import { Id, Line, operation, Page, T } from "#contract";
import { PublishingView, StepAsked, WaitingRow } from "../../../platform/publishing/contract.ts";
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
    can: T.Array(T.String()),
  }),
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

const Rule = T.Object({
  organisation: OrganisationRef,
  reviews: T.Integer(),
  proofs: T.Integer(),
  reason: T.String(),
});

export const reviewRules = operation({
  id: "publishing.review-rules",
  method: "GET",
  path: "/api/desk/review-rules",
  summary: "How many reviews and proof-readings your organisations ask for before something becomes public",
  answer: T.Object({
    items: T.Array(Rule),
    /** What holds where nobody has said anything. */
    usual: T.Object({ reviews: T.Integer(), proofs: T.Integer() }),
    /** For whom you may say it. */
    organisations: T.Array(OrganisationRef),
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
    reason: Line(500),
  }),
  answer: T.Object({}),
});
