/** One editor's attempt at a change: which version they saw, and what they insist on after being told of another's edit. */
import type { Problem } from "#web/page.ts";

export interface Attempt {
  version: number;
  over?: { version: number; parts: string[] };
}

/** Reads the attempt from the hidden fields of a form. */
export function attemptIn(form: FormData): Attempt {
  const parts = form.getAll("over.parts[]").map(String);
  const version = Number(form.get("version"));
  return { version, ...(parts.length > 0 && { over: { version: Number(form.get("over.version")), parts } }) };
}

const changes = "/body/changes/";

/** What the next press of the button means: the same edit, and over everything the refusal has just told. */
export function nextAttempt(attempt: Attempt, problem: Problem): Attempt {
  if (problem.id !== "place.changed-meanwhile") return attempt;
  const parts = (problem.errors ?? []).flatMap(({ field }) =>
    field.startsWith(changes) ? [field.slice(changes.length)] : [],
  );
  return { version: attempt.version, over: { version: Number(problem.data?.version), parts } };
}
