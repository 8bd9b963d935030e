/**
 * MARC 21 of authorities: the fields in daily use, in words of our own. After the MARC 21 Concise Format for Authority Data (Library of Congress).
 * Where it has changed over the years, or where we are not sure, everything is let through (`any`).
 */
import type { FieldData, FormatData } from "./format.ts";

const personName = { "0": "名（无姓）|forename", "1": "姓|surname", "3": "家族|family" };
const bodyName = { "0": "倒置形式|inverted", "1": "辖区名|jurisdiction", "2": "直序形式|direct order" };
const subdivisions = {
  v: "形式复分|form subdivision",
  x: "论题复分|general subdivision",
  y: "年代复分|chronological subdivision",
  z: "地理复分|geographical subdivision",
};
const tracing = {
  i: "关系说明语|relationship information",
  w: "关系（g 上位，h 下位，a 早先，b 后来）|relation (g broader, h narrower, a earlier, b later)",
  "4": "关系代码|relationship code",
};
const person = {
  a: "姓名|name",
  b: "世次|numeration",
  c: "头衔等|titles",
  d: "生卒年|dates",
  g: "其他信息|miscellaneous",
  q: "名的全称|fuller form",
  t: "作品题名|title of a work",
  ...subdivisions,
};
const body = {
  a: "名称|name",
  b: "下级机构|subordinate unit",
  c: "会议地点|place of the meeting",
  d: "会议日期|date of the meeting",
  g: "其他信息|miscellaneous",
  n: "届次|number",
  t: "作品题名|title of a work",
  ...subdivisions,
};
const title = {
  a: "统一题名|uniform title",
  d: "签约日期|date of signing",
  f: "作品日期|date of a work",
  k: "形式副标题|form subheading",
  l: "语种|language",
  n: "分部号|number of a part",
  p: "分部名|name of a part",
  ...subdivisions,
};
const topic = { a: "主题词|topic", b: "地名后的主题词|topic after a place", ...subdivisions };
const place = { a: "地名|place", g: "其他信息|miscellaneous", ...subdivisions };
const source = {
  "2": "词表代码|source",
  s: "起始|start",
  t: "结束|end",
  u: "网址|URI",
  v: "来源|source of information",
};
const seenFrom = "不用的写法：读者照样查得到。|Not used here; readers find the heading by it all the same.";
const seenAlso =
  "另有自己的规范记录，用 $w 说明关系。|Has an authority of its own; $w says how the two are related.";

const fields: Record<string, FieldData> = {
  "001": {
    name: "控制号|Control number",
    once: true,
    control: true,
    example: "n  79054064",
    note: "不填时保存后自动编号。|Left empty, it gets a number when it is saved.",
  },
  "003": { name: "控制号所属机构|Whose number it is", once: true, control: true, example: "DLC" },
  "005": {
    name: "最近修改日期和时间|Date and time of the latest change",
    once: true,
    control: true,
    example: "20261130101500.0",
    note: "保存时自动写。|Written when it is saved.",
  },
  "008": {
    name: "定长数据|Fixed-length data",
    required: true,
    once: true,
    control: true,
    example: "261130n| azznnaabn          |a aaa      ",
  },
  "024": {
    name: "其他标准号（ISNI、VIAF 等）|Other standard number (ISNI, VIAF …)",
    first: "any",
    subfields: { a: "号码|number", z: "作废的号码|cancelled number", "2": "号码的种类|kind of number" },
    example: "7 $a0000000121250802$2isni",
  },
  "040": {
    name: "编目机构|Cataloguing source",
    once: true,
    subfields: {
      a: "原编机构|original agency",
      b: "编目语种|language",
      c: "转录机构|transcribing agency",
      d: "修改机构|modifying agency",
      e: "规则|rules",
      f: "主题词表|subject conventions",
    },
    single: "ab",
    example: "  $aKLMY$bchi$erda",
  },
  "046": {
    name: "专用日期（生卒、成立）|Special dates (birth, death, founding)",
    first: "any",
    second: "any",
    subfields: { f: "出生|birth", g: "去世|death", q: "成立|founding", r: "终止|end", ...source },
    example: "  $f18810925$g19361019",
  },
  "100": {
    name: "标目：个人名称|Heading: person",
    once: true,
    first: personName,
    subfields: person,
    single: "a",
    example: "1 $aLu, Xun,$d1881-1936",
    note: "同名的人用 $d 生卒年或 $c 头衔区分。|Persons of one name are told apart by $d, or by $c.",
  },
  "110": {
    name: "标目：团体名称|Heading: body",
    once: true,
    first: bodyName,
    subfields: body,
    single: "a",
    example: "2 $aKaramay Library",
  },
  "130": {
    name: "标目：统一题名|Heading: uniform title",
    once: true,
    second: "any",
    subfields: title,
    single: "a",
    example: " 0$aManas (Epic)",
  },
  "150": {
    name: "标目：论题主题|Heading: topic",
    once: true,
    subfields: topic,
    single: "a",
    example: "  $aOil fields",
  },
  "151": {
    name: "标目：地名|Heading: place",
    once: true,
    subfields: place,
    single: "a",
    example: "  $aKaramay (China)",
  },
  "370": {
    name: "有关地点|Associated place",
    subfields: {
      a: "出生地|place of birth",
      b: "去世地|place of death",
      c: "国家|country",
      e: "居住地、所在地|residence",
      f: "其他|other",
      ...source,
    },
    example: "  $aShaoxing (China)$bShanghai (China)",
  },
  "374": {
    name: "职业|Occupation",
    subfields: { a: "职业|occupation", ...source },
    example: "  $aAuthors$2lcsh",
  },
  "377": {
    name: "有关语种|Associated language",
    second: "any",
    subfields: { a: "语种代码|language", l: "语种名称|name of the language", "2": "代码表|source" },
    example: "  $achi",
  },
  "400": {
    name: "单纯参照：个人名称|Seen from: person",
    first: personName,
    subfields: { ...person, ...tracing },
    example: "1 $aZhou, Shuren,$d1881-1936",
    note: seenFrom,
  },
  "410": {
    name: "单纯参照：团体名称|Seen from: body",
    first: bodyName,
    subfields: { ...body, ...tracing },
    example: "2 $aCity Library of Karamay",
    note: seenFrom,
  },
  "430": {
    name: "单纯参照：统一题名|Seen from: uniform title",
    second: "any",
    subfields: { ...title, ...tracing },
    example: " 0$aEr Manas",
    note: seenFrom,
  },
  "450": {
    name: "单纯参照：论题主题|Seen from: topic",
    subfields: { ...topic, ...tracing },
    example: "  $aOilfields",
    note: seenFrom,
  },
  "451": {
    name: "单纯参照：地名|Seen from: place",
    subfields: { ...place, ...tracing },
    example: "  $aKelamayi (China)",
    note: seenFrom,
  },
  "500": {
    name: "相关参照：个人名称|Seen also: person",
    first: personName,
    subfields: { ...person, ...tracing },
    example: "1 $aZhou, Zuoren,$d1885-1967",
    note: seenAlso,
  },
  "510": {
    name: "相关参照：团体名称|Seen also: body",
    first: bodyName,
    subfields: { ...body, ...tracing },
    example: "2 $wa$aKaramay Reading Room",
    note: seenAlso,
  },
  "550": {
    name: "相关参照：论题主题|Seen also: topic",
    subfields: { ...topic, ...tracing },
    example: "  $wg$aPetroleum engineering",
    note: seenAlso,
  },
  "667": {
    name: "内部附注|Nonpublic note",
    subfields: { a: "附注内容|text of the note" },
    example: "  $aNot the painter of this name.",
  },
  "670": {
    name: "查到的资料来源|Source data found",
    subfields: { a: "来源|source", b: "查到的内容|what was found", u: "网址|URI" },
    example: "  $aNa han, 1923:$bt.p. (Lu Xun)",
    note: "这个写法从哪里查来，后来的人可以核对。|Where it was found, for whoever checks it later.",
  },
  "678": {
    name: "传记、历史附注|Biographical or historical note",
    first: "any",
    subfields: { a: "附注内容|text of the note", b: "详细内容|expansion", u: "网址|URI" },
    example: "0 $aChinese writer, 1881-1936.",
  },
  "680": {
    name: "使用范围附注|Scope note",
    subfields: { a: "标目|heading", i: "说明|explanation" },
    example: "  $iHere are entered works on fields from which oil is won.",
  },
};

