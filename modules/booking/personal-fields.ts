/** What booking keeps about people, for the register of personal data. */
import type { PersonalField } from "#platform/auth";

const of = (table: string, columns: string) => columns.split(" ").map((column) => `${table}.${column}`);

// texts: field.scan field.scan.why field.scanner field.scanner.why field.claim field.claim.why field.waiting field.waiting.why field.waiting-wheelchairs field.waiting-wheelchairs.why field.draw-entry field.draw-entry.why field.draw field.draw.why field.penalty field.penalty.why field.penalty-rule field.penalty-rule.why field.reservation field.reservation.why field.person-time field.person-time.why field.reservation-desk field.reservation-desk.why
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
      "booking.claim.held_for",
      "booking.claim.held_until",
      "booking.claim.arrived",
      "booking.claim.organisation_id",
      "booking.transfer.claim_id",
      "booking.transfer.code_hash",
      "booking.transfer.made_at",
      "booking.transfer.until",
      "booking.transfer.taken_at",
      ...of("booking.seat_taken", "offer_id seat_id channel claim_id"),
    ],
  },
  {
    id: "waiting",
    basis: "service",
    kept: "account",
    seenBy: ["self", "agents", "managers"],
    columns: [
      "booking.waiting.id",
      "booking.waiting.offer_id",
      "booking.waiting.subject",
      "booking.waiting.size",
      "booking.waiting.channels",
      "booking.waiting.priority",
      "booking.waiting.made_at",
      "booking.waiting.seq",
      "booking.waiting.state",
      "booking.waiting.changed_at",
      "booking.waiting.claim_id",
      "booking.waiting.passed_over",
    ],
  },
  {
    id: "waiting-wheelchairs",
    basis: "consent",
    kept: "until-offered",
    seenBy: ["self", "agents"],
    columns: ["booking.waiting.wheelchairs"],
  },
  {
    id: "draw-entry",
    basis: "service",
    kept: "account",
    seenBy: ["self", "agents", "companions", "door"],
    columns: [
      ...of(
        "booking.draw_entry",
        "id draw_id subject number code size choices groups most state made_at changed_at",
      ),
      ...of("booking.draw_entry_person", "draw_id entry_id subject joined"),
      ...of("booking.draw_result", "draw_id number code nth rank result turn became because claim_id"),
    ],
  },
  {
    id: "draw",
    basis: "duty",
    kept: "lasting",
    seenBy: ["auditors"],
    columns: [
      ...of(
        "booking.draw",
        "id org_path title opens_at closes_at value_kind value_source known_from reveal_by",
      ),
      ...of("booking.draw", "most_people most_lots unnamed weights groups confirm_by made_by made_at"),
      ...of("booking.draw", "called_off_at called_off_because told_at told_unfrozen_at"),
      ...of("booking.draw_value", "draw_id value typed_by typed_at"),
      ...of("booking.draw_outcome", "draw_id text value typed_by confirmed_by drawn_at"),
    ],
  },
  {
    id: "scan",
    basis: "service",
    kept: "month",
    seenBy: ["door", "managers"],
    columns: of(
      "booking.scan",
      "id scanner_id offer_id claim_id way size shown at received_at counted unseen trouble",
    ),
  },
  {
    id: "scanner",
    basis: "duty",
    kept: "month",
    seenBy: ["managers", "auditors"],
    columns: [
      ...of(
        "booking.scanner",
        "id key_hash salt label org_path room made_by made_at until seen_at revoked_by revoked_at",
      ),
      ...of("booking.scan", "settled_by settled_at settled_how"),
    ],
  },
  {
    id: "penalty",
    basis: "service",
    kept: "account",
    seenBy: ["self", "agents", "managers"],
    columns: [
      ...of(
        "booking.penalty_mark",
        "id claim_id offer_id reservation_id subject rule_id cause at day org_path kind place_id made_by",
      ),
      ...of("booking.penalty_mark", "waived_at waived_by waived_because"),
      ...of("booking.given_back", "claim_id subject at"),
      ...of(
        "booking.penalty_appeal",
        "id mark_id words made_at due_on outcome answer answered_by answered_at",
      ),
    ],
  },
  {
    id: "penalty-rule",
    basis: "duty",
    kept: "lasting",
    seenBy: ["auditors"],
    columns: [
      ...of("booking.penalty_rule", "id org_path only_for version since basis terms made_by made_at"),
      ...of("booking.penalty_amnesty", "id org_path place_id day because made_by made_at"),
    ],
  },
  {
    id: "reservation",
    basis: "service",
    kept: "account",
    seenBy: ["self", "agents", "door", "managers"],
    columns: of(
      "booking.reservation",
      "id resource_id series_id subject organisation_id use_kind use_ref use_org_path made_by during occupied purpose people state approval approved because made_at changed_at checked_in_at living seat away_until times_away",
    ),
  },
  {
    id: "person-time",
    basis: "service",
    kept: "account",
    seenBy: ["self", "managers"],
    columns: of(
      "booking.resource",
      "id kind ref org_path place_id label rules public retired_at version demo",
    ),
  },
  {
    id: "reservation-desk",
    basis: "duty",
    kept: "lasting",
    seenBy: ["managers", "auditors"],
    columns: [
      ...of("booking.reservation_answer", "reservation_id step answered_by approved at"),
      ...of("booking.blackout", "id resource_id span reason made_by made_at lifted_at living"),
      ...of(
        "booking.move_request",
        "id reservation_id resource_id during purpose people organisation_id use_kind use_ref",
      ),
      ...of("booking.move_request", "reason made_by made_at answer_by state answered_at answered_by"),
      ...of("booking.move_request", "approval approved because"),
      ...of("booking.move_approval", "request_id step answered_by approved at"),
    ],
  },
];
