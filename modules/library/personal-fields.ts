/** What the library keeps about people, for the register of personal data: the books they keep for themselves, and those they wish for. */
import type { PersonalField } from "#platform/auth";

// texts: field.*
export const fields: readonly PersonalField[] = [
  {
    id: "kept-book",
    basis: "service",
    kept: "account",
    seenBy: ["self", "agents"],
    columns: ["library.kept_book.subject", "library.kept_book.record_id", "library.kept_book.kept_at"],
  },
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