export const marc21Authority: FormatData = {
  flavour: "marc21",
  fields,
  common: "0135678",
  coded: [
    {
      tag: "LDR",
      length: 24,
      positions: [
        {
          at: 5,
          name: "记录状态|Status",
          choices: {
            n: "新记录|new",
            c: "修改过|corrected",
            a: "编目等级提高|level increased",
            d: "删除|deleted",
            o: "停用|obsolete",
            s: "拆成几个标目|split into several",
            x: "由另一标目代替|replaced by another",
          },
        },
        { at: 6, name: "记录类型|Type of record", choices: { z: "规范数据|authority data" } },
        { at: 9, name: "字符编码|Character coding", choices: { a: "Unicode|Unicode", _: "MARC-8|MARC-8" } },
        { at: 17, name: "编码级别|Level", choices: { n: "完整|complete", o: "不完整|incomplete" } },
      ],
    },
    {
      tag: "008",
      length: 40,
      positions: [
        { at: 0, length: 6, name: "入档日期|Date entered on file", kind: "day" },
        {
          at: 9,
          name: "记录种类|Kind of record",
          choices: {
            a: "确定的标目|established heading",
            b: "未确定的参照|untraced reference",
            c: "参照|traced reference",
            d: "复分|subdivision",
            e: "节点标签|node label",
            f: "标目兼复分|heading and subdivision",
            g: "参照兼复分|reference and subdivision",
          },
        },
        {
          at: 10,
          name: "著录规则|Rules",
          choices: {
            a: "早期规则|earlier rules",
            b: "AACR1|AACR 1",
            c: "AACR2|AACR 2",
            d: "与 AACR2 相容|AACR 2 compatible",
            n: "不适用|not applicable",
            z: "其他（如 RDA，见 040$e）|other (RDA; see 040 $e)",
          },
        },
        { at: 14, name: "可作名称标目|Used as a name", choices: { a: "可以|yes", b: "不可以|no" } },
        { at: 15, name: "可作主题标目|Used as a subject", choices: { a: "可以|yes", b: "不可以|no" } },
        {
          at: 32,
          name: "同名不分|Undifferentiated name",
          choices: { a: "只指一人|one person", b: "几个人共用|several persons", n: "不适用|not applicable" },
        },
        {
          at: 33,
          name: "标目状态|Status of the heading",
          choices: {
            a: "已确定|established",
            b: "备忘|memorandum",
            c: "暂定|provisional",
            d: "初步|preliminary",
            n: "不适用|not applicable",
          },
        },
      ],
    },
  ],
};
