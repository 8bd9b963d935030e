/** What booking keeps about people, for the register of personal data. */
import type { PersonalField } from "#platform/auth";

// texts: field.claim field.claim.why
export const fields: readonly PersonalField[] = [
  {
    id: "claim",
    basis: "service",
    kept: "account",
    seenBy: ["self", "agents", "door", "managers"],
    columns: [
      "booking.claim.id",
      "booking.claim.offer_id",
      "booking.claim.pool_id",
      "booking.claim.subject",
      "booking.claim.made_by",
      "booking.claim.size",
      "booking.claim.state",
      "booking.claim.made_at",
      "booking.claim.changed_at",
      "booking.claim.checked_in_at",
      "booking.claim.cancelled_because",
      "booking.claim.span",
    ],
  },
];
