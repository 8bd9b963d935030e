import { data } from "react-router";
import { type LoadArgs, pageOf } from "../page.ts";

/** Everything no page took, and what was refused before any page saw it. */
export function loader({ context }: LoadArgs): never {
  const { text, refused } = pageOf(context);
  if (refused) throw data({ problem: refused }, { status: refused.status });
  const problem = { type: "about:blank", title: text("problem.not-found.title"), status: 404 };
  throw data({ problem }, { status: 404 });
}

export const action = loader;

export default function NotFound() {
  return null;
}
