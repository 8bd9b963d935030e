import { Field, type FieldProps } from "#web/kit/field.tsx";
import type { Problem } from "#web/page.ts";

/** One question of a form, and what stands there at first. */
export type Asked = Omit<FieldProps, "value" | "problem"> & { start?: string | number };

/** What a form was refused with, and what had been typed. */
export interface Refused {
  values: Record<string, string>;
  problem: Problem | undefined;
}

/** Fields under each other. Each shows what was typed before a refusal, and what was wrong with it. */
export function Fields({ of, values, problem }: Refused & { of: readonly Asked[] }) {
  return of.map(({ start, ...field }) => (
    <Field key={field.name} {...field} value={values[field.name] ?? start} problem={problem} />
  ));
}
