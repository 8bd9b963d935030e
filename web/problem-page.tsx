import { isRouteErrorResponse } from "react-router";
import { Cover } from "./kit/cover.tsx";
import { Notice } from "./kit/notice.tsx";
import { ShellPortal } from "./kit/shell.portal.tsx";
import { problemIn } from "./page.ts";
import { usePage } from "./text.tsx";

const known: Record<number, string> = {
  401: "sign-in",
  403: "forbidden",
  404: "not-found",
  410: "gone",
  429: "too-many",
};

/** What went wrong, what it means, what to do: in that order, with a way on. */
export function ProblemPage({ error }: { error: unknown }) {
  const { text: t, requestId, actor, here } = usePage();
  const problem = problemIn(error);
  const status = problem?.status ?? (isRouteErrorResponse(error) ? error.status : 500);
  const kind =
    problem?.id === "address-not-understood" || problem?.id === "address-unreadable"
      ? "address"
      : (known[status] ?? (problem ? "refused" : "broken"));
  const signIn = actor.kind === "anonymous" && (status === 401 || status === 403);
  return (
    <ShellPortal title={problem?.title ?? t(`problem.${kind}.title`)}>
      <article className="page-problem">
        <div className="stack">
          <p className="eyebrow">{status}</p>
          <h1>{problem?.title ?? t(`problem.${kind}.title`)}</h1>
          <p className="lead">{t(`problem.${kind}.means`)}</p>
          <p>{problem?.detail ?? t(`problem.${kind}.do`)}</p>
          {problem?.errors && (
            <ul>
              {problem.errors.slice(0, 10).map(({ field, message }) => (
                <li key={field}>
                  <code dir="ltr">{field.split("/").slice(2).join(".")}</code> {message}
                </li>
              ))}
            </ul>
          )}
          {status >= 500 && <Notice kind="quiet">{t("problem.request-id", { id: requestId })}</Notice>}
          <p className="actions">
            {signIn && (
              <a className="button" href={`/sign-in?back=${encodeURIComponent(here)}`}>
                {t("shell.sign-in")}
              </a>
            )}
            {problem?.next && (
              <a className="button" href={problem.next.href}>
                {problem.next.label}
              </a>
            )}
            <a className={signIn || problem?.next ? "button button-quiet" : "button"} href="/">
              {t("problem.to-home")}
            </a>
            <a className="button button-quiet" href="/search">
              {t("problem.to-search")}
            </a>
          </p>
        </div>
        <Cover name={`${status}`} family="yardang" />
      </article>
    </ShellPortal>
  );
}
