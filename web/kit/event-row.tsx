import type { ReactNode } from "react";
import { useText } from "../text.tsx";
import { Icon, iconOfPlace } from "./icon.tsx";
import { State, type StateKind, Tag } from "./state.tsx";

export interface EventRowProps {
  href: string;
  /** Times as the page formats them; `iso` for machines. */
  time: { from: string; to?: string; iso: string; day?: string };
  title: string;
  /** The language of the title when it is not the page's. */
  lang?: string;
  place: string;
  /** Minutes on foot. `estimate` when no street network stands behind the number. */
  walk?: { minutes: number; estimate?: boolean };
  series?: string;
  /** Places left: a number where places are counted, and the state's word. */
  left?: { count?: number; kind: StateKind; word: string };
  /** A mark such as 改期 or 取消, already in words. */
  mark?: ReactNode;
  /** The level of the title's heading. */
  level?: 2 | 3;
}

/** One thing that is on: time | title, place and minutes on foot | places left. Inside `<EventList>`. */
export function EventRow({
  href,
  time,
  title,
  lang,
  place,
  walk,
  series,
  left,
  mark,
  level = 3,
}: EventRowProps) {
  const t = useText();
  const Heading = level === 2 ? "h2" : "h3";
  return (
    <li className="event-row">
      <p className="event-time">
        {time.day && <span className="event-day">{time.day}</span>}
        <time dateTime={time.iso}>{time.from}</time>
        {time.to && <span className="event-to">–{time.to}</span>}
      </p>
      <div className="event-what">
        {series && <p className="event-series">{series}</p>}
        <Heading className="event-title">
          <a className="leads" href={href} lang={lang} dir="auto">
            {title}
          </a>
        </Heading>
        <p className="event-where">
          <span dir="auto">{place}</span>
          {walk && <Walk {...walk} />}
          {mark && <Tag>{mark}</Tag>}
        </p>
      </div>
      {left && (
        <p className="event-left">
          {left.count !== undefined && (
            <span className="event-count">
              <strong>{left.count}</strong> {t("kit.places-left-unit", { count: left.count })}
            </span>
          )}
          <State kind={left.kind}>{left.word}</State>
        </p>
      )}
    </li>
  );
}

/** "步行 8 分钟", with a "约" where it is an estimate. */
export function Walk({ minutes, estimate }: { minutes: number; estimate?: boolean }) {
  const t = useText();
  return (
    <span className="walk">
      <Icon name="walk" size={16} />
      {t(estimate ? "kit.walk-about" : "kit.walk", { minutes })}
    </span>
  );
}

/** The list around event rows. `label` when no heading names it. */
export function EventList({ label, children }: { label?: string; children: ReactNode }) {
  return (
    <ul className="event-list plain" aria-label={label}>
      {children}
    </ul>
  );
}

export interface PlaceCardProps {
  href: string;
  name: string;
  /** Code of the kind (chooses the icon) and its word. */
  kind: { code: string; word: string };
  state: { kind: StateKind; word: string };
  /** Street or community. */
  where?: string;
  walk?: { minutes: number; estimate?: boolean };
  /** The way in words where nobody would walk. */
  far?: string;
  /** A number on the map beside. */
  number?: number;
}

/** A place in a list: icon and kind, name, open state with the next change, minutes on foot. Inside `<PlaceList>`. */
export function PlaceCard({ href, name, kind, state, where, walk, far, number }: PlaceCardProps) {
  return (
    <li className="place-card">
      <span className="place-mark" aria-hidden="true">
        {number ?? <Icon name={iconOfPlace(kind.code)} size={24} />}
      </span>
      <div className="place-body">
        <h3 className="place-name">
          <a className="leads" href={href} dir="auto">
            {name}
          </a>
        </h3>
        <p className="place-kind">
          <span>{kind.word}</span>
          {where && <span dir="auto">{where}</span>}
          {walk && <Walk {...walk} />}
          {far && <span>{far}</span>}
        </p>
        <p>
          <State kind={state.kind}>{state.word}</State>
        </p>
      </div>
    </li>
  );
}

/** The list around place cards; `columns` beside one another on wide screens. */
export function PlaceList({ columns, children }: { columns?: 2 | 3; children: ReactNode }) {
  return <ul className={`place-list plain${columns ? ` place-list-${columns}` : ""}`}>{children}</ul>;
}
