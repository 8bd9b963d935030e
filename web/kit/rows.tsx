import type { ReactNode } from "react";
import { State, type StateKind } from "./state.tsx";

export interface RowProps {
  href: string;
  title: ReactNode;
  /** The language of the title when it is not the page's. */
  lang?: string;
  /** Stands before the title: a time, a day. `iso` for machines. */
  lead?: { text: string; iso?: string };
  /** A few words behind it: where, who, how many. */
  note?: ReactNode;
  state?: { kind: StateKind; word: string };
}

/** One line of work: when | what | where | state. 36 px high at the desk, two lines on a phone. Inside `<Rows>`. */
export function Row({ href, title, lang, lead, note, state }: RowProps) {
  return (
    <li className="work-row">
      {lead && (
        <span className="work-lead">
          {lead.iso ? <time dateTime={lead.iso}>{lead.text}</time> : lead.text}
        </span>
      )}
      <a className="leads" href={href} lang={lang} dir="auto">
        {title}
      </a>
      {note && <span className="work-note">{note}</span>}
      {state && (
        <span className="work-state">
          <State kind={state.kind}>{state.word}</State>
        </span>
      )}
    </li>
  );
}

/** The list around them. Arrow keys go from row to row over the whole page. `label` where no heading names it. */
export function Rows({ label, children }: { label?: string; children: ReactNode }) {
  return (
    <ul className="work-rows plain" aria-label={label} data-rows="">
      {children}
    </ul>
  );
}
