/** JSON of somebody as a reader: becoming one, their card, codes by which others come or stand for them. */
import { DayShape, Empty, Id, InstantShape, Line, Nullable, operation, T } from "#contract";
import { Brief, Count } from "../../../shapes.ts";

import {
  CardView,
  Check,
  GuaranteeView,
  name,
  ProxyView,
  Standing,
  WayGives,
  way,
} from "../views-contract.ts";

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
