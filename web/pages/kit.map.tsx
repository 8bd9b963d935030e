import { mapLabels, mapSource, mapStyle, svgMap } from "#browser/map";
import { MapFrame } from "../kit/section.tsx";
import { ShellPortal } from "../kit/shell.portal.tsx";
import type { StateKind } from "../kit/state.tsx";
import { LiveMap, type LivePlace, liveMapLinks } from "../map/live-map.tsx";
import { type Handle, type LoadArgs, type PageProps, pageOf } from "../page.ts";
import { demoOnly } from "./kit.tsx";

export const handle = { live: true, texts: ["map", "shell", "kit"] } satisfies Handle;
export const links = liveMapLinks;

const sample = (
  id: string,
  name: string,
  at: [number, number],
  mark: LivePlace["mark"],
  kind: StateKind,
  word: string,
): LivePlace => ({ id, name, href: `#${id}`, at, mark, state: { kind, word }, what: "示例" });

const places: LivePlace[] = [
  sample("1", "城市书屋", [84.8915, 45.5805], "open", "open", "开放中，22:30 关门"),
  sample("2", "居民活动室", [84.885, 45.5775], "soon", "soon", "即将关门，21:00"),
  sample("3", "市文化馆", [84.882, 45.5815], "open", "open", "开放中，22:00 关门"),
  sample("4", "博物馆", [84.8965, 45.5755], "closed", "closed", "明天 10:10 开门"),
  sample("5", "铁马广场", [84.8905, 45.574], "unknown", "closed", "开放时间未公布"),
  sample("6", "独山子市民广场", [84.87, 44.32], "unknown", "closed", "开放时间未公布"),
];
const near = [84.876, 45.571, 84.902, 45.586] as const;
const whole = [84.6, 44.1, 86, 46.2] as const;

export function loader({ context }: LoadArgs) {
  const page = pageOf(context);
  demoOnly(page);
  const here = [84.889, 45.579] as const;
  const points = places.flatMap(({ id, name, at, mark: state }) => (at ? [{ id, name, at, state }] : []));
  const source = mapSource({ tiandituKey: undefined });
  const styles = {
    light: mapStyle({ source, tiles: null, theme: "light" }),
    dark: mapStyle({ source, tiles: null, theme: "dark" }),
  };
  const labels = mapLabels(page.text, {
    name: "示例",
    points,
    districts: 0,
    reviewNumber: null,
    near: "reader",
  });
  const size = { width: 640, height: 480 };
  const still = svgMap({ districts: [], points, here, size, dir: page.text.dir, labels });
  return { here, styles, display: source.display, still, review: page.text("map.demo-label") };
}

/** The moving map with six places and no outlines, for looking at and for the browser test. */
export default function KitMap({ loaderData }: PageProps<typeof loader>) {
  const { still, ...map } = loaderData;
  return (
    <ShellPortal title="地图样张">
      <div className="stack">
        <h1>地图样张</h1>
        <LiveMap {...map} places={places} start={near} bounds={whole} bare>
          <MapFrame svg={still} />
        </LiveMap>
      </div>
    </ShellPortal>
  );
}
