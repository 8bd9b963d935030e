/** JSON of readers at the counter: found, made, changed, ended. */
import { DayShape, Empty, Id, Line, Nullable, operation, Reason, T, Version } from "#contract";
import { Brief, Code, Count } from "../../../shapes.ts";

import {
  CardView,
  Categories,
  GuaranteeView,
  name,
  ofReader,
  ProxyView,
  placeId,
  Standing,
  WayGives,
} from "../views-contract.ts";

export const readerDesk = operation({
  id: "library.reader-desk",
  method: "GET",
  path: "/api/desk/readers",
  summary: "Where you serve readers, and libraries that may be somebody's",
  answer: T.Object({
    places: T.Array(Brief),
    homes: T.Array(Brief),
    /** Houses that may say on which terms people become readers. */
    organisations: T.Array(Brief),
    categories: Categories,
  }),
});

export const findReaders = operation({
  id: "library.find-reader",
  method: "POST",
  path: "/api/desk/readers/find",
  summary:
    "Who stands there: by card, pass, phone number or document, or by name among your houses' own readers",
  body: T.Object({ placeId: Id, sign: Line(500) }),
  answer: T.Object({
    items: T.Array(
      T.Object({
        subject: Id,
        name,
        phoneTail: Nullable(T.String()),
        issuer: Nullable(T.String()),
        isReader: T.Boolean(),
      }),
    ),
  }),
  unrepeated: true,
});

export const deskReader = operation({
  id: "library.reader",
  method: "GET",
  path: "/api/desk/readers/:subject",
  summary: "A reader as the counter serves them; or what they need to become one",
  params: ofReader,
  query: T.Object({ placeId }),
  answer: T.Object({
    name,
    phoneTail: Nullable(T.String()),
    /** Null: not known, or a group. */
    age: Nullable(T.Integer()),
    reader: Nullable(
      T.Object({
        ...Standing,
        kind: T.Enum(["person", "group"]),
        version: T.Integer(),
        home: Brief,
        endedOn: Nullable(DayShape),
        cards: T.Array(CardView),
        guarantees: T.Array(GuaranteeView),
        proxies: T.Array(ProxyView),
        ways: T.Array(WayGives),
      }),
    ),
    joining: Nullable(
      T.Object({
        level: Count,
        needsLevel: Count,
        against: Nullable(T.String()),
        category: T.String(),
        isChild: T.Boolean(),
      }),
    ),
    homes: T.Array(Brief),
    /** Libraries of the network whose old cards may be taken over. */
    issuers: T.Array(Brief),
    categories: Categories,
    depositFen: Count,
    can: T.Array(T.Enum(["make", "write", "decide"])),
  }),
});

export const enrolReader = operation({
  id: "library.enrol-reader",
  method: "POST",
  path: "/api/desk/readers",
  summary: "Somebody becomes a reader at the counter",
  body: T.Object({
    placeId,
    subject: Id,
    homeId: Id,
    familyCard: T.Boolean(),
    /** The guardian of somebody not of age stands there and agrees. */
    guardianAgrees: T.Boolean(),
  }),
  answer: T.Object({ number: Nullable(T.String()) }),
});

export const makeGroup = operation({
  id: "library.make-group",
  method: "POST",
  path: "/api/desk/reader-groups",
  summary: "A card of a class or a company, and who uses it",
  body: T.Object({
    placeId,
    name: Line(60),
    category: Code,
    homeId: Id,
    /** Pass, phone number or card of the first contact. */
    contact: Line(500),
    validUntil: Nullable(DayShape),
  }),
  answer: T.Object({ subject: Id, number: T.String() }),
  unrepeated: true,
});

export const addContact = operation({
  id: "library.add-contact",
  method: "POST",
  path: "/api/desk/readers/:subject/contacts",
  summary: "One more who uses a group's card",
  params: ofReader,
  body: T.Object({ placeId, contact: Line(500) }),
  answer: Empty,
  unrepeated: true,
});

export const endReaderProxy = operation({
  id: "library.end-proxy",
  method: "POST",
  path: "/api/desk/readers/:subject/proxies/:id/end",
  summary: "Somebody no longer comes for a reader, or uses a group's card",
  params: T.Object({ subject: Id, id: Id }),
  body: T.Object({ placeId }),
  answer: Empty,
});

export const editReader = operation({
  id: "library.edit-reader",
  method: "POST",
  path: "/api/desk/readers/:subject",
  summary: "Library, category, until when",
  params: ofReader,
  body: T.Object({
    placeId,
    version: Version,
    homeId: Id,
    category: Code,
    validUntil: Nullable(DayShape),
  }),
  answer: Empty,
});

export const blockReader = operation({
  id: "library.block-reader",
  method: "POST",
  path: "/api/desk/readers/:subject/block",
  summary: "They borrow nothing, and are told why; without a reason they may again",
  params: ofReader,
  body: T.Object({ version: Version, reason: Nullable(Reason(200)) }),
  answer: Empty,
});

export const endReader = operation({
  id: "library.end-reader",
  method: "POST",
  path: "/api/desk/readers/:subject/end",
  summary: "A reader no longer: with nothing lent, waited for, owed or deposited",
  params: ofReader,
  body: T.Object({ placeId }),
  answer: Empty,
});
