/** What somebody did for a thing, however the record says it: MARC's letters, UNIMARC's numbers, words in Chinese and English. */
import { folded } from "#platform/search";

export type Role =
  | "author"
  | "editor"
  | "compiler"
  | "translator"
  | "adapter"
  | "annotator"
  | "introducer"
  | "illustrator"
  | "photographer"
  | "composer"
  | "lyricist"
  | "arranger"
  | "performer"
  | "conductor"
  | "director"
  | "narrator"
  | "publisher"
  | "contributor";

/** MARC Code List for Relators; UNIMARC Manual, appendix C; words as they stand behind names in 200$f and 7xx$4 of Chinese records. */
const ways: Record<Role, string> = {
  author:
    "aut cre dis 070 著 撰 撰写 编著 著者 作者 作 原著 口述 author jointauthor coauthor creator screenwriter",
  editor: "edt edc pbd 340 编 主编 编辑 副主编 编者 主办 editor ed jointeditor jointed hrsg",
  compiler: "com 220 编纂 汇编 选编 编选 辑 辑录 整理 搜集整理 compiler comp",
  translator: "trl 730 译 翻译 编译 主译 合译 译注 译者 translator tr trans trad tł przeł",
  adapter: "adp 010 改编 改写 缩写 adapter",
  annotator: "ann 020 注 注释 校注 点校 校点 注译 评注 校 校订 批校 annotator",
  introducer: "aui win wpr aft 075 080 导读 序 作序 前言 跋",
  illustrator: "ill art 440 040 绘 图 绘画 绘图 插图 插画 画 书 illustrator artist ill",
  photographer: "pht 600 摄 摄影 photographer",
  composer: "cmp 230 曲 作曲 composer",
  lyricist: "lyr lbt 480 520 词 作词 填词 librettist lyricist",
  arranger: "arr 030 编曲 配器 arranger",
  performer:
    "prf act sng mus itr voc dnc 590 005 演奏 演唱 唱 主演 表演 演出 performer actor singer musician",
  conductor: "cnd 250 指挥 conductor",
  director: "drt fmd 300 370 导演 director filmdirector",
  narrator: "nrt spk 550 朗诵 朗读 讲述 主讲 播讲 narrator speaker",
  publisher: "pbl 650 出版 发行 publisher",
  contributor: "ctb 205 协编 参编 审订 审校 主审 审定 contributor",
};

const roles = new Map<string, Role>();
// The keys of the table are roles.
for (const [role, said] of Object.entries(ways) as [Role, string][])
  for (const way of said.split(" ")) roles.set(folded(way), role);

/** Null for what is in no list. An address ends in its letters. */
export function roleOf(said: string): Role | null {
  return roles.get(folded(said.slice(said.lastIndexOf("/") + 1)).replace(/^等/, "")) ?? null;
}
