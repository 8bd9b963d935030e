import { data } from "react-router";
import { type LoadArgs, pageOf } from "../page.ts";

/** Everything no page took. */
export function loader({ context }: LoadArgs): never {
  const { text } = pageOf(context);
  const problem = { type: "about:blank", title: text("problem.not-found.title"), status: 404 };
  throw data({ problem }, { status: 404 });
}

export const action = loader;

export default function NotFound() {
  return null;
}
