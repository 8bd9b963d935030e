/** What the library keeps about people, for the register of personal data: the books they keep for themselves, those they wish for, what they have and, by their wish, what they had. */
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
  {
    id: "loan",
    basis: "service",
    kept: "until-returned",
    seenBy: ["self", "agents", "colleagues"],
    columns: [
      ...[
        ...[
          "id",
          "item_id",
          "record_id",
          "owner_id",
          "owner_path",
          "type",
          "subject",
          "carried_by",
          "place_id",
          "place_path",
          "lent_at",
        ],
        ...[
          "due_on",
          "category",
          "guarantee",
          "rule_id",
          "renewals",
          "renewed_on",
          "recalled_on",
          "claimed_on",
          "lost_on",
          "channel",
          "demo",
        ],
      ].map((column) => `library.loan.${column}`),
      ...["subject", "owner_path", "type", "loans"].map((column) => `library.held_count.${column}`),
    ],
  },
  {
    id: "reading",
    basis: "consent",
    kept: "until-taken-back",
    seenBy: ["self", "agents"],
    columns: ["subject", "record_id", "lent_on", "returned_on"].map((column) => `library.reading.${column}`),
  },
];
