/** A work as the fields of a form, there and back: credits and awards are lines. */
import { said } from "#web/page.ts";
import { type WorkText, workKinds } from "../../works/contract.ts";

export function workValues(work: WorkText): Record<string, string> {
  return {
    title: work.title,
    kind: work.kind,
    year: String(work.year),
    summary: work.summary,
    credits: work.credits.map(({ role, name }) => `${role}：${name}`).join("\n"),
    rightsHolder: work.rightsHolder,
    allowed: work.allowed,
    awards: work.awards.map(({ year, name }) => `${year} ${name}`).join("\n"),
  };
}

/** What was typed. A line of credits without a colon names nobody's part, one of awards without a year has none: the contract says so. */
export function workFrom(form: FormData): WorkText {
  const typed = (name: string) => said(form, name);
  const lines = (name: string) =>
    typed(name)
      .split(/\r?\n/)
      .map((line) => line.trim())
      .filter((line) => line !== "");
  const year = typed("year");
  return {
    title: typed("title"),
    kind: workKinds.find((kind) => kind === typed("kind")) ?? "other",
    year: year === "" ? Number.NaN : Number(year),
    summary: typed("summary"),
    credits: lines("credits").map((line) => {
      const [, role = "", name = ""] = /^([^:：]*)[:：](.*)$/.exec(line) ?? ["", "", line];
      return { role: role.trim(), name: name.trim() };
    }),
    rightsHolder: typed("rightsHolder"),
    allowed: typed("allowed"),
    awards: lines("awards").map((line) => {
      const [, when, name = line] = /^(\d{4})\s+(.*)$/.exec(line) ?? [];
      return { year: Number(when), name };
    }),
  };
}

// texts: work.line.*
/** Faults of a line of credits or awards, led to the field that has all the lines, with which line it is and how it is written. */
export function faultOfLines<P extends { errors?: { field: string; message: string }[] }>(
  problem: P | undefined,
  text: (key: string, values: { number: number; fault: string }) => string,
): P | undefined {
  if (!problem?.errors) return problem;
  const errors = problem.errors.map((error) => {
    const [, name, at] = /^\/body\/work\/(\w+)(?:\/(\d+))?/.exec(error.field) ?? [];
    if (!name) return error;
    const message = at
      ? text(`work.line.${name}`, { number: Number(at) + 1, fault: error.message })
      : error.message;
    return { ...error, field: `/body/${name}`, message };
  });
  return { ...problem, errors };
}
