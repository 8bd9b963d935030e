import type { Chance } from "./chance.ts";
import type { DemoResident } from "./types.ts";

type People = DemoResident["people"];
type Sex = DemoResident["sex"];

const list = (text: string) => text.split(" ");

const SURNAMES = list(
  "王 李 张 刘 陈 杨 赵 黄 周 吴 徐 孙 胡 朱 高 林 何 郭 罗 梁 宋 郑 谢 韩 唐 冯 于 董 萧 程 曹 袁 邓 许 傅 沈 曾 彭 吕 苏 卢 蒋 蔡 贾 丁 魏 薛 叶 阎 余 潘 杜 戴 夏 钟 汪 田 任 姜 范 方 石 姚 谭 廖 邹 熊 金 陆 郝 孔 白 崔 康 毛 邱 秦 江 史 顾 侯 邵 孟 龙 万 段 雷 钱 汤 尹 黎 易 常 武 乔 贺 赖 龚 文 欧阳 司马",
);

/** Given names change with the decades: builders of the oil town, their children, their grandchildren. */
const HAN: Record<Sex, Record<"old" | "middle" | "young" | "child", readonly string[]>> = {
  f: {
    old: list("秀英 桂兰 玉珍 淑华 凤霞 建华 秀兰 玉梅 素芬 桂芳 惠珍 爱华 月娥 文秀 淑琴"),
    middle: list("丽萍 海燕 红梅 晓燕 春梅 雪梅 慧敏 新丽 亚男 卫红 玉洁 小红 静 燕 敏 丽 疆红"),
    young: list("婷婷 雨晴 佳怡 思雨 梦瑶 晓雯 欣然 诗涵 静怡 颖 璐 倩 丹 雪莹 若楠"),
    child: list("一诺 梓涵 可欣 语桐 沐宸 安然 若曦 诗琪 悦心 书瑶 清妍 知夏"),
  },
  m: {
    old: list("建国 德明 文斌 志刚 国强 长林 永福 玉山 克勤 振华 福生 宝山 光明 树林 新民"),
    middle: list("建军 志强 海涛 伟东 新疆 军 勇 建新 卫东 晓峰 立新 永刚 国栋 俊杰 油生"),
    young: list("浩然 宇轩 子豪 嘉伟 博文 天佑 俊 鹏 凯 晨阳 思远 宏博 志远 泽宇"),
    child: list("浩宇 子墨 奕辰 宇航 睿泽 嘉树 星河 允之 亦凡 承熙 明哲 知行"),
  },
};

const UYGHUR: Record<Sex, readonly string[]> = {
  f: list(
    "古丽娜尔 阿依努尔 热依拉 帕提古丽 米热古丽 祖丽菲娅 玛依拉 迪丽努尔 阿米娜 吐尔逊古丽 热孜万古丽 茹仙古丽 努尔比娅 麦尔耶姆 夏依旦",
  ),
  m: list(
    "艾合买提 买买提江 阿不都热合曼 吐尔逊 艾尔肯 库尔班江 玉素甫 亚森 艾力 木拉提 伊力亚尔 地里夏提 帕尔哈提 阿里木江 穆合塔尔",
  ),
};
const KAZAKH: Record<Sex, readonly string[]> = {
  f: list("阿依古丽 巴合提古丽 加娜尔 沙吾列 阿勒腾古丽 古丽加玛丽 叶斯木汗 努尔古丽"),
  m: list("叶尔江 努尔兰 赛力克 别克波拉提 哈德尔 阿斯哈提 叶尔肯 胡安西 木拉提别克"),
};
const HUI_SURNAMES = list("马 马 马 白 杨 海 丁 沙 哈 虎 穆 撒");
const HUI: Record<Sex, readonly string[]> = {
  f: list("秀花 小兰 晓梅 玉莲 法图麦 海霞 丽娟 慧 雅静"),
  m: list("占山 文忠 俊福 学义 小军 志成 海龙 宝林 阳"),
};
const MONGOL: Record<Sex, readonly string[]> = {
  f: list("其其格 乌云其木格 萨仁 娜仁花 道尔吉玛"),
  m: list("巴图 孟克 巴特尔 朝格图 那顺"),
};
const RUSSIAN: Record<Sex, readonly string[]> = {
  f: list("娜塔莎 柳德米拉 叶莲娜 塔玛拉"),
  m: list("伊万 尼古拉 谢尔盖 维克多"),
};
const RUSSIAN_FATHERS: Record<Sex, readonly string[]> = {
  f: list("伊万诺夫娜 尼古拉耶夫娜 彼得罗夫娜"),
  m: list("伊万诺维奇 尼古拉耶维奇 彼得罗维奇"),
};

/** A plausible name as it is written on documents in Xinjiang: given·father's for Uyghurs and Kazakhs. `family` keeps a child's name with its parent's. */
export function nameFor(random: Chance, people: People, sex: Sex, age: number, family?: string): string {
  if (people === "han") return (family ?? random.one(SURNAMES)) + random.one(HAN[sex][eraOf(age)]);
  if (people === "hui") return (family ?? random.one(HUI_SURNAMES)) + random.one(HUI[sex]);
  if (people === "mongol") return random.one(MONGOL[sex]);
  if (people === "russian") return `${random.one(RUSSIAN[sex])}·${random.one(RUSSIAN_FATHERS[sex])}`;
  const given = people === "uyghur" ? UYGHUR : KAZAKH;
  return `${random.one(given[sex])}·${family ?? random.one(given.m)}`;
}

/** What a child takes from this parent's name: the surname, or the father's given name. Null where a name says nothing of the family. */
export function familyOf(person: Pick<DemoResident, "name" | "people" | "sex">): string | null {
  if (person.people === "han") return /^(欧阳|司马)/.exec(person.name)?.[0] ?? person.name.slice(0, 1);
  if (person.people === "hui") return person.name.slice(0, 1);
  if ((person.people === "uyghur" || person.people === "kazakh") && person.sex === "m")
    return person.name.split("·")[0] ?? null;
  return null;
}

function eraOf(age: number): "old" | "middle" | "young" | "child" {
  if (age >= 60) return "old";
  if (age >= 36) return "middle";
  return age >= 16 ? "young" : "child";
}
