/** Whether a reader is brought what they wait for, and by which way. Pure. */

export interface DeliveryTerms {
  organisationId: string;
  orgPath: string;
  courier: boolean;
  /** Of readers to whom a courier comes; empty: all. */
  categories: string[];
  homebound: boolean;
  /** Days of a round: 1 Monday … 7 Sunday. */
  weekdays: number[];
  /** Books at once. */
  most: number;
  feeFen: number;
  keepDays: number;
}

export type DeliveryKind = "courier" | "homebound";

/** Who cannot come is brought it by the house, whatever their category; of others a courier comes to those that are named. */
export function wayToDoor(
  terms: Pick<DeliveryTerms, "courier" | "categories" | "homebound"> | null,
  reader: { category: string; homebound: boolean },
): DeliveryKind | "not-offered" | "not-for-you" {
  if (terms?.homebound && reader.homebound) return "homebound";
  if (!terms?.courier) return terms?.homebound ? "not-for-you" : "not-offered";
  const named = terms.categories.length === 0 || terms.categories.includes(reader.category);
  return named ? "courier" : "not-for-you";
}

export const isWay = (way: ReturnType<typeof wayToDoor>): way is DeliveryKind =>
  way === "courier" || way === "homebound";
