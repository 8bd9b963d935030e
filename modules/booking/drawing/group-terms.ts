/** What a group of a draw can be, each kind with its own terms. One shape for what is stored, sent and typed. */
import type { Static } from "typebox";
import { T } from "#contract";
import { termShapes } from "../rules/terms.ts";

/** Each kind with its own terms, in the order in which the desk offers them. */
export const groupShapes = {
  /** Had no place of such occasions of the house in so many months. */
  "first-time": T.Object({ months: T.Integer({ minimum: 1, maximum: 60 }) }),
  /** Completed years on the day entries close, both ends included. */
  age: termShapes.age,
  /** Has a yes under an eligibility check that is not over: lives in a subdistrict, has a card. */
  eligible: termShapes.eligible,
};

type Shapes = typeof groupShapes;
export type GroupKind = keyof Shapes;
export type GroupTerms = { [K in GroupKind]: { kind: K } & Static<Shapes[K]> }[GroupKind];

// The keys of an object that names them all.
export const groupKinds = Object.keys(groupShapes) as GroupKind[];

/** Terms under the name of their kind: how they are sent and typed, so that a fault points at its field. */
export const GroupTermsByKind = T.Partial(T.Object(groupShapes));
export type GroupTermsByKind = Static<typeof GroupTermsByKind>;

/** The terms of a kind, or null where none are given. */
export function groupTermsIn(given: GroupTermsByKind, kind: GroupKind): GroupTerms | null {
  const terms = given[kind];
  // The kind and the terms found under it belong together.
  return terms ? ({ kind, ...terms } as GroupTerms) : null;
}
