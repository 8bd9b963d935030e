import type { Area, PlaceRow } from "./place-row.ts";

interface StreetRow {
  readonly code: string;
  readonly short: string;
  readonly short_en: string;
  readonly area: Area;
  readonly kind?: "town-station";
  readonly corps?: true;
}

/** All 19 streets, towns and regiments of seed/karamay/divisions.json: each has its station (设置率 100 %). */
export const STREETS: readonly StreetRow[] = [
  { code: "650202001", short: "金山路街道", short_en: "Jinshan Road Subdistrict", area: "dushanzi" },
  { code: "650202002", short: "西宁路街道", short_en: "Xining Road Subdistrict", area: "dushanzi" },
  { code: "650202003", short: "新北区街道", short_en: "Xinbei Subdistrict", area: "dushanzi" },
  { code: "650203001", short: "天山路街道", short_en: "Tianshan Road Subdistrict", area: "karamay" },
  { code: "650203002", short: "胜利路街道", short_en: "Shengli Road Subdistrict", area: "karamay" },
  { code: "650203003", short: "昆仑路街道", short_en: "Kunlun Road Subdistrict", area: "karamay" },
  { code: "650203004", short: "银河路街道", short_en: "Yinhe Road Subdistrict", area: "karamay" },
  { code: "650203006", short: "五五新镇街道", short_en: "Wuwu New Town Subdistrict", area: "wuwu" },
  { code: "650203007", short: "迎宾街道", short_en: "Yingbin Subdistrict", area: "karamay" },
  { code: "650203008", short: "古海街道", short_en: "Guhai Subdistrict", area: "karamay" },
  {
    code: "650203200",
    short: "小拐乡",
    short_en: "Xiaoguai Township",
    area: "xiaoguai",
    kind: "town-station",
  },
  {
    code: "650203506",
    short: "兵团一二九团分部",
    short_en: "XPCC Regiment 129 Branch",
    area: "regiment-129",
    corps: true,
  },
  {
    code: "650203530",
    short: "兵团一三六团",
    short_en: "XPCC Regiment 136",
    area: "regiment-136",
    corps: true,
  },
  { code: "650204001", short: "中兴路街道", short_en: "Zhongxing Road Subdistrict", area: "baijiantan" },
  { code: "650204002", short: "三平路街道", short_en: "Sanping Road Subdistrict", area: "baijiantan" },
  { code: "650204003", short: "金龙镇街道", short_en: "Jinlong Town Subdistrict", area: "baijiantan" },
  { code: "650205001", short: "柳树街街道", short_en: "Liushu Street Subdistrict", area: "urho" },
  { code: "650205100", short: "乌尔禾镇", short_en: "Urho Town", area: "urho", kind: "town-station" },
  {
    code: "650205509",
    short: "兵团一三七团",
    short_en: "XPCC Regiment 137",
    area: "regiment-137",
    corps: true,
  },
];

export const STREET_PLACES: readonly PlaceRow[] = STREETS.map(
  ({ code, short, short_en, area, kind, corps }) => ({
    key: `station-${code}`,
    name: kind ? `${short}综合文化站` : `${short}文化站`,
    name_en: `${short_en} Culture Station`,
    kind: kind ?? "culture-station",
    level: "street",
    division: code,
    organisation: `street-${code}`,
    basis: "invented",
    area,
    hours: corps || kind ? "corpsStation" : "station",
    spaces: corps || kind ? "townStation" : "station",
    access:
      Number(code.slice(-1)) % 2
        ? ["step-free", "ramp", "help-at-door"]
        : ["ramp", "accessible-toilet", "help-at-door"],
    equipment:
      corps || kind
        ? ["stage", "sound", "basketball", "water"]
        : ["wifi", "table-tennis", "easels", "projector", "water"],
    ...(code === "650203004" && {
      closed: [
        {
          from: 1,
          to: 2,
          reason: "renovation" as const,
          words: "更新改造，暂停开放两天",
          words_en: "Closed for two days of renewal",
        },
      ],
    }),
  }),
);
