/** Who may stand for another reader. Pure. */
import { againstOverdue, againstReader } from "../../lending/against.ts";
import type { Reader } from "../reader-store.ts";

export interface Guarantor
  extends Pick<Reader, "kind" | "endedOn" | "blocked" | "validUntil" | "suspendedUntil"> {
  /** In whole years; null: not known. */
  age: number | null;
  /** The first day that something they have is due. */
  earliestDue: string | null;
  /** For how many they stand already. */
  standsFor: number;
  /** Who guarantees for them is guaranteed for themself. */
  guaranteedByTheOther: boolean;
}

export type AgainstGuarantor =
  | "guarantor.not-a-person"
  | "guarantor.under-age"
  | "guarantor.may-not-borrow"
  | "guarantor.overdue"
  | "guarantor.each-other"
  | "guarantor.enough";

/** Under this age nobody answers for another's debts (Civil Code art. 17, 18). */
export const guarantorAge = 18;

/** The first reason against, or null. Somebody whose age nobody knows has shown no document. */
export function reasonAgainstGuarantor(
  one: Guarantor,
  { most, on }: { most: number; on: string },
): AgainstGuarantor | null {
  if (one.kind !== "person") return "guarantor.not-a-person";
  if (one.age === null || one.age < guarantorAge) return "guarantor.under-age";
  if (againstReader(one, on) !== null) return "guarantor.may-not-borrow";
  if (againstOverdue(one, on) !== null) return "guarantor.overdue";
  if (one.guaranteedByTheOther) return "guarantor.each-other";
  return one.standsFor >= most ? "guarantor.enough" : null;
}
