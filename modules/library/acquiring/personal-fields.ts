/** What the library keeps about people, for the register of personal data: who wants which book. */
import type { PersonalField } from "#platform/auth";

// texts: field.*
export const wishFields: readonly PersonalField[] = [
  {
    id: "wish",
    basis: "service",
    kept: "account",
    seenBy: ["self", "agents", "colleagues"],
    columns: [
      "library.wisher.wish_id",
      "library.wisher.subject",
      "library.wisher.place_id",
      "library.wisher.why",
      "library.wisher.wished_at",
    ],
  },
];
