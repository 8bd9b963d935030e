/** JSON of what is brought to readers: their doorstep, what is packed for whom, bags on their way. */
import { DayShape, Empty, Id, Line, Nullable, operation, T } from "#contract";
import { Brief, Code, Count, one, RowId, Text, Why } from "../../shapes.ts";
import { Goes } from "../till/contract.ts";

/** Of somebody to whom something is brought. */
const contact = {
  name: Line(60),
  phone: T.String({ pattern: "^\\+?[0-9][0-9 -]{4,19}$", maxLength: 20 }),
  address: Line(200),
};
const Contact = T.Object(contact);
const Kind = T.Enum(["courier", "homebound"]);
export const bagStates = ["open", "packed", "out", "delivered", "back"] as const;
const State = T.Enum([...bagStates]);
const Barcode = T.String({ minLength: 1, maxLength: 60, pattern: "^[^\\u0000-\\u001f\\u007f]*$" });

export const ownDelivery = operation({
  id: "library.own-delivery",
  method: "GET",
  path: "/api/my/delivery",
  summary: "Whether you are brought what you wait for, where to, and what is on its way",
  answer: T.Object({
    /** Null: you are no reader yet. */
    way: Nullable(T.Enum(["courier", "homebound", "not-offered", "not-for-you"])),
    home: Nullable(Brief),
    weekdays: T.Array(T.Integer()),
    most: Count,
    feeFen: T.Integer(),
    keepDays: Count,
    contact: Nullable(Contact),
    bags: T.Array(T.Object({ day: DayShape, state: State, books: Count })),
  }),
});

export const saveOwnDelivery = operation({
  id: "library.save-own-delivery",
  method: "POST",
  path: "/api/my/delivery",
  summary: "Say where what you wait for is brought to",
  body: Contact,
  answer: Empty,
});

export const stopOwnDelivery = operation({
  id: "library.stop-own-delivery",
  method: "POST",
  path: "/api/my/delivery/stop",
  summary: "Be brought nothing any more: the address is forgotten",
  body: Empty,
  answer: Empty,
});

const Copy = {
  itemId: RowId,
  record: T.String(),
  barcode: T.String(),
  title: T.String(),
  shelf: T.String(),
  callNumber: T.String(),
  volume: T.String(),
};

const Terms = {
  courier: T.Boolean(),
  /** Of readers to whom a courier comes; none: all. */
  categories: T.Array(Code, { maxItems: 20 }),
  homebound: T.Boolean(),
  /** 1 Monday … 7 Sunday. */
  weekdays: T.Array(T.Integer({ minimum: 1, maximum: 7 }), { minItems: 1, maxItems: 7 }),
  most: T.Integer({ minimum: 1, maximum: 50 }),
  feeFen: T.Integer({ minimum: 0, maximum: 100_000 }),
  keepDays: T.Integer({ minimum: 7, maximum: 730 }),
};

export const deliveries = operation({
  id: "library.deliveries",
  method: "GET",
  path: "/api/desk/deliveries",
  summary:
    "What is packed at a place for a day: what is to be found, what is in which bag, where each bag goes",
  query: T.Object({ place: T.Optional(Id), day: T.Optional(DayShape) }),
  answer: T.Object({
    places: T.Array(Brief),
    place: Nullable(Brief),
    today: DayShape,
    day: DayShape,
    /** The next days of a round. */
    days: T.Array(DayShape),
    /** Null: nothing is brought from here. */
    terms: Nullable(T.Object(Terms)),
    /** Houses for which the asker decides, with what they say. */
    houses: T.Array(T.Object({ ...Brief.properties, terms: Nullable(T.Object(Terms)) })),
    /** Whose round is due by the day. */
    rounds: T.Array(
      T.Object({
        reader: T.String(),
        wishes: T.String(),
        books: Nullable(Count),
        everyWeeks: Nullable(Count),
        nextOn: Nullable(DayShape),
        bringer: T.String(),
        /** Books in a bag of theirs that is not out yet. */
        packed: Count,
        /** Kept for them and in no bag. */
        chosen: Count,
      }),
    ),
    toPack: T.Array(
      T.Object({
        ...Copy,
        reader: T.String(),
        where: T.Enum(["shelf", "hold-shelf", "coming"]),
        slot: T.String(),
      }),
    ),
    bags: T.Array(
      T.Object({
        id: Id,
        number: Count,
        day: DayShape,
        kind: Kind,
        state: State,
        bringer: T.String(),
        reader: T.String(),
        /** What may be read from outside. */
        initial: T.String(),
        contact: Nullable(Contact),
        copies: T.Array(
          T.Object({
            ...Copy /** Why it was not lent. */,
            against: Nullable(Why),
            dueOn: Nullable(DayShape),
          }),
        ),
        can: T.Array(T.Enum(["pack", "open", "hand-over", "delivered", "came-back"])),
      }),
    ),
  }),
});

