/** What the season leaves behind: a contest with entries and results, a work and where it is shown, what visitors said, rules of two houses. */

/** A contest of readings in the library: one stage is over, the next takes entries. */
export const CONTEST = {
  demo: true,
  event: "reading-booth",
  editor: "lib-editor",
  publisher: "lib-manager",
  jurors: ["lib-reviewer", "wenbo-editor"],
  rules:
    "任何语言都可以，原创或经典均可，时长三分钟以内。每人每期限报一篇。\n评委按“声音与表达”“理解与情感”打分，满分十分，两项各占六成、四成。\n成绩由另一位工作人员核对后公布；是否公开姓名由您自己决定。",
  criteria: [
    { name: "声音与表达", weight: 60 },
    { name: "理解与情感", weight: 40 },
  ],
  over: {
    name: "第一期 城市声音",
    entries: [
      { resident: "resident-001", title: "我的河", named: true, points: [9.2, 9.5], award: "first" },
      { resident: "resident-004", title: "黑油山的早晨", named: true, points: [9, 8.8], award: "second" },
      { resident: "resident-007", title: "给父亲的井架", named: false, points: [8.6, 9], award: "third" },
      { resident: "resident-009", title: "胡杨", named: true, points: [8.2, 8.4], award: "excellent" },
      { resident: "resident-012", title: "雪落在准噶尔", named: true, points: [7.9, 8.1], award: null },
    ],
  },
  open: {
    name: "第二期 城市声音",
    entries: [
      { resident: "resident-015", title: "冬天的水渠", named: true },
      { resident: "resident-018", title: "奶奶的馕坑", named: false },
      { resident: "resident-021", title: "第一口油井", named: true },
    ],
  },
} as const;

export const WORK = {
  demo: true,
  organisation: "whg",
  editor: "whg-editor",
  publisher: "whg-manager",
  shownAt: "oil-town",
  text: {
    title: "油城往事",
    kind: "dance",
    year: 2021,
    summary: "原创舞剧。一代人怎样在戈壁上站住脚，用身体讲给下一代看。全长一百分钟。",
    credits: [
      { role: "编导", name: "演示编导" },
      { role: "作曲", name: "演示作曲" },
      { role: "演出", name: "市文化馆舞蹈队" },
    ],
    rightsHolder: "市文化馆（演示）",
    allowed: "可以转载简介和剧照；演出、录像须经市文化馆同意。",
    awards: [],
  },
} as const;

/** One line for each visitor of an evening, in turn. */
export const SAID = {
  demo: true,
  event: "oil-town",
  publisher: "whg-manager",
  lines: [
    { stars: 5, words: "井场那一段看哭了，希望明年再演。" },
    { stars: 4, words: "很好，就是散场时衣帽间排队有点久。" },
    { stars: 5, words: "" },
    { stars: 3, words: "后排看不清脚下的动作，建议台阶再高一点。" },
    { stars: 5, words: "带孩子来的，一百分钟没有乱动。" },
    { stars: 4, words: "" },
    { stars: 5, words: "谢幕后还能和演员合影，真好。" },
  ],
  answer: "谢谢您。下一场起衣帽间增加一个窗口，散场分两批放行。",
} as const;

/** A rule about not coming, of the museum, in force through the whole year of the demo. */
export const NO_SHOW = {
  demo: true,
  organisation: "wenbo",
  by: "wenbo-manager",
  basis: "《市文博院预约须知》第四条（演示）",
  terms: {
    noShow: {
      warnFrom: 1,
      limit: 3,
      windowDays: 180,
      suspendsFor: "days",
      suspendsCount: 30,
      scope: "organisation",
      graceMinutes: null,
      lateCancelCounts: false,
      forgivenAfterVisits: 2,
      forgivenAfterDays: null,
      answerDays: 7,
    },
    cancelling: null,
  },
} as const;

/** A rule about who may book, of the science museum. */
export const HOUSE = {
  demo: true,
  organisation: "kjg",
  by: "ju-manager",
  basis: "《科学技术馆观众须知》第二条（演示）",
  kind: "companion",
  terms: { companion: { under: 7 } },
} as const;
