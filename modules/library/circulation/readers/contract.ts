/** JSON in and out of readers: becoming one, cards, what stands for a book's return, who comes for whom. */
import { DayShape, Empty, Id, InstantShape, Line, Nullable, operation, Reason, T, Version } from "#contract";
import { Brief, Code, Count, Text } from "../../shapes.ts";

const way = T.Enum(["none", "credit", "deposit", "guarantor", "staff"]);
const Number_ = T.String({
  minLength: 1,
  maxLength: 60,
  pattern: "^(?=.*\\S)[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029]*$",
});
const Receipt = Text(60);
/** Codes of the categories a reader may be of. */
const Categories = T.Array(T.String());
const name = Nullable(T.String());

/** What one may have in one of the ways. */
const WayGives = T.Object({
  way,
  lends: T.Boolean(),
  most: Count,
  days: Count,
  renewals: Count,
  limitBasis: T.String(),
  ruleBasis: T.String(),
});

const CardView = T.Object({
  issuerId: Id,
  issuer: T.String(),
  number: T.String(),
  state: T.Enum(["active", "alias", "lost", "ended"]),
  madeOn: DayShape,
});

const GuaranteeView = T.Object({
  id: Id,
  way,
  since: InstantShape,
  until: Nullable(InstantShape),
  amountFen: Nullable(Count),
  receipt: T.String(),
  guarantor: Nullable(T.Object({ name })),
  reason: T.String(),
});

const ProxyView = T.Object({
  id: Id,
  /** Who comes for them, or for whom they come. */
  name,
  as: T.Enum(["comes-for-me", "i-come-for", "contact-of"]),
  until: Nullable(DayShape),
});

/** The check of people that stands for credit there; null where there is none. */
const Check = Nullable(
  T.Object({
    code: T.String(),
    name: T.String(),
    standing: T.Boolean(),
    /** Somebody was asked: there is an answer, whichever. */
    asked: T.Boolean(),
    explain: T.String(),
    href: T.String(),
  }),
);

const Standing = {
  category: T.String(),
  validUntil: Nullable(DayShape),
  suspendedUntil: Nullable(DayShape),
  blocked: T.String(),
  loans: Count,
  holds: Count,
  owesFen: Count,
  joinedOn: DayShape,
};

export const ownReader = operation({
  id: "library.own-reader",
  method: "GET",
  path: "/api/my/reader",
  summary: "You as a reader: your card, what you may borrow and why; or what you need to become one",
  query: T.Object({ home: T.Optional(Id) }),
  answer: T.Object({
    name,
    reader: Nullable(
      T.Object({
        ...Standing,
        home: Brief,
        cards: T.Array(CardView),
        expired: T.Boolean(),
        /** What decides how many they may have, and until when. */
        because: Nullable(T.Object({ way, until: Nullable(InstantShape), gives: WayGives })),
        guarantees: T.Array(GuaranteeView),
        standsFor: T.Array(T.Object({ id: Id, name, until: Nullable(InstantShape) })),
        proxies: T.Array(ProxyView),
        children: T.Array(
          T.Object({
            name,
            loans: Count,
            due: Nullable(DayShape),
            ownCard: T.Boolean(),
            blocked: T.Boolean(),
          }),
        ),
        can: T.Array(T.Enum(["code", "lose-card", "new-card"])),
      }),
    ),
    /** For who is none yet: what is still needed, of the library that is chosen. */
    joining: Nullable(
      T.Object({
        level: Count,
        needsLevel: Count,
        /** Message id of what stands against it. */
        against: Nullable(T.String()),
        childUnder: Count,
        isChild: T.Boolean(),
        mayUseFamilyCard: T.Boolean(),
        validUntil: Nullable(DayShape),
      }),
    ),
    /** The library whose rules are shown. */
    home: Nullable(Brief),
    homes: T.Array(Brief),
    ways: T.Array(WayGives),
    check: Check,
    depositFen: Count,
  }),
});

export const becomeReader = operation({
  id: "library.become-reader",
  method: "POST",
  path: "/api/my/reader",
  summary: "Become a reader of this library, with a card at once",
  body: T.Object({ homeId: Id, agrees: T.Boolean(), familyCard: T.Boolean() }),
  answer: T.Object({ number: Nullable(T.String()) }),
});

export const moveOwnHome = operation({
  id: "library.move-home",
  method: "POST",
  path: "/api/my/reader/home",
  summary: "Another library is yours from now on",
  body: T.Object({ homeId: Id }),
  answer: Empty,
});

export const loseOwnCard = operation({
  id: "library.lose-own-card",
  method: "POST",
  path: "/api/my/reader/lost",
  summary: "Your card is lost: its number never works again, and you have another at once",
  body: Empty,
  answer: T.Object({ number: T.String() }),
});

export const makeReaderCode = operation({
  id: "library.make-reader-code",
  method: "POST",
  path: "/api/my/reader/codes",
  summary: "A code to hand to somebody who comes for you until a day, or who stands for you",
  body: T.Object({ opens: T.Enum(["proxy", "guarantee"]), until: Nullable(DayShape) }),
  answer: T.Object({ code: T.String(), expiresAt: InstantShape }),
  unrepeated: true,
});

export const lookAtReaderCode = operation({
  id: "library.look-at-reader-code",
  method: "POST",
  path: "/api/my/reader/codes/look",
  summary: "What you would agree to by this code, and with whom",
  body: T.Object({ code: Line(20) }),
  answer: T.Object({ opens: T.Enum(["proxy", "guarantee"]), until: Nullable(DayShape), name }),
  unrepeated: true,
});

