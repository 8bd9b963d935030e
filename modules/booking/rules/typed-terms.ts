/** Terms as the fields of a form, there and back. */
import type { RuleKind, TermsByKind } from "./terms.ts";

/** The terms that were typed under a prefix, of these kinds; a kind of which nothing was typed is left out. */
export function termsFrom(form: FormData, prefix: string, kinds: readonly RuleKind[]): TermsByKind {
  const given = kinds.flatMap((kind) => {
    const start = `${prefix}.${kind}.`;
    const fields = [...form].flatMap(([name, value]) =>
      name.startsWith(start) ? [[name.slice(start.length), String(value).trim()] as const] : [],
    );
    const lists = kind === "organisation" ? { kinds: form.getAll(`${start}kinds[]`).map(String) } : {};
    const typed = kind === "no-overlap" || fields.some(([, value]) => value !== "");
    return typed
      ? [
          [
            kind,
            {
              ...Object.fromEntries(single(fields).map(([name, value]) => [name, read(name, value)])),
              ...lists,
            },
          ],
        ]
      : [];
  });
  // What is no number or is missing goes on as it is, for the contract to name the field.
  return Object.fromEntries(given) as TermsByKind;
}

const single = (fields: readonly (readonly [string, string])[]) =>
  fields.filter(([name]) => !name.endsWith("[]"));
const words = ["at", "before", "window", "scope", "code", "within"];
function read(name: string, value: string): unknown {
  if (words.includes(name)) return value;
  return value === "" ? null : Number(value);
}

/** Terms as the values of fields. */
export function termValues(terms: TermsByKind, prefix: string): Record<string, string> {
  return Object.fromEntries(
    Object.entries(terms).flatMap(([kind, given]) =>
      Object.entries(given).map(([name, value]) => [
        `${prefix}.${kind}.${name}`,
        value === null ? "" : String(value),
      ]),
    ),
  );
}
