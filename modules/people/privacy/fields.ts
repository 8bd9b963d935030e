/** The field register: everything kept about a person, why, on what ground, how long, and who sees it. A test compares it with the tables. */

/** PIPL art. 13: (2) what the service cannot be given without, (1) consent, (3) a duty by law; art. 31: a guardian's consent. */
export type Basis = "service" | "consent" | "duty" | "guardian";
export type Kept =
  | "account"
  | "day"
  | "year"
  | "five-minutes"
  | "session"
  | "ninety-days"
  | "half-year"
  | "until-replaced"
  | "until-removed"
  | "until-taken-back";
export type Viewer =
  | "self"
  | "guardian"
  | "agents"
  | "door"
  | "counter"
  | "managers"
  | "admins"
  | "auditors"
  | "successors"
  | "nobody";

export interface Field {
  /** Names it in messages: `field.<id>` and `field.<id>.why`. */
  id: string;
  basis: Basis;
  kept: Kept;
  seenBy: readonly Viewer[];
  /** `table.column` in the schema people. */
  columns: readonly string[];
}

// texts: field.*, privacy.basis.*, privacy.kept.*, privacy.seen.*
export const fields: readonly Field[] = [
  {
    id: "key",
    basis: "service",
    kept: "account",
    seenBy: ["nobody"],
    columns: [
      "account.id",
      "account.subject",
      "account.kind",
      "account.status",
      "account.made_at",
      "account.demo",
      "account.merged_into",
    ],
  },
  {
    id: "name",
    basis: "service",
    kept: "account",
    seenBy: ["self", "agents", "door"],
    columns: ["account.name"],
  },
  {
    id: "phone",
    basis: "service",
    kept: "account",
    seenBy: ["self", "door"],
    columns: ["account.phone_hash", "account.phone_sealed"],
  },
  {
    id: "born",
    basis: "consent",
    kept: "account",
    seenBy: ["self", "guardian", "counter"],
    columns: ["account.born"],
  },
  {
    id: "document",
    basis: "consent",
    kept: "until-removed",
    seenBy: ["self", "guardian", "counter"],
    columns: [
      "document.id",
      "document.account",
      "document.account_kind",
      "document.kind",
      "document.last_four",
      "document.guardian",
      "document.consented_at",
      "document.consent_version",
      "document.added_at",
      "document.shown_at",
      "document.shown_to",
      "document.confirmed_at",
      "document.level",
    ],
  },
  {
    id: "document-hash",
    basis: "consent",
    kept: "until-removed",
    seenBy: ["nobody"],
    columns: ["document.number_hash", "document.likeness"],
  },
  {
    id: "document-number",
    basis: "duty",
    kept: "until-removed",
    seenBy: ["admins"],
    columns: ["document.number_sealed"],
  },
  {
    id: "document-try",
    basis: "duty",
    kept: "day",
    seenBy: ["nobody"],
    columns: ["document_try.id", "document_try.account", "document_try.at"],
  },
  {
    id: "document-claim",
    basis: "duty",
    kept: "day",
    seenBy: ["counter"],
    columns: [
      "document_claim.document",
      "document_claim.account",
      "document_claim.seen_by",
      "document_claim.at",
    ],
  },
  {
    id: "document-check",
    basis: "consent",
    kept: "day",
    seenBy: ["self"],
    columns: [
      "document_check.id",
      "document_check.document",
      "document_check.sealed",
      "document_check.consent_version",
      "document_check.asked_at",
      "document_check.outcome",
      "document_check.answered_at",
    ],
  },
  {
    id: "eligibility",
    basis: "consent",
    kept: "ninety-days",
    seenBy: ["self", "guardian"],
    columns: [
      "eligibility.id",
      "eligibility.account",
      "eligibility.check_id",
      "eligibility.code",
      "eligibility.begun_at",
      "eligibility.consent_version",
      "eligibility.consent_by",
      "eligibility.answer",
      "eligibility.reason",
      "eligibility.decided_by",
      "eligibility.decided_at",
      "eligibility.sentence",
      "eligibility.ended_at",
      "eligibility.ended_because",
      "eligibility.ended_by",
    ],
  },
  {
    id: "eligibility-yes",
    basis: "service",
    kept: "ninety-days",
    seenBy: ["self", "guardian", "counter"],
    columns: ["eligibility.way", "eligibility.valid_until"],
  },
  {
    id: "eligibility-question",
    basis: "consent",
    kept: "day",
    seenBy: ["nobody"],
    columns: ["eligibility.sealed"],
  },
  {
    id: "eligibility-appeal",
    basis: "service",
    kept: "ninety-days",
    seenBy: ["self", "guardian", "managers"],
    columns: [
      "eligibility_appeal.id",
      "eligibility_appeal.eligibility",
      "eligibility_appeal.words",
      "eligibility_appeal.made_at",
      "eligibility_appeal.due_on",
      "eligibility_appeal.outcome",
      "eligibility_appeal.answer",
      "eligibility_appeal.answered_by",
      "eligibility_appeal.answered_at",
    ],
  },
  { id: "level", basis: "service", kept: "account", seenBy: ["self"], columns: ["account.level"] },
  { id: "locale", basis: "service", kept: "account", seenBy: ["self"], columns: ["account.locale"] },
  {
    id: "languages",
    basis: "consent",
    kept: "until-taken-back",
    seenBy: ["self", "guardian", "counter"],
    columns: ["account.languages"],
  },
  {
    id: "audience",
    basis: "consent",
    kept: "until-taken-back",
    seenBy: ["self", "guardian", "counter"],
    columns: [
      "chosen_audience.account",
      "chosen_audience.audience",
      "chosen_audience.chosen_at",
      "chosen_audience.consent_version",
    ],
  },
  {
    id: "code",
    basis: "service",
    kept: "day",
    seenBy: ["nobody"],
    columns: [
      "code_sent.id",
      "code_sent.purpose",
      "code_sent.phone_hash",
      "code_sent.sealed",
      "code_sent.code_hash",
      "code_sent.asked_by",
      "code_sent.tries",
      "code_sent.made_at",
      "code_sent.expires_at",
      "code_sent.used_at",
    ],
  },
  {
    id: "relation",
    basis: "consent",
    kept: "account",
    seenBy: ["self", "agents"],
    columns: [
      "relation.id",
      "relation.kind",
      "relation.ward",
      "relation.agent",
      "relation.consent",
      "relation.consented_at",
      "relation.consent_version",
      "relation.paper",
      "relation.noted_by",
      "relation.valid_to",
      "relation.ended_at",
      "relation.ended_by",
      "relation.guardian_place",
    ],
  },
  {
    id: "family-code",
    basis: "guardian",
    kept: "day",
    seenBy: ["nobody"],
    columns: [
      "family_code.id",
      "family_code.ward",
      "family_code.opens",
      "family_code.code_hash",
      "family_code.made_by",
      "family_code.made_at",
      "family_code.expires_at",
      "family_code.used_at",
    ],
  },
  {
    id: "agreement",
    basis: "duty",
    kept: "account",
    seenBy: ["self"],
    columns: ["account.agreed_at", "account.agreed_version"],
  },
  {
    id: "device",
    basis: "service",
    kept: "until-replaced",
    seenBy: ["self"],
    columns: [
      "pass_device.id",
      "pass_device.account",
      "pass_device.alg",
      "pass_device.public_key",
      "pass_device.made_at",
      "pass_device.seen_at",
    ],
  },
  {
    id: "shown-code",
    basis: "service",
    kept: "five-minutes",
    seenBy: ["nobody"],
    columns: ["pass_seen.token_id", "pass_seen.step", "pass_seen.seen_at"],
  },
  {
    id: "notice",
    basis: "service",
    kept: "year",
    seenBy: ["self", "guardian"],
    columns: [
      "notice.id",
      "notice.account",
      "notice.key",
      "notice.data",
      "notice.href",
      "notice.once",
      "notice.made_at",
      "notice.sent_at",
      "notice.tries",
      "notice.due_at",
      "notice.read_at",
    ],
  },
  {
    id: "staff-login",
    basis: "duty",
    kept: "account",
    seenBy: ["self", "managers"],
    columns: ["staff.account", "staff.kind", "staff.login", "staff.must_change", "staff.leaves_at"],
  },
  {
    id: "staff-password",
    basis: "duty",
    kept: "account",
    seenBy: ["nobody"],
    columns: ["staff.password_hash"],
  },
  {
    id: "second-factor",
    basis: "duty",
    kept: "account",
    seenBy: ["nobody"],
    columns: [
      "staff.totp_sealed",
      "staff.totp_next_sealed",
      "staff.totp_confirmed_at",
      "staff.totp_step",
      "staff.recovery",
    ],
  },
  {
    id: "identity",
    basis: "duty",
    kept: "account",
    seenBy: ["managers"],
    columns: [
      "staff_identity.account",
      "staff_identity.issuer",
      "staff_identity.expected",
      "staff_identity.invited_by",
      "staff_identity.invited_at",
      "staff_identity.subject_hash",
      "staff_identity.linked_at",
    ],
  },
  {
    id: "provider-session",
    basis: "duty",
    kept: "day",
    seenBy: ["nobody"],
    columns: [
      "provider_session.proof_hash",
      "provider_session.token_hash",
      "provider_session.account",
      "provider_session.issuer",
      "provider_session.subject_hash",
      "provider_session.sitting_hash",
      "provider_session.sign_out_sealed",
      "provider_session.began_at",
    ],
  },
  {
    id: "wrong-passwords",
    basis: "duty",
    kept: "day",
    seenBy: ["nobody"],
    columns: [
      "sign_in_failure.login_hash",
      "sign_in_failure.failures",
      "sign_in_failure.failed_at",
      "sign_in_failure.locked_until",
    ],
  },
  {
    id: "role",
    basis: "duty",
    kept: "account",
    seenBy: ["self", "managers", "auditors"],
    columns: [
      "role_grant.id",
      "role_grant.account",
      "role_grant.role",
      "role_grant.organisation",
      "role_grant.path",
      "role_grant.valid_from",
      "role_grant.valid_to",
      "role_grant.given_by",
      "role_grant.ended_by",
    ],
  },
  {
    id: "cover",
    basis: "duty",
    kept: "account",
    seenBy: ["self", "agents", "managers", "auditors"],
    columns: [
      "cover.id",
      "cover.covered",
      "cover.stand_in",
      "cover.valid_from",
      "cover.valid_to",
      "cover.pauses",
      "cover.made_by",
      "cover.made_at",
      "cover.ended_by",
      "cover_grant.cover",
      "cover_grant.covered",
      "cover_grant.grant_id",
      "cover_allowance.account",
      "cover_allowance.stand_in",
      "cover_allowance.allowed_by",
      "cover_allowance.allowed_at",
    ],
  },
  {
    id: "leaving",
    basis: "duty",
    kept: "account",
    seenBy: ["self", "successors", "managers", "auditors"],
    columns: [
      "leaving.id",
      "leaving.account",
      "leaving.paths",
      "leaving.effective_at",
      "leaving.successor",
      "leaving.pass_roles",
      "leaving.made_by",
      "leaving.made_at",
      "leaving.done_at",
      "leaving.called_off_at",
      "leaving.called_off_by",
      "leaving_line.leaving",
      "leaving_line.ref",
      "leaving_line.key",
      "leaving_line.data",
      "leaving_line.href",
      "leaving_line.taken_by",
      "leaving_line.place",
    ],
  },
];

/** Tables of the schema that say nothing about anybody. */
export const impersonal: readonly string[] = [
  "pass_generation",
  "audience",
  "eligibility_check",
  "eligibility_way",
];
