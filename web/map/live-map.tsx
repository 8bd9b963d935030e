import { type ReactNode, useEffect, useRef, useState } from "react";
import { type CoordinateSystem, convert } from "#libs/coordinates";
import type { Box, Point } from "#libs/geo";
import { useText } from "../text.tsx";
import { drawLive, type LiveHandle, type LivePlace, type LiveView, type NamedArea } from "./draw-live.ts";
import type { MarkColours } from "./draw-mark.ts";
import style from "./live-map.css?url";
import { MapList } from "./map-list.tsx";
import { roundBelow, scalePixels } from "./round-scale.ts";

export type { LivePlace } from "./draw-live.ts";

export interface LiveMapProps {
  /** From platform/map `mapStyle`, one for each theme. */
  styles: { light: object; dark: object };
  /** The coordinate system of the style, of `places` and of `here`. */
  display: CoordinateSystem;
  /** What is seen first, and how far one may go. */
  start: Box;
  bounds: Box;
  /** Nothing but outlines lies under the marks: our own tiles, no streets. */
  bare: boolean;
  /** In the order of the list: nearest first. */
  places: readonly LivePlace[];
  /** Districts by name, shown from afar. */
  areas?: readonly NamedArea[];
  here: Point | null;
  /** The place that is marked from the beginning. */
  chosen?: string | null;
  /** 审图号 or the demo sentence: shown on the map's lower left corner. */
  review: string;
  /** The drawn map: shown before the moving one has come, without script, and where the device cannot draw. */
  children?: ReactNode;
}

/** A page with a live map says `export const links = liveMapLinks`. */
export const liveMapLinks = () => [{ rel: "stylesheet", href: style }];

/** A list that is longer is read by nobody and slow on a cheap phone. */
const mostListed = 200;

type Phase = "still" | "moving" | "unable";

/** A map one can move, and beside it the same places as a list. The page's `handle` needs `live: true` and `texts: ["map", "kit"]`. */
export function LiveMap({ places, areas = [], here, chosen = null, review, children, ...map }: LiveMapProps) {
  const t = useText();
  const element = useRef<HTMLDivElement>(null);
  const handle = useRef<LiveHandle | null>(null);
  const [phase, setPhase] = useState<Phase>("still");
  const [view, setView] = useState<LiveView | null>(null);
  const [picked, setPicked] = useState<string | null>(chosen);
  const [lost, setLost] = useState(false);

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
      bare: map.bare,
      places,
      areas,
      here,
      picked,
      colours: coloursOf(element.current, dark),
      words: {
        "Map.Title": t("map.live-title"),
        "Popup.Close": t("map.close"),
        "CooperativeGesturesHandler.WindowsHelpText": t("map.ctrl-scroll"),
        "CooperativeGesturesHandler.MacHelpText": t("map.cmd-scroll"),
        "CooperativeGesturesHandler.MobileHelpText": t("map.two-fingers"),
      },
      onView: setView,
      onPick: setPicked,
    });
    setPhase("moving");
    return made;
  }

  function locate() {
    setLost(false);
    if (here) return handle.current?.goTo(here);
    // the position stays in this page: it is not sent anywhere
    navigator.geolocation?.getCurrentPosition(
      ({ coords }) => {
        const { lon, lat } = convert(
          { system: "WGS-84", lon: coords.longitude, lat: coords.latitude },
          map.display,
        );
        handle.current?.standAt([lon, lat]);
      },
      () => setLost(true),
      { timeout: 8_000, maximumAge: 60_000 },
    );
  }

  const inView = view && new Set(view.ids);
  const listed = inView ? places.filter(({ id }) => inView.has(id)) : places;
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
            {view && <ScaleBar {...view} />}
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
        {lost && <p role="status">{t("map.no-position")}</p>}
        {moving && <p className="quiet small">{t("map.live-help")}</p>}
        <p aria-live="polite">
          {inView
            ? t(listed.length === 0 ? "map.none-in-view" : "map.in-view", { count: listed.length })
            : t("map.in-list", { count: listed.length })}
        </p>
        {listed.length > mostListed && <p className="quiet small">{t("map.more", { count: mostListed })}</p>}
        <MapList
          places={listed.slice(0, mostListed)}
          picked={picked}
          onPoint={(id) => handle.current?.mark(id ?? picked)}
        />
      </div>
    </section>
  );
}

/** A bar of a round length, for where no street gives the eye a measure. */
function ScaleBar({ metresPerPixel }: LiveView) {
  const t = useText();
  const metres = roundBelow(scalePixels * metresPerPixel);
  const width = metres / metresPerPixel;
  return (
    <p className="live-scale">
      {metres < 1000 ? t("map.metres", { metres }) : t("map.kilometres", { km: metres / 1000 })}
      <svg width={width} height="6" aria-hidden="true">
        <path d={`M.75 0v5.25h${Math.max(0, width - 1.5)}V0`} />
      </svg>
    </p>
  );
}

/** The theme of the page: the reader's choice, else the system's. */
function themeOf(): "light" | "dark" {
  const chosen = document.documentElement.dataset.theme;
  if (chosen === "light" || chosen === "dark") return chosen;
  return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}

function coloursOf(element: HTMLElement, dark: boolean): MarkColours {
  const styles = getComputedStyle(element);
  const of = (name: string, otherwise: string) => styles.getPropertyValue(`--${name}`).trim() || otherwise;
  return {
    river: of("river", "#0b6e69"),
    ink: of("ink", "#1b1a17"),
    quiet: of("quiet", "#5c5850"),
    grid: dark ? "#4a5057" : "#cdc7b9",
    surface: of("surface", "#ffffff"),
    soon: of("soon", "#8a5a00"),
    closed: of("closed", "#6b6860"),
    poplar: of("poplar", "#b87410"),
  };
}
