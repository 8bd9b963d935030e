/** What places keeps about people, for the register of personal data: members of staff who hand a place over. */
import type { PersonalField } from "#platform/auth";

// texts: field.handover field.handover.why
export const fields: readonly PersonalField[] = [
  {
    id: "handover",
    basis: "duty",
    kept: "lasting",
    seenBy: ["managers", "auditors"],
    columns: [
      "places.handover.id",
      "places.handover.facility_id",
      "places.handover.from_organisation",
      "places.handover.to_organisation",
      "places.handover.effective_on",
      "places.handover.late_because",
      "places.handover.terms",
      "places.handover.inventory",
      "places.handover.digest",
      "places.handover.state",
      "places.handover.drawn_up_at",
      "places.handover.drawn_up_by",
      "places.handover.ended_at",
      "places.handover.ended_by",
      "places.handover.ended_because",
      "places.handover.effective_at",
      "places.handover.version",
      "places.handover_signature.id",
      "places.handover_signature.handover_id",
      "places.handover_signature.side",
      "places.handover_signature.signer",
      "places.handover_signature.digest",
      "places.handover_signature.signed_at",
      "places.handover_signature.voided_at",
      "places.handover_signature.voided_by",
    ],
  },
];
