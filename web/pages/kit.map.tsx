import { mapLabels, mapSource, mapStyle, svgMap } from "#browser/map";
import { MapFrame } from "../kit/section.tsx";
import { ShellPortal } from "../kit/shell.portal.tsx";
import { LiveMap, type LivePlace, liveMapLinks } from "../map/live-map.tsx";
import { type Handle, type LoadArgs, type PageProps, pageOf } from "../page.ts";
import { demoOnly } from "./kit.tsx";

export const handle = { live: true, texts: ["map", "shell"] } satisfies Handle;
export const links = liveMapLinks;

const places: LivePlace[] = [
  {
    id: "1",
    name: "城市书屋",
    href: "#1",
    at: [84.8915, 45.5805],
    state: "open",
    line: "开放中，22:30 关门",
  },
  { id: "2", name: "居民活动室", href: "#2", at: [84.885, 45.5775], state: "soon", line: "即将关门，21:00" },
  { id: "3", name: "市文化馆", href: "#3", at: [84.882, 45.5815], state: "open", line: "开放中，22:00 关门" },
  { id: "4", name: "博物馆", href: "#4", at: [84.8965, 45.5755], state: "closed", line: "明天 10:10 开门" },
  { id: "5", name: "铁马广场", href: "#5", at: [84.8905, 45.574], state: "unknown", line: "全天可到" },
  { id: "6", name: "独山子市民广场", href: "#6", at: [84.87, 44.32], state: "unknown", line: "全天可到" },
];
const near = [84.876, 45.571, 84.902, 45.586] as const;
const whole = [84.6, 44.1, 86, 46.2] as const;

export function loader({ context }: LoadArgs) {
  const page = pageOf(context);
  demoOnly(page);
  const here = [84.889, 45.579] as const;
  const source = mapSource({ tiandituKey: undefined });
  const styles = {
    light: mapStyle({ source, tiles: null, theme: "light" }),
    dark: mapStyle({ source, tiles: null, theme: "dark" }),
  };
  const labels = mapLabels(page.text, {
    name: "示例",
    points: places,
    districts: 0,
    reviewNumber: null,
    near: true,
  });
  const size = { width: 640, height: 480 };
  const still = svgMap({ districts: [], points: places, here, size, dir: page.text.dir, labels });
  return { here, styles, display: source.display, still, review: page.text("map.demo-label") };
}

/** The moving map with six places and no outlines, for looking at and for the browser test. */
export default function KitMap({ loaderData }: PageProps<typeof loader>) {
  const { still, ...map } = loaderData;
  return (
    <ShellPortal title="地图样张">
      <div className="stack">
        <h1>地图样张</h1>
        <LiveMap {...map} places={places} start={near} bounds={whole}>
          <MapFrame svg={still} />
        </LiveMap>
      </div>
    </ShellPortal>
  );
}
