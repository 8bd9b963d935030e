import { createContext, useContext } from "react";
import type { Problem } from "../page.ts";

/** What stands before the names of fields in their ids: a page may have several forms with the same names. */
export const FormScope = createContext("");

/** The ids of controls within the form around. */
export function useIdOf(): (name: string) => string {
  const scope = useContext(FormScope);
  return (name) => idOf(scope ? `${scope}.${name}` : name);
}

/** The id of the control of a field: `hours.0.to` → `f-hours-0-to`. */
export function idOf(name: string): string {
  return `f-${name.replaceAll(".", "-")}`;
}

/** The form name of a field that a problem points at: `/body/hours/0/to` → `hours.0.to`. */
export function nameOf(pointer: string): string {
  return pointer.replace(/^\/(?:(?:body|query|params)\/)?/, "").replaceAll("/", ".");
}

/** What a problem says about one field, or undefined. */
export function errorFor(problem: Problem | undefined, name: string): string | undefined {
  return problem?.errors?.find((error) => nameOf(error.field) === name)?.message;
}