export const agreeByReaderCode = operation({
  id: "library.agree-by-reader-code",
  method: "POST",
  path: "/api/my/reader/codes/agree",
  summary: "You agree to come for somebody, or to stand for them",
  body: T.Object({ code: Line(20), agrees: T.Boolean() }),
  answer: T.Object({ opens: T.Enum(["proxy", "guarantee"]) }),
  unrepeated: true,
});

export const endOwnProxy = operation({
  id: "library.end-own-proxy",
  method: "POST",
  path: "/api/my/reader/proxies/:id/end",
  summary: "Somebody no longer comes for you, or you for them",
  params: T.Object({ id: Id }),
  body: Empty,
  answer: Empty,
});

export const stepBack = operation({
  id: "library.step-back",
  method: "POST",
  path: "/api/my/reader/guarantees/:id/end",
  summary: "A guarantor steps back, or the reader lets them go",
  params: T.Object({ id: Id }),
  body: Empty,
  answer: Empty,
});

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

const ofReader = T.Object({ subject: Id });
const placeId = Id;

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

export const issueCard = operation({
  id: "library.issue-card",
  method: "POST",
  path: "/api/desk/readers/:subject/cards",
  summary:
    "A card: the one before is lost and never works again, or replaced and its number still leads here",
  params: ofReader,
  body: T.Object({ placeId, number: Nullable(Number_), old: T.Enum(["lost", "replaced"]) }),
  answer: T.Object({ number: T.String() }),
});

export const addOldCard = operation({
  id: "library.add-old-card",
  method: "POST",
  path: "/api/desk/readers/:subject/old-cards",
  summary: "A number from another library leads here too",
  params: ofReader,
  body: T.Object({ placeId, issuerId: Id, number: Number_ }),
  answer: Empty,
});

export const endCard = operation({
  id: "library.end-card",
  method: "POST",
  path: "/api/desk/readers/:subject/cards/end",
  summary: "A number leads nowhere from now on",
  params: ofReader,
  body: T.Object({ placeId, issuerId: Id, number: Number_, as: T.Enum(["lost", "ended"]) }),
  answer: Empty,
});

export const takeDeposit = operation({
  id: "library.take-deposit",
  method: "POST",
  path: "/api/desk/readers/:subject/deposit",
  summary: "A deposit was taken: how much, and the number of the receipt. Paying is not done here",
  params: ofReader,
  body: T.Object({
    placeId,
    amountFen: T.Integer({ minimum: 1, maximum: 10_000_000 }),
    receipt: Receipt,
  }),
  answer: Empty,
});

export const returnDeposit = operation({
  id: "library.return-deposit",
  method: "POST",
  path: "/api/desk/readers/:subject/deposit/return",
  summary: "A deposit is given back, all of it, once nothing is lent or owed",
  params: ofReader,
  body: T.Object({ placeId, receipt: Receipt }),
  answer: T.Object({ amountFen: Count }),
});

export const takeGuarantor = operation({
  id: "library.take-guarantor",
  method: "POST",
  path: "/api/desk/readers/:subject/guarantor",
  summary: "A reader who stands there too agrees to stand for this one",
  params: ofReader,
  body: T.Object({ placeId, guarantor: Line(500), bothAgree: T.Boolean(), until: Nullable(DayShape) }),
  answer: Empty,
  unrepeated: true,
});

export const decideForReader = operation({
  id: "library.decide-for-reader",
  method: "POST",
  path: "/api/desk/readers/:subject/decision",
  summary: "The house lets somebody borrow until a day, for a reason",
  params: ofReader,
  body: T.Object({ until: DayShape, reason: Reason(300) }),
  answer: Empty,
});

export const stopGuarantee = operation({
  id: "library.stop-guarantee",
  method: "POST",
  path: "/api/desk/readers/:subject/guarantees/:id/end",
  summary: "A guarantor or a decision of the house ends before its day",
  params: T.Object({ subject: Id, id: Id }),
  body: Empty,
  answer: Empty,
});

const Terms = {
  level: T.Integer({ minimum: 0, maximum: 3 }),
  childUnder: T.Integer({ minimum: 0, maximum: 18 }),
  childCategory: Code,
  adultCategory: Code,
  validMonths: Nullable(T.Integer({ minimum: 1, maximum: 600 })),
  creditCheck: Line(60),
  depositFen: T.Integer({ minimum: 0, maximum: 10_000_000 }),
  guaranteesMost: T.Integer({ minimum: 0, maximum: 20 }),
};

export const readerTerms = operation({
  id: "library.reader-terms",
  method: "GET",
  path: "/api/desk/reader-terms",
  summary: "On which terms people become readers of your houses",
  query: T.Object({ organisationId: Id }),
  answer: T.Object({
    organisation: Brief,
    /** Whose terms hold here; null: nobody has said. */
    setBy: Nullable(T.String()),
    ...Terms,
    /** Rules of people that may be named. */
    checks: T.Array(T.Object({ code: T.String(), name: T.String() })),
    categories: Categories,
    can: T.Array(T.Enum(["put"])),
  }),
});

export const putReaderTerms = operation({
  id: "library.put-reader-terms",
  method: "POST",
  path: "/api/desk/reader-terms",
  summary: "Say on which terms people become readers of a house and those below it",
  body: T.Object({ organisationId: Id, ...Terms }),
  answer: Empty,
});
