import { type ReactNode, useEffect, useRef, useState } from "react";
import { type CoordinateSystem, convert } from "#libs/coordinates";
import type { Box, Point } from "#libs/geo";
import { useText } from "../text.tsx";
import { drawLive, type LiveHandle, type LivePlace } from "./draw-live.ts";
import type { MarkColours } from "./draw-mark.ts";
import style from "./live-map.css?url";

export type { LivePlace } from "./draw-live.ts";

export interface LiveMapProps {
  /** From platform/map `mapStyle`, one for each theme. */
  styles: { light: object; dark: object };
  /** The coordinate system of the style, of `places` and of `here`. */
  display: CoordinateSystem;
  /** What is seen first, and how far one may go. */
  start: Box;
  bounds: Box;
  /** In the order of the list: nearest first. */
  places: readonly LivePlace[];
  here: Point | null;
  /** 审图号 or the demo sentence: shown on the map's lower left corner. */
  review: string;
  /** The drawn map: shown before the moving one has come, without script, and where the device cannot draw. */
  children?: ReactNode;
}

/** A page with a live map says `export const links = liveMapLinks`. */
export const liveMapLinks = () => [{ rel: "stylesheet", href: style }];

type Phase = "still" | "moving" | "unable";

/** A map one can move, and beside it the same places as a list. The page's `handle` needs `live: true` and `texts: ["map"]`. */
export function LiveMap({ places, here, review, children, ...map }: LiveMapProps) {
  const t = useText();
  const element = useRef<HTMLDivElement>(null);
  const handle = useRef<LiveHandle | null>(null);
  const [phase, setPhase] = useState<Phase>("still");
  const [inView, setInView] = useState<ReadonlySet<string> | null>(null);
  const [picked, setPicked] = useState<string | null>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the map is made once; what it shows comes with the page
  useEffect(() => {
    let gone = false;
    begin()
      .then((made) => {
        if (gone) made.remove();
        else handle.current = made;
      })
      .catch((error: unknown) => {
        console.warn("no moving map:", error);
        if (!gone) setPhase("unable");
      });
    return () => {
      gone = true;
      handle.current?.remove();
      handle.current = null;
    };
  }, []);

  useEffect(() => handle.current?.mark(picked), [picked]);

  async function begin(): Promise<LiveHandle> {
    const [gl, worker] = await Promise.all([
      import("maplibre-gl"),
      import("maplibre-gl/dist/maplibre-gl-worker.mjs?url"),
    ]);
    // a file of our own, so that the Content-Security-Policy needs neither blob: nor eval
    gl.setWorkerUrl(worker.default);
    if (!element.current) throw new Error("the page has gone on");
    const dark = themeOf() === "dark";
    const made = drawLive(gl, element.current, {
      style: dark ? map.styles.dark : map.styles.light,
      start: map.start,
      bounds: map.bounds,
      places,
      here,
      colours: coloursOf(element.current),
      words: {
        "Map.Title": t("map.live-title"),
        "Popup.Close": t("map.close"),
        "CooperativeGesturesHandler.WindowsHelpText": t("map.ctrl-scroll"),
        "CooperativeGesturesHandler.MacHelpText": t("map.cmd-scroll"),
        "CooperativeGesturesHandler.MobileHelpText": t("map.two-fingers"),
      },
      onView: (ids) => setInView(new Set(ids)),
      onPick: setPicked,
    });
    setPhase("moving");
    return made;
  }

  function locate() {
    if (here) return handle.current?.goTo(here);
    navigator.geolocation?.getCurrentPosition(({ coords }) => {
      const { lon, lat } = convert(
        { system: "WGS-84", lon: coords.longitude, lat: coords.latitude },
        map.display,
      );
      handle.current?.goTo([lon, lat]);
    });
  }

  const listed = inView === null ? places : places.filter((place) => inView.has(place.id));
  const moving = phase === "moving";
  return (
    <section className="live-map" data-phase={phase}>
      <div className="live-picture">
        <div className="live-still" hidden={moving}>
          {children}
        </div>
        <div className="live-moving" ref={element} />
        {moving && (
          <>
            <p className="live-review">{review}</p>
            <div className="live-tools">
              <button type="button" onClick={() => handle.current?.zoom(1)} aria-label={t("map.zoom-in")}>
                +
              </button>
              <button type="button" onClick={() => handle.current?.zoom(-1)} aria-label={t("map.zoom-out")}>
                −
              </button>
              <button type="button" onClick={locate}>
                {t("map.locate")}
              </button>
              <button type="button" onClick={() => handle.current?.show(map.bounds)}>
                {t("map.show-all")}
              </button>
            </div>
          </>
        )}
      </div>
      <div className="live-list">
        {phase === "unable" && <p className="quiet">{t("map.no-webgl")}</p>}
        {moving && <p className="quiet">{t("map.live-help")}</p>}
        <p aria-live="polite">
          {listed.length === 0 ? t("map.none-in-view") : t("map.in-view", { count: listed.length })}
        </p>
        <ol>
          {listed.map(({ id, name, lang, href, state, line }) => (
            <li
              key={id}
              data-picked={picked === id || undefined}
              onPointerEnter={() => handle.current?.mark(id)}
              onPointerLeave={() => handle.current?.mark(picked)}
            >
              <a
                href={href}
                lang={lang}
                onFocus={() => handle.current?.mark(id)}
                onBlur={() => handle.current?.mark(picked)}
              >
                {name}
              </a>
              <span className={`live-line live-${state}`}>{line}</span>
            </li>
          ))}
        </ol>
      </div>
    </section>
  );
}

/** The theme of the page: the reader's choice, else the system's. */
function themeOf(): "light" | "dark" {
  const chosen = document.documentElement.dataset.theme;
  if (chosen === "light" || chosen === "dark") return chosen;
  return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}

function coloursOf(element: HTMLElement): MarkColours {
  const styles = getComputedStyle(element);
  const of = (name: string, otherwise: string) => styles.getPropertyValue(`--${name}`).trim() || otherwise;
  return {
    river: of("river", "#0b6e69"),
    ink: of("ink", "#1b1a17"),
    surface: of("surface", "#ffffff"),
    soon: of("soon", "#8a5a00"),
    closed: of("closed", "#6b6860"),
    poplar: of("poplar", "#b87410"),
  };
}
