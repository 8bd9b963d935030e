/** What the programme keeps about people, for the register of personal data: members of staff and what they answer for. */
import type { PersonalField } from "#platform/auth";

// texts: field.publishing field.publishing.why
export const fields: readonly PersonalField[] = [
  {
    id: "publishing",
    basis: "duty",
    kept: "lasting",
    seenBy: ["self", "colleagues"],
    columns: [
      "programme.publication.id",
      "programme.publication.seq",
      "programme.publication.event_id",
      "programme.publication.step",
      "programme.publication.from_state",
      "programme.publication.to_state",
      "programme.publication.version",
      "programme.publication.by",
      "programme.publication.at",
      "programme.publication.writers",
      "programme.publication.reason",
      "programme.publication.one_person_rule",
    ],
  },
];
