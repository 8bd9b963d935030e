/** What the programme keeps about people, for the register of personal data: who says what needs a permit. */
import type { PersonalField } from "#platform/auth";

// texts: field.permit-rule field.permit-rule.why field.session-report field.session-report.why
export const fields: readonly PersonalField[] = [
  {
    id: "permit-rule",
    basis: "duty",
    kept: "lasting",
    seenBy: ["auditors"],
    columns: [
      "programme.permit_rule.id",
      "programme.permit_rule.kind",
      "programme.permit_rule.crowd_from",
      "programme.permit_rule.basis",
      "programme.permit_rule.since",
      "programme.permit_rule.set_by",
      "programme.permit_rule.ended_at",
      "programme.permit_rule.ended_by",
    ],
  },
  {
    id: "session-report",
    basis: "duty",
    kept: "lasting",
    seenBy: ["colleagues"],
    columns: [
      "programme.session_report.session_id",
      "programme.session_report.version",
      "programme.session_report.took_part",
      "programme.session_report.beneficiaries",
      "programme.session_report.basis",
      "programme.session_report.note",
      "programme.session_report.made_at",
      "programme.session_report.made_by",
    ],
  },
];
