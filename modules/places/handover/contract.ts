import {
  DayShape,
  Empty,
  Id,
  InstantShape,
  Line,
  Nullable,
  operation,
  Prose,
  Reason,
  T,
  Version,
} from "#contract";
import { OrganisationRef } from "../shapes.ts";
import { thingCategories, thingConditions } from "../words.ts";

const State = T.Enum(["open", "signed", "effective", "refused", "withdrawn"]);
const Side = T.Enum(["from", "to"]);
const Because = T.String({ minLength: 1, maxLength: 500, pattern: "\\S", format: "reason" });
const Choice = T.Enum(["move", "end"]);

/** A line written by hand: keys, contracts, files. */
const Other = T.Object({
  what: Line(100),
  quantity: T.Integer({ minimum: 1, maximum: 1_000_000 }),
  detail: T.String({ maxLength: 200 }),
});

const terms = {
  /** First day of the receiving organisation. */
  effectiveOn: DayShape,
  /** Why that day lies before today: needed then, and only then. */
  lateBecause: T.Optional(Nullable(Reason(500))),
  terms: T.Optional(Prose(2000)),
  other: T.Array(Other, { maxItems: 200 }),
  /** Staff named by subject key; who is not named stays with the giving organisation. */
  staff: T.Array(T.Object({ subject: Id, choice: Choice }), { maxItems: 200 }),
};

const Listed = T.Object({
  id: Id,
  place: T.Object({ id: Id, name: T.String() }),
  from: OrganisationRef,
  to: OrganisationRef,
  effectiveOn: DayShape,
  state: State,
  /** Sides that have signed what it says now. */
  signed: T.Array(Side),
  /** Sides for which the asker could sign now. */
  awaits: T.Array(Side),
});

export const listHandovers = operation({
  id: "places.handovers",
  method: "GET",
  path: "/api/desk/handovers",
  summary: "Hand-overs with a side that your roles cover: unfinished ones first, then the newest",
  query: T.Object({
    place: T.Optional(Id),
    after: T.Optional(Id),
    limit: T.Optional(T.Integer({ minimum: 1, maximum: 100, default: 50 })),
  }),
  answer: T.Object({ items: T.Array(Listed), next: Nullable(Id) }),
});

export const getHandover = operation({
  id: "places.handover",
  method: "GET",
  path: "/api/desk/handovers/:id",
  summary: "A hand-over: its inventory as it was written down, who signed, and what the asker may do",
  params: T.Object({ id: Id }),
  answer: T.Object({
    id: Id,
    place: T.Object({ id: Id, name: T.String(), number: Nullable(T.String()), address: T.String() }),
    from: OrganisationRef,
    to: OrganisationRef,
    effectiveOn: DayShape,
    lateBecause: Nullable(T.String()),
    terms: T.String(),
    state: State,
    /** SHA-256 of everything that is signed. */
    digest: T.String(),
    version: T.Integer(),
    drawnUpAt: InstantShape,
    effectiveAt: Nullable(InstantShape),
    ended: Nullable(T.Object({ at: InstantShape, by: Nullable(T.String()), because: T.String() })),
    rooms: T.Array(
      T.Object({ id: Id, name: T.String(), capacity: T.Integer(), areaM2: Nullable(T.Number()) }),
    ),
    things: T.Array(
      T.Object({
        id: Id,
        name: T.String(),
        category: T.Enum([...thingCategories]),
        tag: Nullable(T.String()),
        quantity: T.Integer(),
        condition: T.Enum([...thingConditions]),
        room: Nullable(T.String()),
        acquiredOn: Nullable(DayShape),
        value: Nullable(T.Number()),
      }),
    ),
    stock: T.Array(T.Object({ what: T.String(), quantity: T.Integer(), detail: T.String() })),
    other: T.Array(Other),
    staff: T.Array(
      T.Object({ subject: Id, name: Nullable(T.String()), choice: Choice, roles: T.Array(T.String()) }),
    ),
    signatures: T.Array(
      T.Object({
        side: Side,
        name: Nullable(T.String()),
        at: InstantShape,
        /** Since when it stands for nothing, because what was signed changed. */
        voidedAt: Nullable(InstantShape),
      }),
    ),
    /** The place holds other things by now than stand here: to be written anew before anybody signs. */
    outOfDate: T.Boolean(),
    /** Staff of the giving organisation who could be named; for those who may change the document. */
    candidates: T.Array(T.Object({ subject: Id, name: T.String(), roles: T.Array(T.String()) })),
    can: T.Array(T.Enum(["change", "sign-from", "sign-to", "refuse", "withdraw"])),
  }),
});

export const drawUpHandover = operation({
  id: "places.draw-up-handover",
  method: "POST",
  path: "/api/desk/places/:id/handovers",
  summary: "Draw up the hand-over of a place to another organisation, with the inventory of this moment",
  params: T.Object({ id: Id }),
  body: T.Object({ toOrganisationId: Id, ...terms }),
  answer: T.Object({ id: Id }),
});

export const changeHandover = operation({
  id: "places.change-handover",
  method: "PUT",
  path: "/api/desk/handovers/:id",
  summary:
    "Write the document anew with the inventory of this moment; whatever changes voids the signatures given",
  params: T.Object({ id: Id }),
  body: T.Object({ ...terms, version: Version }),
  answer: Empty,
});

export const signHandover = operation({
  id: "places.sign-handover",
  method: "POST",
  path: "/api/desk/handovers/:id/signatures",
  summary:
    "Sign for one side what the document says in `version`; with both signatures it takes effect on its day",
  params: T.Object({ id: Id }),
  body: T.Object({ side: Side, version: Version }),
  answer: T.Object({ state: State }),
});

export const refuseHandover = operation({
  id: "places.refuse-handover",
  method: "POST",
  path: "/api/desk/handovers/:id/refusal",
  summary: "The receiving side will not have it, and says why",
  params: T.Object({ id: Id }),
  body: T.Object({ because: Because }),
  answer: Empty,
});

export const withdrawHandover = operation({
  id: "places.withdraw-handover",
  method: "POST",
  path: "/api/desk/handovers/:id/withdrawal",
  summary: "The giving side takes it back, and says why",
  params: T.Object({ id: Id }),
  body: T.Object({ because: Because }),
  answer: Empty,
});
