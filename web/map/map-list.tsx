import { Walk } from "../kit/event-row.tsx";
import { State, type StateKind } from "../kit/state.tsx";

/** One place beside a map: what one wants to know before going there, in words already chosen by the page. */
export interface ListedPlace {
  readonly id: string;
  readonly name: string;
  /** Language of the name, when it is not the page's. */
  readonly lang?: string;
  readonly href: string;
  readonly state: { readonly kind: StateKind; readonly word: string };
  /** Its kind, its district. */
  readonly what: string;
  /** On foot, as an estimate. */
  readonly walk?: { readonly minutes: number };
  /** The way in words. */
  readonly way?: string;
}

export interface MapListProps {
  places: readonly ListedPlace[];
  /** The one that is marked on the map. */
  picked?: string | null;
  /** The reader points at one, or at none. */
  onPoint?: (id: string | null) => void;
  /** No map stands beside it. */
  alone?: true;
}

/** The places of a map as a list: whoever sees no map finds everything here. */
export function MapList({ places, picked, onPoint, alone }: MapListProps) {
  return (
    <ol className={`map-list plain${alone ? " map-list-alone" : ""}`}>
      {places.map(({ id, name, lang, href, state, what, walk, way }) => (
        <li
          key={id}
          data-picked={picked === id || undefined}
          onPointerEnter={() => onPoint?.(id)}
          onPointerLeave={() => onPoint?.(null)}
        >
          <a href={href} lang={lang} dir="auto" onFocus={() => onPoint?.(id)} onBlur={() => onPoint?.(null)}>
            {name}
          </a>
          <p className="map-list-what">
            <span>{what}</span>
            {way && <span>{way}</span>}
            {walk && <Walk minutes={walk.minutes} estimate />}
          </p>
          <p>
            <State kind={state.kind}>{state.word}</State>
          </p>
        </li>
      ))}
    </ol>
  );
}
