/** Finds somebody on the list who has no pass to scan: by name, last digits, or the short code of the booking. Pure. */
import type { ClaimListed } from "../../scanner/contract.ts";

/** Letters of a booking's short code. */
export const codeLetters = 6;

/** What a booking is called by voice: the end of its id. Two may share one, so a document is looked at. */
export function shortCode(claimId: string): string {
  return claimId.slice(-codeLetters).toUpperCase();
}

const plain = (text: string) =>
  text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\s·•・.\-']/g, "");

/** Bookings that what was typed can mean, those first who are yet to come. */
export function findOnList<C extends ClaimListed>(claims: Iterable<C>, typed: string): C[] {
  const looked = plain(typed);
  if (looked === "") return [];
  const digits = /^\d{2,4}$/.test(looked) ? looked : null;
  const code = looked.length === codeLetters && /^[0-9a-f]+$/.test(looked) ? looked.toUpperCase() : null;
  const isMeant = ({ id, name, phoneTail }: C) =>
    (digits !== null && phoneTail?.endsWith(digits)) ||
    (code !== null && shortCode(id) === code) ||
    (digits === null && name !== null && plain(name).includes(looked));
  return [...claims]
    .filter((claim) => ["confirmed", "checked-in"].includes(claim.state) && isMeant(claim))
    .sort((a, b) => Number(a.came === a.size) - Number(b.came === b.size));
}
