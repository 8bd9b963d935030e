/** What courses keep about people, for the register of personal data: who teaches, who came to which lesson, who has a certificate. */
import type { PersonalField } from "#platform/auth";

// texts: field.*
export const fields: readonly PersonalField[] = [
  {
    id: "teacher",
    basis: "service",
    kept: "account",
    seenBy: ["everyone"],
    columns: [
      "courses.teacher.id",
      "courses.teacher.organisation_id",
      "courses.teacher.org_path",
      "courses.teacher.name",
      "courses.teacher.code",
      "courses.teacher.subject",
      "courses.teacher.appointed_at",
      "courses.teacher.ended_at",
    ],
  },
  {
    id: "attendance",
    basis: "service",
    kept: "lasting",
    seenBy: ["self", "agents", "teachers", "colleagues"],
    columns: [
      "courses.attendance.lesson_id",
      "courses.attendance.claim_id",
      "courses.attendance.mark",
      "courses.attendance.how",
      "courses.attendance.marked_at",
      "courses.attendance.marked_by",
      "courses.watched.lesson_id",
      "courses.watched.claim_id",
      "courses.watched.watched_at",
    ],
  },
  {
    id: "certificate",
    basis: "service",
    kept: "lasting",
    seenBy: ["self", "agents", "teachers", "colleagues"],
    columns: [
      "courses.certificate.id",
      "courses.certificate.number",
      "courses.certificate.class_id",
      "courses.certificate.claim_id",
      "courses.certificate.subject",
      "courses.certificate.name",
      "courses.certificate.lessons",
      "courses.certificate.attended",
      "courses.certificate.issued_on",
      "courses.certificate.issued_at",
      "courses.certificate.issued_by",
    ],
  },
];
