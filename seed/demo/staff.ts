import type { DemoOnePersonRule, DemoStaff, StaffRole } from "./types.ts";

type Row = readonly [
  login: string,
  name: string,
  duty: string,
  duty_en: string,
  grants: readonly (readonly [StaffRole, organisation: string])[],
];

/** Accounts of the demo staff. Passwords are made when the city is filled, and printed by `npm start`. */
const STAFF: readonly Row[] = [
  ["admin", "高建新", "系统管理员", "System administrator", [["admin", "city"]]],
  ["auditor", "沈秋实", "审计员：只看，不改", "Auditor: reads, changes nothing", [["auditor", "city"]]],
  [
    "ju-manager",
    "阿依努尔·艾尔肯",
    "市文体旅游局公共文化科科长",
    "Head of public culture, city bureau",
    [["manager", "bureau"]],
  ],
  ["ju-publisher", "赵明远", "市文体旅游局：签发", "City bureau: publishes", [["publisher", "bureau"]]],
  ["ju-reviewer", "马晓梅", "市文体旅游局：审核", "City bureau: reviews", [["reviewer", "bureau"]]],
  [
    "lib-manager",
    "罗思远",
    "市图书馆馆长",
    "Director, city library",
    [
      ["manager", "lib"],
      ["publisher", "lib"],
    ],
  ],
  [
    "lib-editor",
    "叶尔江·赛力克",
    "市图书馆阅读推广部：策划活动",
    "City library: writes events",
    [["editor", "lib"]],
  ],
  ["lib-reviewer", "丁慧", "市图书馆办公室：审核", "City library: reviews", [["reviewer", "lib"]]],
  ["lib-desk", "王雪莹", "市图书馆总服务台", "City library: front desk", [["clerk", "lib"]]],
  [
    "whg-manager",
    "何立新",
    "市文化馆馆长",
    "Director, city culture centre",
    [
      ["manager", "whg"],
      ["publisher", "whg"],
    ],
  ],
  [
    "whg-editor",
    "帕提古丽·玉素甫",
    "市文化馆活动部：策划活动",
    "City culture centre: writes events",
    [["editor", "whg"]],
  ],
  ["whg-reviewer", "郭海涛", "市文化馆办公室：审核", "City culture centre: reviews", [["reviewer", "whg"]]],
  [
    "whg-desk",
    "宋佳怡",
    "市文化馆前台与检票",
    "City culture centre: front desk and door",
    [["clerk", "whg"]],
  ],
  [
    "wenbo-editor",
    "韩文秀",
    "市文博院宣教部：策划与检票",
    "City museum: writes events, door",
    [
      ["editor", "wenbo"],
      ["clerk", "wenbo"],
    ],
  ],
  [
    "wenbo-manager",
    "巴图",
    "市文博院院长",
    "Director, city museum",
    [
      ["manager", "wenbo"],
      ["reviewer", "wenbo"],
      ["publisher", "wenbo"],
    ],
  ],
  [
    "msg-editor",
    "苏晓雯",
    "市美术馆：策展、导览、检票",
    "City art museum: exhibitions and door",
    [
      ["editor", "msg"],
      ["clerk", "msg"],
    ],
  ],
  [
    "kjg-editor",
    "潘博文",
    "科学技术馆：科普活动与检票",
    "Science museum: writes events, door",
    [
      ["editor", "kjg"],
      ["clerk", "kjg"],
    ],
  ],
  [
    "gh-manager",
    "廖志强",
    "市职工文体协会：职工书屋",
    "Workers' association: reading rooms",
    [["manager", "union"]],
  ],
  [
    "kq-manager",
    "迪丽努尔·木拉提",
    "克拉玛依区文体旅游局局长",
    "Director, Karamay District bureau",
    [
      ["manager", "bureau-650203"],
      ["publisher", "bureau-650203"],
    ],
  ],
  [
    "kq-reviewer",
    "薛永刚",
    "克拉玛依区文体旅游局：审核",
    "Karamay District bureau: reviews",
    [["reviewer", "bureau-650203"]],
  ],
  [
    "dz-manager",
    "卢卫东",
    "独山子区文体旅游局局长",
    "Director, Dushanzi District bureau",
    [
      ["manager", "bureau-650202"],
      ["reviewer", "bureau-650202"],
      ["publisher", "bureau-650202"],
    ],
  ],
  [
    "bj-manager",
    "姚新丽",
    "白碱滩区文体旅游局局长",
    "Director, Baijiantan District bureau",
    [
      ["manager", "bureau-650204"],
      ["reviewer", "bureau-650204"],
      ["publisher", "bureau-650204"],
    ],
  ],
  [
    "wh-manager",
    "孟克",
    "乌尔禾区文体旅游局局长",
    "Director, Urho District bureau",
    [
      ["manager", "bureau-650205"],
      ["reviewer", "bureau-650205"],
      ["publisher", "bureau-650205"],
    ],
  ],
  [
    "yingbin",
    "刘疆红",
    "迎宾街道文化站：一个人的文化站",
    "Yingbin culture station: one person does everything",
    [
      ["manager", "street-650203007"],
      ["editor", "street-650203007"],
      ["clerk", "street-650203007"],
    ],
  ],
  [
    "kunlun",
    "努尔兰·哈德尔",
    "昆仑路街道文化站：一个人的文化站",
    "Kunlun Road culture station: one person does everything",
    [
      ["manager", "street-650203003"],
      ["editor", "street-650203003"],
      ["clerk", "street-650203003"],
    ],
  ],
  [
    "chengnan",
    "魏红梅",
    "城南社区：书屋与活动室，一个人的站点",
    "Chengnan community: reading room and residents' room, one person does everything",
    [
      ["manager", "community-650203007006"],
      ["editor", "community-650203007006"],
      ["clerk", "community-650203007006"],
    ],
  ],
  [
    "wuerhe",
    "其其格",
    "乌尔禾镇综合文化站：一个人的文化站",
    "Urho Town culture station: one person does everything",
    [
      ["manager", "street-650205100"],
      ["editor", "street-650205100"],
      ["clerk", "street-650205100"],
    ],
  ],
];

/** Staff of the bureau, districts, libraries, houses and one-person stations. */
export function staff(): DemoStaff[] {
  return STAFF.map(([login, name, duty, duty_en, grants]) => ({
    demo: true,
    key: `staff-${login}`,
    login,
    name,
    duty,
    duty_en,
    grants: grants.map(([role, organisation]) => ({ role, organisation })),
  }));
}

/** One-person stations, with the login above that lets them check their own work. */
const ALONE: readonly (readonly [organisation: string, setBy: string, reason: string])[] = [
  ["street-650203007", "kq-manager", "迎宾街道文化站在编一人"],
  ["street-650203003", "kq-manager", "昆仑路街道文化站在编一人"],
  ["street-650205100", "wh-manager", "乌尔禾镇综合文化站在编一人"],
  ["community-650203007006", "yingbin", "城南社区只有一名文化专干"],
];

/** The one-person rules of the demo, those from above first. */
export function onePersonRules(): DemoOnePersonRule[] {
  return ALONE.map(([organisation, setBy, reason]) => ({
    demo: true,
    key: `alone-${organisation}`,
    organisation,
    setBy,
    reason,
  }));
}
