/** A table of places in quantity, the same each time, with bad rows among the good if wanted. */
import { seededRandom } from "#platform/testing";

const head = "编号,名称,英文名称,类型,级别,管理单位,区划代码,地址,坐标系,经度,纬度,电话,无障碍,设备,开放时间";
const kinds = ["城市书屋", "图书馆", "文化馆", "社区综合文化服务中心", "农家书屋", "文化驿站"];
const levels = ["社区级", "街道级", "区级", "市级"];
const streets = ["650203001", "650203007", "650204001"];
const hours = [
  "周二至周日 10:00-20:00",
  "周二至周日 10:10-13:40,15:40-19:10；【夏季 04-16~10-15】周二至周日 10:00-13:40,16:10-19:40",
  "每天 09:00-23:00",
  "周一至周五 09:30-19:30；周六至周日 10:30-18:30；【节假日】闭馆",
  "周五 18:00-02:00；周六 18:00-02:00",
];

export function facilitiesFile({
  rows,
  badOneIn = Number.POSITIVE_INFINITY,
}: {
  rows: number;
  badOneIn?: number;
}): {
  text: string;
  bad: number;
} {
  const chance = seededRandom("facilities");
  const upTo = (most: number) => chance(4).readUInt32BE() % most;
  const pick = (words: readonly string[]) => words[upTo(words.length)] ?? "";
  let bad = 0;
  const lines = Array.from({ length: rows }, (_, n) => {
    const kind = pick(kinds);
    const isBad = (n + 1) % badOneIn === 0;
    if (isBad) bad++;
    const lon = (84.85 + upTo(8000) / 100_000).toFixed(5);
    const lat = (45.56 + upTo(6000) / 100_000).toFixed(5);
    return [
      `F-${n}`,
      `${pick(["胡杨", "黑油山", "九龙潭", "迎宾", "昆仑", "银河"])}第${n}${kind}`,
      `Place ${n}`,
      kind,
      pick(levels),
      "klmy",
      isBad ? "650299999" : pick(streets),
      `迎宾路 ${upTo(300)} 号`,
      pick(["WGS-84", "GCJ-02"]),
      lon,
      lat,
      `0990-6${String(upTo(1_000_000)).padStart(6, "0")}`,
      pick(["", "ramp、lift", "step-free"]),
      "",
      `"${pick(hours)}"`,
    ].join(",");
  });
  return { text: `${head}\n${lines.join("\n")}\n`, bad };
}
