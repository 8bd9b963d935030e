import type { Temporal } from "temporal-polyfill";
import type { CoverFamily } from "#programme/contract";
import type { DemoSeries } from "./types.ts";

interface Row {
  readonly key: string;
  readonly level: DemoSeries["level"];
  readonly parent?: string;
  readonly family: CoverFamily;
  readonly name: string;
  readonly name_en: string;
  readonly summary: string;
  readonly summary_en: string;
  /** Days from today. */
  readonly days?: readonly [from: number, to: number];
}

const ROWS: readonly Row[] = [
  {
    key: "ice",
    level: "series",
    family: "felt",
    name: "燃情冰雪 相约油城",
    name_en: "Ice and Fire in the Oil Town",
    summary: "从冬至到开春，冰场、展厅、剧场和社区一起热起来。",
    summary_en:
      "From the solstice to the thaw: rinks, galleries, theatres and neighbourhoods warm up together.",
  },
  {
    key: "ice-edition",
    level: "edition",
    parent: "ice",
    family: "felt",
    name: "本届冰雪季",
    name_en: "This season",
    summary: "四个主题，六十余项活动，一直办到雪化。",
    summary_en: "Four themes and more than sixty activities until the snow is gone.",
    days: [-21, 70],
  },
  {
    key: "ice-sport",
    level: "theme",
    parent: "ice-edition",
    family: "felt",
    name: "激情冰雪运动季",
    name_en: "Season of ice sports",
    summary: "上冰、滑雪、拔河，动起来就不冷。",
    summary_en: "Skate, ski, pull the rope: those who move are not cold.",
    days: [-21, 70],
  },
  {
    key: "ice-children",
    level: "theme",
    parent: "ice-edition",
    family: "felt",
    name: "童趣冰雪研学季",
    name_en: "Season of young explorers",
    summary: "在雪花、钻机和绘本里找答案。",
    summary_en: "Answers hidden in snowflakes, derricks and picture books.",
    days: [-14, 60],
  },
  {
    key: "ice-culture",
    level: "theme",
    parent: "ice-edition",
    family: "felt",
    name: "缤纷冰雪文化季",
    name_en: "Season of winter culture",
    summary: "看展、剪纸、包饺子，把冬天过成节。",
    summary_en: "Exhibitions, paper-cuts, dumplings: winter as a feast.",
    days: [-21, 70],
  },
  {
    key: "ice-stage",
    level: "theme",
    parent: "ice-edition",
    family: "felt",
    name: "舞动冰雪演艺季",
    name_en: "Season of winter stage",
    summary: "剧场暖场，好戏连台。",
    summary_en: "Warm theatres, one good evening after another.",
    days: [-10, 60],
  },
  {
    key: "spring",
    level: "series",
    family: "atlas",
    name: "克拉玛依之春",
    name_en: "Karamay Spring",
    summary: "唱起来、弹起来，用音乐迎接春天。",
    summary_en: "Sing and play the spring in.",
    days: [-40, 30],
  },
  {
    key: "reading",
    level: "series",
    family: "papercut",
    name: "全民阅读",
    name_en: "A City That Reads",
    summary: "在图书馆、书屋、驿站和工间，随时翻开一本书。",
    summary_en: "In libraries, reading houses, posts and tea breaks: open a book anywhere.",
    days: [-60, 120],
  },
  {
    key: "square",
    level: "series",
    family: "atlas",
    name: "百日广场文化活动暨社区文艺展演",
    name_en: "A Hundred Evenings on the Squares",
    summary: "天黑以后，广场就是舞台，邻居就是演员。",
    summary_en: "After dark the square is the stage and the neighbours are the cast.",
    days: [-30, 70],
  },
  {
    key: "water",
    level: "series",
    family: "waves",
    name: "水节",
    name_en: "Water Festival",
    summary: "戈壁因水成城，一年一度，一起到河边去。",
    summary_en: "Water made a town of the desert: once a year everybody goes down to the river.",
    days: [-5, 12],
  },
  {
    key: "country",
    level: "series",
    family: "yardang",
    name: "乡村百日文体竞赛 · 农民丰收节",
    name_en: "Country Games and Harvest Festival",
    summary: "打场球、赶个集、跳支舞，庆一年的收成。",
    summary_en: "A ball game, a market and a dance for the year's harvest.",
    days: [-15, 45],
  },
  {
    key: "school",
    level: "series",
    family: "papercut",
    name: "终身美育公益课堂",
    name_en: "Free Art Classes for Every Age",
    summary: "各级文化馆（站）的免费艺术课，零基础也能来。",
    summary_en: "Free lessons in culture centres and stations; no experience needed.",
    days: [-60, 90],
  },
];

/** The brand series of the city through the year, moved to around today so that the demo always has something on. */
export function series(today: Temporal.PlainDate): DemoSeries[] {
  return ROWS.map(({ days, parent, ...row }) => ({
    demo: true,
    ...row,
    parent: parent ?? null,
    organisation: "bureau",
    from: days ? today.add({ days: days[0] }).toString() : null,
    to: days ? today.add({ days: days[1] }).toString() : null,
  }));
}