export const chooseDelivery = operation({
  id: "library.choose-delivery",
  method: "POST",
  path: "/api/desk/deliveries/chosen",
  summary: "Choose a copy for a reader who is brought theirs: it is kept for them and packed",
  body: T.Object({
    placeId: Id,
    /** A card, a phone number, a pass. */
    sign: Line(500),
    barcode: Barcode,
    /** Though they have read it. */
    again: T.Boolean(),
  }),
  answer: Empty,
});

export const scanDelivery = operation({
  id: "library.scan-delivery",
  method: "POST",
  path: "/api/desk/deliveries/scans",
  summary: "A copy is in hand: into the bag of its reader, or it came back with the bringer",
  body: T.Object({ placeId: Id, day: DayShape, barcode: Barcode }),
  answer: T.Union([
    T.Object({ is: T.Literal("picked"), title: T.String(), number: Count, books: Count }),
    T.Object({ is: T.Literal("returned"), title: T.String(), goes: Goes }),
  ]),
  // A number leads to a reader as long as the bag is there: title and number are kept in no answer. A copy is in one bag only, so that twice is harmless.
  unrepeated: true,
});

export const takeFromBag = operation({
  id: "library.take-from-bag",
  method: "POST",
  path: "/api/desk/deliveries/taken-out",
  summary: "A copy goes out of its bag and stays on the hold shelf",
  body: T.Object({ itemId: RowId }),
  answer: Empty,
});

export const moveBag = operation({
  id: "library.move-bag",
  method: "POST",
  path: "/api/desk/deliveries/bags/:id",
  summary: "A bag is packed, opened again, handed over and with that lent, delivered, or came back",
  params: one,
  body: T.Object({
    do: T.Enum(["pack", "open", "hand-over", "delivered", "came-back"]),
    /** Who brings it. */
    bringer: Text(60),
  }),
  answer: T.Object({ lent: Count, refused: Count }),
});

/** Whoever cannot come is chosen for: what they like, how many, how often, from which day, and who brings it. */
const Round = {
  wishes: Text(500),
  books: Nullable(T.Integer({ minimum: 1, maximum: 50 })),
  everyWeeks: Nullable(T.Integer({ minimum: 1, maximum: 8 })),
  nextOn: Nullable(DayShape),
  bringer: Text(60),
};

export const saveDoorstep = operation({
  id: "library.save-doorstep",
  method: "POST",
  path: "/api/desk/deliveries/readers",
  summary: "Write down where a reader is brought theirs, and that they cannot come",
  body: T.Object({
    placeId: Id,
    sign: Line(500),
    ...contact,
    homebound: T.Boolean(),
    round: T.Object(Round),
  }),
  answer: Empty,
});

export const setDeliveryTerms = operation({
  id: "library.set-delivery-terms",
  method: "POST",
  path: "/api/desk/deliveries/terms",
  summary: "What a house brings to the door, to whom, on which days, for how much",
  body: T.Object({ organisationId: Id, ...Terms }),
  answer: Empty,
});
