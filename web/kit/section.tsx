import type { ReactNode } from "react";
import type { PatternFamily } from "../../libs/covers/index.ts";
import { Cover } from "./cover.tsx";
import { Icon, type IconName } from "./icon.tsx";

export interface SectionProps {
  title: string;
  /** A few words beside the heading: "到 21:00". */
  note?: string;
  more?: { href: string; label: string };
  id?: string;
  children: ReactNode;
}

/** A part of a page: a rule, its heading, a way to all of it. */
export function Section({ title, note, more, id, children }: SectionProps) {
  return (
    <section className="section" id={id}>
      <div className="section-head">
        <h2>{title}</h2>
        {note && <p className="quiet">{note}</p>}
        {more && (
          <a className="section-more" href={more.href}>
            {more.label}
            <Icon name="arrow" size={16} />
          </a>
        )}
      </div>
      {children}
    </section>
  );
}

/** Where this page stands: links upward. */
export function Trail({
  label,
  items,
}: {
  label: string;
  items: readonly { href: string; label: string }[];
}) {
  return (
    <nav className="trail" aria-label={label}>
      <ol className="plain">
        {items.map((item) => (
          <li key={item.href}>
            <a href={item.href}>{item.label}</a>
          </li>
        ))}
      </ol>
    </nav>
  );
}

export interface BandProps {
  href: string;
  title: string;
  eyebrow: string;
  /** One line: themes, count, until when. */
  line: string;
  family?: PatternFamily;
}

/** A brand series as one broad band: its cloth, its name, one line. Inside `<ShellPortal bands>` or a page. */
export function Band({ href, title, eyebrow, line, family }: BandProps) {
  return (
    <section className="band">
      <Cover name={title} family={family} shape="wide" />
      <div className="page">
        <div className="band-slip">
          <p className="eyebrow">{eyebrow}</p>
          <h2>
            <a className="leads" href={href}>
              {title}
            </a>
          </h2>
          <p>{line}</p>
        </div>
      </div>
    </section>
  );
}

export interface Door {
  href: string;
  icon: IconName;
  word: string;
  line: string;
}

/** The plain doors: one word each, one line of what is behind. */
export function Doors({ label, doors }: { label: string; doors: readonly Door[] }) {
  return (
    <nav className="doors" aria-label={label}>
      <ul className="plain">
        {doors.map((door) => (
          <li key={door.href}>
            <a className="leads" href={door.href}>
              <Icon name={door.icon} size={24} />
              <strong className="song">{door.word}</strong>
              <span>{door.line}</span>
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

export interface MapFrameProps {
  /** The drawing of `svgMap`: it names and describes itself. Leave it out where the map is switched off. */
  svg?: string;
  /** Stands where no map may be shown: the list beside says the same in words. */
  instead?: string;
  /** How walking times were reckoned, or the source. */
  credit?: ReactNode;
  more?: { href: string; label: string };
}

/** The frame of a map drawn by the server. Without a map it says so; the places stand beside it in words. */
export function MapFrame({ svg, instead, credit, more }: MapFrameProps) {
  return (
    <figure className="map-frame">
      {svg ? (
        // biome-ignore lint/security/noDangerouslySetInnerHtml: drawn and escaped by our own svgMap
        <div className="map-picture" dangerouslySetInnerHTML={{ __html: svg }} />
      ) : (
        <div className="map-picture">
          <p className="quiet">{instead}</p>
        </div>
      )}
      <figcaption className="map-credit">
        {credit && <span>{credit}</span>}
        {more && <a href={more.href}>{more.label}</a>}
      </figcaption>
    </figure>
  );
}
