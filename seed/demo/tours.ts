/** An exhibition of the museum that tours three districts, and what houses had of one another besides. Invented. */

type Day = number;

export const TOUR = {
  demo: true,
  owner: { organisation: "wenbo", by: "wenbo-manager" },
  touring: {
    title: "黑油山下：石油工人老照片展",
    summary:
      "六十张老照片，从第一口井到今天的城。\n照片由退休职工和他们的家人提供，每一张都写着是谁、在哪里、哪一年。",
    crates: 12,
    wallMetres: 60,
    insuredYuan: 180_000,
    transport: "借展馆自运，四米二厢货一辆；文博院派一人押运并指导布展",
    languages: ["zh", "ug"],
    betweenDays: 4,
  },
  /** Shown and handed on: days from today; who came to its guided rounds. */
  shown: {
    organisation: "dwhg",
    place: "dz-whg",
    by: "dz-manager",
    message: "配合独山子建区纪念月，展厅有轨道灯",
    asked: -60,
    arrived: -34,
    from: -30,
    through: -3,
    missing: 7,
    settled: "第七箱落在文博院库房，次日补送到馆，箱封完好",
    rounds: [
      { on: -30, came: 38 },
      { on: -23, came: 27 },
      { on: -16, came: 31 },
      { on: -9, came: 22 },
    ],
  },
  /** On its way there since yesterday. */
  next: {
    organisation: "bwhg",
    place: "bj-whg",
    by: "bj-manager",
    message: "放在一楼展厅，寒假开放",
    asked: -20,
    left: -1,
    from: 4,
    through: 30,
    rounds: [{ on: 5 }, { on: 12 }],
  },
  /** Nobody has answered yet. */
  asked: {
    organisation: "wwhg",
    place: "wh-both",
    by: "wh-manager",
    message: "想赶在春季旅游旺季前，配合油田主题研学",
    asked: -1,
    from: 40,
    through: 65,
  },
} as const satisfies { demo: true; [leg: string]: unknown };

/** What the centre of a district had of the city's: its rehearsal room, and its camera. */
export const LENT: readonly {
  demo: true;
  room: string;
  organisation: string;
  by: string;
  purpose: string;
  on: Day;
  from: string;
  to: string;
}[] = [
  ...[-20, -13, -6].map((on) => ({
    ...{ demo: true as const, room: "whg-dance", organisation: "dwhg", by: "dz-manager", on },
    ...{ purpose: "独山子区群舞队合练", from: "16:00", to: "18:00" },
  })),
  {
    ...{ demo: true, room: "whg-camera", organisation: "bwhg", by: "bj-manager", on: -10 },
    ...{ purpose: "拍摄社区春晚选拔", from: "12:00", to: "17:00" },
  },
];
