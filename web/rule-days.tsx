import { DateField, Field } from "./kit/field.tsx";
import type { Problem } from "./page.ts";

interface RuleDaysProps {
  words: { since: string; until: string; basis: string; basisHint: string };
  values: Record<string, string>;
  problem: Problem | undefined;
}

/** From when, until when and on what ground a house's rule holds. */
export function RuleDays({ words, values, problem }: RuleDaysProps) {
  return (
    <>
      <div className="row">
        <DateField name="since" label={words.since} value={values.since} problem={problem} optional />
        <DateField name="until" label={words.until} value={values.until} problem={problem} optional />
      </div>
      <Field name="basis" label={words.basis} hint={words.basisHint} value={values.basis} problem={problem} />
    </>
  );
}
