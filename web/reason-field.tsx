import { Field } from "./kit/field.tsx";
import { type Problem, said } from "./page.ts";
import { useText } from "./text.tsx";

/** The reason of one form among several on a page: each has its own field, so that labels and faults find theirs. */
export function ReasonField({
  of,
  hint,
  value,
  problem,
}: {
  /** What the form does: `cancel`. */
  of: string;
  hint: string;
  value: string | undefined;
  problem: Problem | undefined;
}) {
  const t = useText();
  return (
    <Field
      name={`reason.${of}`}
      label={t("publishing.reason")}
      hint={t("publishing.reason.hint", { what: hint })}
      value={value}
      problem={problem}
    />
  );
}

/** What was typed as the reason of this form. */
export function reasonFrom(form: FormData, of: string): string {
  return said(form, `reason.${of}`);
}

/** The contract knows one reason; its fault is led to the field of this form. */
export function problemOfReason(problem: Problem | undefined, of: string): Problem | undefined {
  if (!problem?.errors) return problem;
  const errors = problem.errors.map((error) =>
    error.field === "/body/reason" ? { ...error, field: `/body/reason/${of}` } : error,
  );
  return { ...problem, errors };
}
