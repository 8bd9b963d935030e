import type { ReactNode } from "react";

export interface Pick {
  href: string;
  label: ReactNode;
  /** What is there, in a word or two. */
  note?: string;
  current?: boolean;
  /** There is nothing to have there; it can be looked at all the same. */
  spent?: boolean;
}

/** Days or times to choose one of: links of one size, as many in a line as fit. */
export function Picks({ label, items }: { label: string; items: readonly Pick[] }) {
  return (
    <nav aria-label={label}>
      <ul className="plain picks">
        {items.map(({ href, label, note, current, spent }) => (
          <li key={href}>
            <a
              href={href}
              className={spent ? "is-spent" : undefined}
              aria-current={current ? "true" : undefined}
            >
              <span>{label}</span>
              {note && <span className="small">{note}</span>}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
