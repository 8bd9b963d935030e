import type { ReactNode } from "react";
import { Code } from "./qr.tsx";

export interface PassCardProps {
  /** What the code says. */
  code: string;
  codeLabel: string;
  name: string;
  /** "克拉玛依公共文化通行证" */
  title: string;
  /** How to use it, and until when. */
  note: ReactNode;
  /** The number to say by voice. */
  number?: string;
}

/** The pass: code large and bright, on white in every theme, printable. */
export function PassCard({ code, codeLabel, name, title, note, number }: PassCardProps) {
  return (
    <section className="pass" aria-label={title}>
      <p className="pass-title">{title}</p>
      <Code text={code} label={codeLabel} />
      <p className="pass-name song">{name}</p>
      {number && <p className="pass-number figures">{number}</p>}
      <div className="pass-note">{note}</div>
    </section>
  );
}

export interface TicketProps {
  title: string;
  series?: string;
  time: string;
  place: string;
  /** "2 人 · 线上名额" */
  who: string;
  code: string;
  codeLabel: string;
  number: string;
  /** The rules in a sentence each. */
  notes: readonly string[];
}

/** A ticket: stub with the code, sheet with time and place as the biggest words. Prints on half a page. */
export function Ticket({ title, series, time, place, who, code, codeLabel, number, notes }: TicketProps) {
  return (
    <section className="ticket" aria-label={title}>
      <div className="ticket-sheet">
        {series && <p className="eyebrow">{series}</p>}
        <h2>{title}</h2>
        <p className="ticket-time">{time}</p>
        <p className="ticket-place">{place}</p>
        <p>{who}</p>
        <ul className="plain small quiet">
          {notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      </div>
      <div className="ticket-stub">
        <Code text={code} label={codeLabel} />
        <p className="figures">{number}</p>
      </div>
    </section>
  );
}
