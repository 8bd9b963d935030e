/** Records as a house begins them: what is the same in each is there, what is asked of each is empty. `{day}` and `{year}` are today's. */
import type { Flavour } from "#libs/marc";
import type { Said } from "./format.ts";

export interface Template {
  id: string;
  name: Said;
  flavour: Flavour;
  lines: string;
}

const coded = (kind: string, audience: string, script: string) =>
  `  $a{day}${kind}{year}    ${audience}y0chiy50      ${script}`;
const source = "801  0$aCN$b$c{day}";

export const templates: readonly Template[] = [
  {
    id: "chinese-book",
    name: "中文图书（CNMARC）|Chinese book (CNMARC)",
    flavour: "unimarc",
    lines: `LDR 00000nam0 2200000   450 
010   $a$d
100 ${coded("d", "em ", "ea")}
101 0 $achi
102   $aCN$b
105   $ay   z   000yy
106   $ar
200 1 $a$A$f
210   $a$c$d{year}
215   $a$d
330   $a
606 0 $a
690   $a$v5
701  0$a$A$4著
${source}`,
  },
  {
    id: "english-book",
    name: "英文图书（MARC 21）|English book (MARC 21)",
    flavour: "marc21",
    lines: `LDR 00000nam a2200000 i 4500
008 {shortday}s{year}    xx            000 0 eng d
020   $a
040   $a$bchi$erda
100 1 $a
245 10$a$c
264  1$a$b$c{year}.
300   $a$c
336   $atext$btxt$2rdacontent
337   $aunmediated$bn$2rdamedia
338   $avolume$bnc$2rdacarrier
650  0$a
084   $a$2clc`,
  },
  {
    id: "chinese-serial",
    name: "中文期刊（CNMARC）|Chinese periodical (CNMARC)",
    flavour: "unimarc",
    lines: `LDR 00000nas0 2200000   450 
011   $a$d
100   $a{day}a{year}9999em y0chiy50      ea
101 0 $achi
102   $aCN$b
106   $ar
110   $aafaz   0xx0
200 1 $a$A$f
207  0$a{year},no.1-
210   $a$c$d{year}-
215   $av.$d
326   $a月刊
606 0 $a
690   $a$v5
711 02$a$A$4主办
${source}`,
  },
  {
    id: "uyghur-book",
    name: "维吾尔文图书（CNMARC）|Uyghur book (CNMARC)",
    flavour: "unimarc",
    lines: `LDR 00000nam0 2200000   450 
010   $a$d
100 ${coded("d", "em ", "fa")}
101 0 $auig
102   $aCN$b650000
105   $ay   z   000yy
106   $ar
200 1 $a$f
210   $aئۈرۈمچى$c$d{year}
215   $a$d
304   $a
510 1 $a$A$zchi
606 0 $a
690   $a$v5
701  0$a$4
${source}`,
  },
  {
    id: "kazakh-book",
    name: "哈萨克文图书（CNMARC）|Kazakh book (CNMARC)",
    flavour: "unimarc",
    lines: `LDR 00000nam0 2200000   450 
010   $a$d
100 ${coded("d", "em ", "fa")}
101 0 $akaz
102   $aCN$b650000
105   $ay   z   000yy
106   $ar
200 1 $a$f
210   $a$c$d{year}
215   $a$d
510 1 $a$A$zchi
606 0 $a
690   $a$v5
701  0$a$4
${source}`,
  },
  {
    id: "local-document",
    name: "地方文献（CNMARC）|Local document (CNMARC)",
    flavour: "unimarc",
    lines: `LDR 00000nam0 2200000   450 
100 ${coded("d", "em ", "ea")}
101 0 $achi
102   $aCN$b650200
105   $ay   z   000yy
106   $ar
200 1 $a$A$f
210   $a克拉玛依$c$d{year}
215   $a$d
300   $a内部资料
330   $a
607   $a克拉玛依$x
610 0 $a地方文献
690   $aK294.5$v5
711 02$a$A$4编
${source}`,
  },
  {
    id: "video",
    name: "音像资料（CNMARC）|Video (CNMARC)",
    flavour: "unimarc",
    lines: `LDR 00000ngm0 2200000   450 
100 ${coded("d", "em ", "ea")}
101 0 $achi
102   $aCN$b
200 1 $a$A$b录像制品$f
210   $a$c$d{year}
215   $a张光盘（DVD）$c彩色$d12cm
330   $a
606 0 $a
690   $a$v5
701  0$a$A$4导演
${source}`,
  },
  {
    id: "russian-book",
    name: "俄文图书（MARC 21）|Russian book (MARC 21)",
    flavour: "marc21",
    lines: `LDR 00000nam a2200000 i 4500
008 {shortday}s{year}    ru            000 0 rus d
020   $a
040   $a$bchi$erda
100 1 $a
245 10$a$c
264  1$a$b$c{year}.
300   $a$c
336   $atext$btxt$2rdacontent
337   $aunmediated$bn$2rdamedia
338   $avolume$bnc$2rdacarrier
084   $a$2clc`,
  },
  {
    id: "chinese-person",
    name: "中文个人名称规范（CNMARC）|Chinese name of a person (CNMARC authority)",
    flavour: "unimarc",
    lines: `LDR 00000nx  a2200000   450 
100   $a{day}achiy50      ea0
101   $achi
102   $aCN
200  0$a$A$f
300 0 $a
400  0$a$A
810   $a$b
${source}`,
  },
  {
    id: "chinese-body",
    name: "中文团体名称规范（CNMARC）|Chinese name of a body (CNMARC authority)",
    flavour: "unimarc",
    lines: `LDR 00000nx  b2200000   450 
100   $a{day}achiy50      ea0
101   $achi
102   $aCN
210 02$a$A
300 0 $a
410 02$a$A
810   $a$b
${source}`,
  },
  {
    id: "foreign-person",
    name: "外文个人名称规范（MARC 21）|Name of a person (MARC 21 authority)",
    flavour: "marc21",
    lines: `LDR 00000nz  a2200000n  4500
008 {shortday}n| azznnaabn          |a aaa      
040   $a$bchi$erda
100 1 $a$d
400 1 $a
670   $a$b`,
  },
];

/** With today's date, `2026-11-30`, where a template asks for it. */
export const begun = (lines: string, today: string): string =>
  lines
    .replaceAll("{day}", today.replaceAll("-", ""))
    .replaceAll("{shortday}", today.replaceAll("-", "").slice(2))
    .replaceAll("{year}", today.slice(0, 4));
