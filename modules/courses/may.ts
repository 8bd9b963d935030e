/** Who may do what with courses. Writers plan, publishers answer for what is public, managers decide; who teaches sees their own. */
import { type Actor, holds, holdsSomewhere, policy, principal } from "#platform/auth";
import { mayStep, type PublicationState, type PublicationStep } from "#platform/publishing";

interface OfOrganisation {
  orgPath: string;
}

export const seers = ["editor", "reviewer", "publisher", "manager", "clerk", "auditor"] as const;

/** Who plans classes and their lessons, and stands in for whoever is ill. */
export const planners = ["editor", "publisher", "manager"] as const;

/** Who takes the roll where the teacher cannot. */
export const rollStaff = ["clerk", "editor", "manager"] as const;

/** Who answers for what the public was promised: opens classes, gives certificates. */
export const certifiers = ["publisher", "manager"] as const;

const named = (who: Actor) => who.subject !== null;

/** Drafts are written by editors, what is public is changed by publishers. */
export function mayWriteCourse(
  who: Actor,
  { state, orgPath }: OfOrganisation & { state: PublicationState },
): boolean {
  const role = state === "published" ? "publisher" : "editor";
  return named(who) && (holds(who, role, orgPath) || holds(who, "manager", orgPath));
}

/** Plans classes and their lessons, and stands in for whoever is ill. */
export const plans = (who: Actor, { orgPath }: OfOrganisation) =>
  named(who) && planners.some((role) => holds(who, role, orgPath));

/** Whoever publishes for the organisation answers for what people enrol in. */
export const opens = (who: Actor, { orgPath }: OfOrganisation) =>
  named(who) && certifiers.some((role) => holds(who, role, orgPath));

export const decides = (who: Actor, { orgPath }: OfOrganisation) =>
  named(who) && holds(who, "manager", orgPath);

/** Works where the class is held: takes the roll when the teacher cannot. */
export const staffOfRoll = (who: Actor, { orgPath }: OfOrganisation) =>
  named(who) && rollStaff.some((role) => holds(who, role, orgPath));

export const seesDesk = (who: Actor, { orgPath }: OfOrganisation) =>
  seers.some((role) => holds(who, role, orgPath));

export const may = policy({
  "course.begin": (who: Actor, { orgPath }: OfOrganisation) =>
    mayWriteCourse(who, { orgPath, state: "draft" }),
  "course.write": mayWriteCourse,
  "course.step": (who: Actor, { step, orgPath }: OfOrganisation & { step: PublicationStep }) =>
    mayStep(who, step, orgPath),
  "course.see-desk": seesDesk,
  "course.list-desk": (who: Actor, _: object) => holdsSomewhere(who, ...seers),
  "class.plan": plans,
  "class.open": opens,
  /** What becomes of a class below its minimum, and of the people in it. */
  "class.decide": decides,
  "teacher.appoint": opens,
  /** Only the teacher of the class, whoever stands in, and the staff there see names. */
  "lesson.roll": (who: Actor, { orgPath, teachers }: OfOrganisation & { teachers: readonly string[] }) =>
    staffOfRoll(who, { orgPath }) ||
    (who.onBehalfOf === null && who.subject !== null && teachers.includes(who.subject)),
  /** Names of everybody in a class, for those who teach, keep the roll and give certificates. */
  "class.roll": (who: Actor, { orgPath }: OfOrganisation) =>
    staffOfRoll(who, { orgPath }) || opens(who, { orgPath }),
  "certificate.issue": opens,
  /** With the whole name: whose it is, who acts for them, and who prints it for them. */
  "certificate.see": (who: Actor, { orgPath, subject }: OfOrganisation & { subject: string | null }) =>
    (subject !== null && principal(who)?.subject === subject) ||
    staffOfRoll(who, { orgPath }) ||
    opens(who, { orgPath }),
  /** As oneself: nobody teaches in another's name. */
  "teach.own": (who: Actor, _: object) => named(who) && who.onBehalfOf === null,
  "teach.answer": (who: Actor, { teachers }: { teachers: readonly string[] }) =>
    who.onBehalfOf === null && who.subject !== null && teachers.includes(who.subject),
  /** One's own, or that of whom one acts for. */
  "learning.own": (who: Actor, _: object) => principal(who) !== null,
});
