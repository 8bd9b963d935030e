import { data } from "react-router";
import { type LoadArgs, missingPage, pageOf } from "../page.ts";

/** Everything no page took, and what was refused before any page saw it. */
export function loader({ context }: LoadArgs): never {
  const page = pageOf(context);
  const problem = page.refused ?? missingPage(page);
  throw data({ problem }, { status: problem.status });
}

export const action = loader;

export default function NotFound() {
  return null;
}
