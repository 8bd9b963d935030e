import { type ReactNode, useId } from "react";
import type { Problem } from "../page.ts";
import { usePage, useText } from "../text.tsx";
import { FormScope, nameOf, useIdOf } from "./faults.ts";

export interface FormProps {
  children: ReactNode;
  /** What the last attempt was refused with; shown above the fields and taking the focus. */
  problem?: Problem | undefined;
  action?: string;
  method?: "post" | "get";
  /** For screen readers when the heading above does not name the form. */
  label?: string;
  /** Files need it. */
  files?: true;
  /** A scanner types on whatever was refused: the refusal is read out, the focus stays with the field. */
  scanned?: true;
}

/**
 * A plain HTML form. A posted form carries a key of its own, so that pressing twice does the thing once: hand
 * `keyOf(form)` to `call`. Faults are told by the server in our words, so the browser's own bubbles stay away.
 */
export function Form({ children, problem, action, method = "post", label, files, scanned }: FormProps) {
  return (
    <form
      className="form"
      method={method}
      action={action}
      noValidate
      aria-label={label}
      encType={files ? "multipart/form-data" : undefined}
      data-once={method === "post" ? "" : undefined}
    >
      <FormScope value={useId()}>
        {problem && <ErrorSummary problem={problem} scanned={scanned} />}
        {method === "post" && <FormKey />}
        {children}
      </FormScope>
    </form>
  );
}

/**
 * The hidden key of one attempt, and whom the form was drawn for: a page drawn again after a refusal carries new ones. What is sent for
 * somebody after the session has changed sides is refused (see `callOf`).
 */
export function FormKey() {
  const { subject } = usePage().actor;
  const key = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, "0"),
  );
  return (
    <>
      <input type="hidden" name="_key" value={key.join("")} suppressHydrationWarning />
      {subject && <input type="hidden" name="_for" value={subject} />}
    </>
  );
}

/** What went wrong, what to do, and a link to each field. Takes the focus when the page comes back, unless a scanner types on. */
export function ErrorSummary({ problem, scanned }: Pick<FormProps, "scanned"> & { problem: Problem }) {
  const t = useText();
  const idOf = useIdOf();
  const errors = problem.errors ?? [];
  return (
    <div
      className="error-summary"
      role="alert"
      tabIndex={-1}
      data-focus={scanned ? undefined : ""}
      id="errors"
      aria-labelledby="errors-title"
    >
      <h2 id="errors-title">{problem.title || t("kit.errors.title")}</h2>
      {problem.detail && <p>{problem.detail}</p>}
      {problem.next && (
        <p>
          <a href={problem.next.href}>{problem.next.label}</a>
        </p>
      )}
      {errors.length > 0 && (
        <ul>
          {errors.map((error) => (
            <li key={error.field + error.message}>
              <a href={`#${idOf(nameOf(error.field))}`} data-asked="">
                {error.message}
              </a>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
