/** What the library keeps about people, for the register of personal data: the books they keep for themselves. */
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
];
