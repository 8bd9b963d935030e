/**
 * CNMARC of authorities: the fields in daily use, in words of our own. After the UNIMARC Manual: Authorities Format (IFLA), on which it rests.
 * Where houses differ, or where we are not sure, everything is let through (`any`).
 */
import type { FieldData, FormatData } from "./format.ts";

const personName = {
  "0": "按直序（中国人名用）|in direct order, as Chinese names",
  "1": "按姓倒序（译名等）|by family name, inverted",
};
const bodyKind = { "0": "团体|a body", "1": "会议|a meeting" };
const bodyName = {
  "0": "倒置形式|inverted",
  "1": "以地名开头|begins with a place",
  "2": "直序形式|in direct order",
};
const subdivisions = {
  j: "形式复分|form subdivision",
  x: "论题复分|topical subdivision",
  y: "地理复分|geographical subdivision",
  z: "年代复分|chronological subdivision",
};
/** What a heading says of how it is written. */
const writing = {
  "7": "文字代码（ba 汉字，ea 拼音）|script (ba Han, ea Latin)",
  "8": "语种代码|language",
};
const tracing = {
  "0": "说明语|instruction phrase",
  "3": "规范记录号|number of the authority record",
  "5": "关系（g 上位，h 下位，a 早先，b 后来）|relation (g broader, h narrower, a earlier, b later)",
};
const person = {
  a: "主要部分（姓名）|entry element",
  A: "姓名的汉语拼音|its pinyin",
  b: "名的其余部分|rest of the name",
  c: "附加成分（朝代、职业等）|additions (dynasty, profession …)",
  d: "罗马数字世次|roman numerals",
  f: "生卒年|dates",
  g: "名的全称|expansion of initials",
  ...writing,
};
const body = {
  a: "主要部分|entry element",
  A: "汉语拼音|its pinyin",
  b: "下级机构|subdivision",
  c: "附加成分|addition",
  d: "会议届次|number of the meeting",
  e: "会议地点|place of the meeting",
  f: "会议日期|date of the meeting",
  ...writing,
};
const place = { a: "地名|place", A: "汉语拼音|its pinyin", ...subdivisions, ...writing };
const title = {
  a: "题名|title",
  A: "汉语拼音|its pinyin",
  h: "分辑号|number of a part",
  i: "分辑名|name of a part",
  k: "出版日期|date of publication",
  l: "形式副标题|form subheading",
  m: "语种|language",
  n: "其他信息|other information",
  ...writing,
};
const topic = { a: "主题词|topic", A: "汉语拼音|its pinyin", ...subdivisions, ...writing };
const seenFrom =
  "单纯参照：不用的写法，读者照样查得到。|Not used here; readers find the heading by it all the same.";
const seenAlso =
  "相关参照：另有自己的规范记录，用 $5 说明关系。|Has an authority of its own; $5 says how the two are related.";

