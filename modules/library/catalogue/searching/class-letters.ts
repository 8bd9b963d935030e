/** The first steps of the class tree (中图法) a number lies under: I, I2, I24. */
import type { ClassNumber } from "../describing/description.ts";

const steps = 3;

export function classLetters(numbers: readonly ClassNumber[]): string[] {
  const letters = numbers.flatMap(({ scheme, number }) => {
    const [said = ""] = scheme === "clc" ? (/^[A-Z][A-Z]?\d*/.exec(number) ?? []) : [];
    return Array.from({ length: Math.min(steps, said.length) }, (_, n) => said.slice(0, n + 1));
  });
  return [...new Set(letters)];
}
