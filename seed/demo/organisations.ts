import { STREETS } from "./places-streets.ts";
import type { DemoOrganisation } from "./types.ts";

type Row = readonly [
  key: string,
  label: string,
  parent: string | null,
  kind: string,
  division: string,
  name: string,
  name_en: string,
];

const BUREAUS: Record<string, string> = {
  "650202": "bureau-650202",
  "650203": "bureau-650203",
  "650204": "bureau-650204",
  "650205": "bureau-650205",
};

const HOUSES: readonly Row[] = [
  ["city", "650200", null, "government", "650200", "克拉玛依市", "City of Karamay"],
  [
    "bureau",
    "wtlj",
    "city",
    "bureau",
    "650200",
    "克拉玛依市文体旅游局",
    "Karamay Bureau of Culture, Sports and Tourism",
  ],
  ["lib", "lib", "bureau", "library", "650203", "克拉玛依市图书馆", "Karamay Library"],
  ["wenbo", "wenbo", "bureau", "museum", "650203", "克拉玛依市文博院", "Karamay Museum"],
  ["whg", "whg", "bureau", "culture-centre", "650203", "克拉玛依市文化馆", "Karamay Culture Centre"],
  ["msg", "msg", "bureau", "art-museum", "650203", "克拉玛依市美术馆", "Karamay Art Museum"],
  ["kjg", "kjg", "bureau", "museum", "650203", "克拉玛依科学技术馆", "Karamay Science and Technology Museum"],
  [
    "union",
    "gh",
    "bureau",
    "association",
    "650200",
    "克拉玛依市职工文体协会",
    "Karamay Workers' Culture and Sports Association",
  ],
  [
    "things",
    "laowujian",
    "bureau",
    "association",
    "650203",
    "石油老物件收藏者协会",
    "Society of Oilfield Collectors",
  ],
  [
    "bureau-650202",
    "650202",
    "bureau",
    "bureau",
    "650202",
    "独山子区文体旅游局",
    "Dushanzi District Bureau of Culture, Sports and Tourism",
  ],
  [
    "bureau-650203",
    "650203",
    "bureau",
    "bureau",
    "650203",
    "克拉玛依区文体旅游局",
    "Karamay District Bureau of Culture, Sports and Tourism",
  ],
  [
    "bureau-650204",
    "650204",
    "bureau",
    "bureau",
    "650204",
    "白碱滩区文体旅游局",
    "Baijiantan District Bureau of Culture, Sports and Tourism",
  ],
  [
    "bureau-650205",
    "650205",
    "bureau",
    "bureau",
    "650205",
    "乌尔禾区文体旅游局",
    "Urho District Bureau of Culture, Sports and Tourism",
  ],
  [
    "dwhg",
    "whg",
    "bureau-650202",
    "culture-centre",
    "650202",
    "独山子区文化馆",
    "Dushanzi District Culture Centre",
  ],
  [
    "qwhg",
    "whg",
    "bureau-650203",
    "culture-centre",
    "650203",
    "克拉玛依区文化馆",
    "Karamay District Culture Centre",
  ],
  ["qlib", "lib", "bureau-650203", "library", "650203", "克拉玛依区图书馆", "Karamay District Library"],
  [
    "bwhg",
    "whg",
    "bureau-650204",
    "culture-centre",
    "650204",
    "白碱滩区文化馆",
    "Baijiantan District Culture Centre",
  ],
  [
    "wwhg",
    "whg",
    "bureau-650205",
    "culture-centre",
    "650205",
    "乌尔禾区文化馆",
    "Urho District Culture Centre",
  ],
];

const COMMUNITIES: readonly (readonly [code: string, name: string, name_en: string])[] = [
  ["650203007006", "城南社区居委会", "Chengnan Residents' Committee"],
  ["650203003008", "南苑社区居委会", "Nanyuan Residents' Committee"],
  ["650203002009", "石油工人社区居委会", "Shiyou Gongren Residents' Committee"],
  ["650202003008", "第十八社区居民委员会", "No. 18 Residents' Committee"],
  ["650204001001", "五亭社区居委会", "Wuting Residents' Committee"],
  ["650205100200", "查干草村村民委员会", "Chagancao Villagers' Committee"],
  ["650205100201", "哈克村村民委员会", "Hake Villagers' Committee"],
];

/** The tree of the city's service: city → bureau → institutions and districts → streets → communities. Parents come before children. */
export function organisations(): DemoOrganisation[] {
  const streets = STREETS.map(({ code, short, short_en, kind, corps }): Row => {
    const sort = corps ? "corps" : kind ? "town-government" : "street-office";
    const [ending, ending_en] = corps ? ["", ""] : kind ? ["人民政府", " Government"] : ["办事处", " Office"];
    return [
      `street-${code}`,
      code,
      BUREAUS[code.slice(0, 6)] ?? "bureau",
      sort,
      code,
      short + ending,
      short_en + ending_en,
    ];
  });
  const communities = COMMUNITIES.map(([code, name, name_en]): Row => {
    const sort = name.includes("村民") ? "village" : "community";
    return [`community-${code}`, code, `street-${code.slice(0, 9)}`, sort, code, name, name_en];
  });
  const paths = new Map<string, string>();
  return [...HOUSES, ...streets, ...communities].map(
    ([key, label, parent, kind, division, name, name_en]) => {
      const path = `${parent === null ? "" : (paths.get(parent) ?? "?")}${label}.`;
      paths.set(key, path);
      return { demo: true, key, label, parent, path, kind, name, name_en, division };
    },
  );
}
