/** JSON of a reader as they and the counter see them: cards, ways to borrow, who comes for whom. */
import { DayShape, Id, InstantShape, Nullable, T } from "#contract";
import { Count } from "../../shapes.ts";

export const way = T.Enum(["none", "credit", "deposit", "guarantor", "staff"]);
export const name = Nullable(T.String());

/** Codes of the categories a reader may be of. */
export const Categories = T.Array(T.String());

/** What one may have in one of the ways. */
export const WayGives = T.Object({
  way,
  lends: T.Boolean(),
  most: Count,
  days: Count,
  renewals: Count,
  limitBasis: T.String(),
  ruleBasis: T.String(),
});

export const CardView = T.Object({
  issuerId: Id,
  issuer: T.String(),
  number: T.String(),
  state: T.Enum(["active", "alias", "lost", "ended"]),
  madeOn: DayShape,
});

export const GuaranteeView = T.Object({
  id: Id,
  way,
  since: InstantShape,
  until: Nullable(InstantShape),
  amountFen: Nullable(Count),
  receipt: T.String(),
  guarantor: Nullable(T.Object({ name })),
  reason: T.String(),
});

export const ProxyView = T.Object({
  id: Id,
  /** Who comes for them, or for whom they come. */
  name,
  as: T.Enum(["comes-for-me", "i-come-for", "contact-of"]),
  until: Nullable(DayShape),
});

/** The check of people that stands for credit there; null where there is none. */
export const Check = Nullable(
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

export const Standing = {
  category: T.String(),
  validUntil: Nullable(DayShape),
  suspendedUntil: Nullable(DayShape),
  blocked: T.String(),
  loans: Count,
  holds: Count,
  owesFen: Count,
  joinedOn: DayShape,
};

/** Which reader, and where staff stand. */
export const ofReader = T.Object({ subject: Id });
export const placeId = Id;
