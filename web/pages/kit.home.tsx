import { mapLabels, svgMap } from "#browser/map";
import { HomeExample } from "../kit/examples/home.tsx";
import { type LoadArgs, type PageProps, pageOf } from "../page.ts";
import { demoOnly } from "./kit.tsx";

export function loader({ context }: LoadArgs) {
  const page = pageOf(context);
  demoOnly(page);
  const here = [84.889, 45.579] as const;
  const points = [
    { id: "1", name: "城市书屋", at: [84.8915, 45.5805], state: "open", tag: "1" },
    { id: "2", name: "居民活动室", at: [84.885, 45.5775], state: "soon", tag: "2" },
    { id: "3", name: "市文化馆", at: [84.882, 45.5815], state: "open", tag: "3" },
    { id: "4", name: "博物馆", at: [84.8965, 45.5755], state: "closed", tag: "4" },
  ] as const;
  const labels = mapLabels(page.text, {
    name: "示例",
    points,
    districts: 0,
    reviewNumber: null,
    near: "reader",
  });
  const size = { width: 336, height: 260 };
  return { map: svgMap({ districts: [], points, here, size, dir: page.text.dir, labels }) };
}

export default function KitHome({ loaderData }: PageProps<typeof loader>) {
  return <HomeExample map={loaderData.map} />;
}
