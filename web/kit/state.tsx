import type { ReactNode } from "react";

export type StateKind = "open" | "soon" | "closed" | "refused" | "moment";

export interface StateProps {
  kind: StateKind;
  children: ReactNode;
}

/** A state as word and shape: full circle open, half circle soon, ring closed, crossed square refused. */
export function State({ kind, children }: StateProps) {
  return (
    <span className={`state state-${kind}`}>
      <Shape kind={kind} />
      <span>{children}</span>
    </span>
  );
}

function Shape({ kind }: { kind: StateKind }) {
  return (
    <svg className="state-shape" viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">
      {kind === "open" && <circle cx="6" cy="6" r="5" fill="currentColor" />}
      {kind === "soon" && (
        <>
          <circle cx="6" cy="6" r="4.4" fill="none" stroke="currentColor" strokeWidth="1.4" />
          <path d="M6 1.6a4.4 4.4 0 0 1 0 8.8z" fill="currentColor" />
        </>
      )}
      {kind === "closed" && (
        <circle cx="6" cy="6" r="4.4" fill="none" stroke="currentColor" strokeWidth="1.4" />
      )}
      {kind === "refused" && (
        <path
          d="M1.7 1.7h8.6v8.6H1.7zM4 4l4 4M8 4l-4 4"
          fill="none"
          stroke="currentColor"
          strokeWidth="1.4"
        />
      )}
      {kind === "moment" && <path d="M6 .8 11.2 6 6 11.2.8 6z" fill="currentColor" />}
    </svg>
  );
}

/** A quiet word in a frame: a kind, a level, "示例". */
export function Tag({ children }: { children: ReactNode }) {
  return <span className="tag">{children}</span>;
}
