/** What insight keeps about people, for the register of personal data: that somebody came or went, by number alone. */
import type { PersonalField } from "#platform/auth";

// texts: field.counted field.counted.why
export const fields: readonly PersonalField[] = [
  {
    id: "counted",
    basis: "duty",
    kept: "lasting",
    seenBy: ["managers", "auditors"],
    columns: [
      "insight.fact.metric",
      "insight.fact.event_id",
      "insight.fact.part",
      "insight.fact.occurred_on",
      "insight.fact.occurred_at",
      "insight.fact.org_path",
      "insight.fact.amount",
      "insight.fact.source_kind",
      "insight.fact.source_id",
      "insight.fact.about_kind",
      "insight.fact.about_ref",
    ],
  },
];