const fields: Record<string, FieldData> = {
  "001": {
    name: "记录控制号|Control number",
    once: true,
    control: true,
    example: "A012001000123",
    note: "本馆的号；不填时保存后自动编号。|Left empty, it gets a number when it is saved.",
  },
  "005": {
    name: "最近处理日期和时间|Date and time of the latest change",
    once: true,
    control: true,
    example: "20261130101500.0",
    note: "保存时自动写。|Written when it is saved.",
  },
  "100": {
    name: "一般处理数据|General processing data",
    required: true,
    once: true,
    subfields: { a: "定长 24 位的代码|24 characters of codes" },
    single: "a",
    example: "  $a20261130achiy50      ea0",
  },
  "101": {
    name: "实体的语种|Language of the entity",
    once: true,
    subfields: { a: "语种代码|language" },
    example: "  $achi",
    note: "个人、团体写作用的语种。|In which a person or body writes.",
  },
  "102": {
    name: "实体的国别|Country of the entity",
    once: true,
    subfields: { a: "国家代码|country", b: "地区代码|region" },
    example: "  $aCN$b650200",
  },
  "152": {
    name: "规则|Rules",
    once: true,
    subfields: {
      a: "编目规则|cataloguing rules",
      b: "主题词表代码（如 CCT）|code of the vocabulary (CCT …)",
    },
    example: "  $bCCT",
  },
  "200": {
    name: "标目：个人名称|Heading: person",
    second: personName,
    subfields: { ...person, ...subdivisions },
    example: " 0$a鲁迅$Alu xun$f1881-1936",
    note: "同名的人用 $f 生卒年或 $c 朝代、职业区分。|Persons of one name are told apart by $f, or by $c.",
  },
  "210": {
    name: "标目：团体、会议名称|Heading: body or meeting",
    first: bodyKind,
    second: bodyName,
    subfields: { ...body, ...subdivisions },
    example: "02$a克拉玛依市图书馆$Ake la ma yi shi tu shu guan",
  },
  "215": {
    name: "标目：地名|Heading: place",
    subfields: place,
    example: "  $a克拉玛依$Ake la ma yi",
  },
  "220": {
    name: "标目：家族名称|Heading: family",
    subfields: {
      a: "家族名称|family",
      A: "汉语拼音|its pinyin",
      c: "家族类型|type of family",
      f: "年代|dates",
      ...subdivisions,
      ...writing,
    },
    example: "  $a孔氏$Akong shi",
  },
  "230": {
    name: "标目：统一题名|Heading: uniform title",
    subfields: { ...title, ...subdivisions },
    example: "  $a红楼梦$Ahong lou meng",
    note: "同一作品书名不一时选定的一个。|The one that is chosen where a work has several titles.",
  },
  "250": {
    name: "标目：论题主题|Heading: topic",
    subfields: topic,
    example: "  $a油田开发",
  },
  "300": {
    name: "说明附注|Information note",
    first: "any",
    subfields: { a: "附注内容|text of the note" },
    example: "0 $a原名周树人，浙江绍兴人。",
    note: "公开给读者看的说明。|Readers may see it.",
  },
  "330": {
    name: "使用范围附注|Scope note",
    first: "any",
    subfields: { a: "附注内容|text of the note" },
    example: "1 $a总论油田的勘探开发入此。",
  },
  "400": {
    name: "单纯参照：个人名称|Seen from: person",
    second: personName,
    subfields: { ...person, ...subdivisions, ...tracing },
    example: " 0$a周树人$Azhou shu ren",
    note: seenFrom,
  },
  "410": {
    name: "单纯参照：团体、会议名称|Seen from: body or meeting",
    first: bodyKind,
    second: bodyName,
    subfields: { ...body, ...subdivisions, ...tracing },
    example: "02$a市图书馆",
    note: seenFrom,
  },
  "415": {
    name: "单纯参照：地名|Seen from: place",
    subfields: { ...place, ...tracing },
    example: "  $a黑油山",
    note: seenFrom,
  },
  "430": {
    name: "单纯参照：统一题名|Seen from: uniform title",
    subfields: { ...title, ...subdivisions, ...tracing },
    example: "  $a石头记$Ashi tou ji",
    note: seenFrom,
  },
  "450": {
    name: "单纯参照：论题主题|Seen from: topic",
    subfields: { ...topic, ...tracing },
    example: "  $a油气田开发",
    note: seenFrom,
  },
  "500": {
    name: "相关参照：个人名称|Seen also: person",
    second: personName,
    subfields: { ...person, ...subdivisions, ...tracing },
    example: " 0$a周作人",
    note: seenAlso,
  },
  "510": {
    name: "相关参照：团体、会议名称|Seen also: body or meeting",
    first: bodyKind,
    second: bodyName,
    subfields: { ...body, ...subdivisions, ...tracing },
    example: "02$5a$a克拉玛依市文化馆图书室",
    note: seenAlso,
  },
  "550": {
    name: "相关参照：论题主题|Seen also: topic",
    subfields: { ...topic, ...tracing },
    example: "  $5g$a石油工程",
    note: seenAlso,
  },
  "801": {
    name: "记录来源|Originating source",
    second: "any",
    subfields: { a: "国家|country", b: "机构|agency", c: "处理日期|date", g: "编目规则|rules" },
    example: " 0$aCN$bKLMY$c20261130",
  },
  "810": {
    name: "查到的资料来源|Source data found",
    subfields: { a: "来源|source", b: "查到的内容|what was found" },
    example: "  $a中国大百科全书$b生于 1881 年",
    note: "这个写法和生卒年从哪里查来，后来的人可以核对。|Where it was found, for whoever checks it later.",
  },
  "815": {
    name: "没有查到的资料来源|Source data not found",
    subfields: { a: "来源|source" },
    example: "  $a中国人名大词典",
  },
};

export const cnmarcAuthority: FormatData = {
  flavour: "unimarc",
  fields,
  common: "0235678",
  coded: [
    {
      tag: "LDR",
      length: 24,
      positions: [
        {
          at: 5,
          name: "记录状态|Status",
          choices: { n: "新记录|new", c: "修改过|corrected", d: "删除|deleted" },
        },
        {
          at: 6,
          name: "记录类型|Type of record",
          choices: {
            x: "规范款目|authority",
            y: "参照款目|reference",
            z: "一般说明款目|general explanation",
          },
        },
        {
          at: 9,
          name: "实体类型|Kind of entity",
          choices: {
            a: "个人|person",
            b: "团体、会议|body",
            c: "地名|place",
            d: "商标|trademark",
            e: "家族|family",
            f: "统一题名|uniform title",
            g: "总题名|collective title",
            h: "名称／题名|name and title",
            j: "论题主题|topic",
            l: "形式、体裁|form or genre",
          },
        },
        { at: 17, name: "编码级别|Level", choices: { _: "完全|full", "3": "不完全|partial" } },
      ],
    },
    {
      tag: "100",
      code: "a",
      length: 24,
      positions: [
        { at: 0, length: 8, name: "入档日期|Date entered on file", kind: "day" },
        {
          at: 8,
          name: "标目状态|Status of the heading",
          choices: { a: "已确定|established", c: "暂定|provisional", x: "不适用|not applicable" },
        },
        { at: 9, length: 3, name: "编目语种|Language of cataloguing", kind: "language" },
        {
          at: 12,
          name: "音译代码|Transliteration",
          choices: { a: "ISO 方案|ISO scheme", b: "其他|other", c: "多种|several", y: "未用|none" },
        },
        { at: 13, length: 4, name: "字符集|Character set", choices: { "50__": "Unicode|Unicode" } },
        {
          at: 21,
          length: 2,
          name: "编目文字|Script",
          choices: { ea: "汉字|Chinese", ba: "拉丁文|Latin", fa: "阿拉伯文|Arabic" },
        },
      ],
    },
  ],
};
