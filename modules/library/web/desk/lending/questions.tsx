import type { ReactNode } from "react";

/** Questions of a form that belong together, under a heading. */
export function Questions({ title, children }: { title: string; children: ReactNode }) {
  return (
    <fieldset className="field">
      <legend>
        <h3>{title}</h3>
      </legend>
      <div className="stack">{children}</div>
    </fieldset>
  );
}
