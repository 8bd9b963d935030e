/** What stands in some demo places, who shares them, and one that is being handed over. All invented. */
import type { InputOf } from "#contract";
import type { addThing } from "#places/contract";
import type { DemoHandover, DemoSharing } from "./types.ts";

type Facts = InputOf<typeof addThing>["body"];

export interface DemoThing extends Pick<Facts, "name" | "category" | "quantity" | "condition"> {
  readonly demo: true;
  readonly place: string;
  /** Key of the room, as `PLACE/ROOM` without the place. */
  readonly room: string | null;
  readonly tag: string | null;
  /** Yuan. */
  readonly value: number | null;
}

type Row = readonly [
  place: string,
  room: string | null,
  name: string,
  category: Facts["category"],
  quantity: number,
  condition: Facts["condition"],
  tag: string | null,
  value: number | null,
];

const ROWS: readonly Row[] = [
  ["workers-refinery", "reading", "书架", "furniture", 12, "good", null, 9600],
  ["workers-refinery", "reading", "阅览桌", "furniture", 6, "good", null, 4800],
  ["workers-refinery", "reading", "椅子", "furniture", 30, "worn", null, 3600],
  ["workers-refinery", "reading", "图书", "books", 1850, "good", null, 46250],
  ["workers-refinery", "reading", "电子书借阅机", "self-service", 1, "good", "LH-2021-004", 38000],
  ["workers-refinery", null, "空调", "household", 2, "worn", null, 8400],
  ["chengnan", null, "书架", "furniture", 20, "good", null, 16000],
  ["chengnan", null, "阅览桌", "furniture", 8, "good", null, 6400],
  ["chengnan", null, "图书", "books", 4000, "good", null, 100000],
  ["chengnan", null, "打印机", "computer", 1, "broken", "CN-0032", 2600],
  ["room-chengnan", "craft", "画毡与砚台", "art", 24, "good", null, 2880],
  ["room-chengnan", "craft", "折叠桌", "furniture", 12, "good", null, 3600],
  ["room-chengnan", null, "投影仪", "audio-visual", 1, "good", "CN-0017", 5200],
  ["whg", null, "立式钢琴", "instrument", 1, "good", "WHG-0101", 26000],
  ["whg", null, "手风琴", "instrument", 6, "good", null, 31800],
];

export const THINGS: readonly DemoThing[] = ROWS.map(
  ([place, room, name, category, quantity, condition, tag, value]) => ({
    demo: true,
    place,
    room,
    name,
    category,
    quantity,
    condition,
    tag,
    value,
  }),
);

export const SHARINGS: readonly DemoSharing[] = [
  {
    demo: true,
    place: "room-chengnan",
    organisation: "whg",
    purpose: "老年书法班、剪纸班",
    rooms: "剪纸书法室",
    hours: "周二、周四下午",
    daysAgo: 300,
  },
  {
    demo: true,
    place: "whg",
    organisation: "qwhg",
    purpose: "区文化馆合唱团排练",
    rooms: "合唱排练厅",
    hours: "周三晚",
    daysAgo: 200,
  },
  {
    demo: true,
    place: "post-yingbin",
    organisation: "lib",
    purpose: "市图书馆流动借阅点",
    rooms: "",
    hours: "",
    daysAgo: 120,
  },
];

/** Waits for the signature of the receiving side. */
export const HANDOVER: DemoHandover = {
  demo: true,
  place: "workers-refinery",
  to: "street-650204003",
  drawnUpBy: "gh-manager",
  inDays: 30,
  terms: "水电费自生效之日起由接收方承担；电子书借阅机的维保合同一并转移，期限至明年底。",
  other: [
    { what: "大门钥匙", quantity: 3, detail: "两把常用，一把备用" },
    { what: "维保合同", quantity: 1, detail: "电子书借阅机" },
  ],
};
