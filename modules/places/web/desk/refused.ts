/** A refused form comes back with everything that was typed, lists and all. */
import { data } from "react-router";
import { formProblem, type Problem } from "#web/page.ts";

/** Like `formProblem`, with the draft the page draws again. Throws on what is no refusal. */
export function refusedWith<D>(error: unknown, draft: D) {
  const { data: refused, init } = formProblem(error);
  return data<{ problem: Problem; draft: D }>({ problem: refused.problem, draft }, init ?? {});
}
