import assert from "node:assert/strict";
import { test } from "node:test";
import { aRecord, marcRecordsAt, withoutMarcFolder } from "../../testing.ts";
import { describe } from "./describe.ts";

const skip = withoutMarcFolder;
const bookOf21 = "00000nam a2200000 i 4500";
const bookOfChina = "00000nam0 2200000   450 ";

/** A record of a file, from 1. */
async function described(path: string, number = 1) {
  const record = (await marcRecordsAt(path)).find((one) => one.number === number);
  assert.ok(record, path);
  return describe(record);
}

for (const charset of ["utf8", "gbk", "gb18030"])
  test(`a yearbook from Peking, in ${charset}: pinyin, price, body with role, 中图法, and what all its years are called`, {
    skip,
  }, async () => {
    const book = await described(`derived-cnmarc/bnu10.${charset}.iso`);
    assert.deepEqual(book.title, {
      text: "'94中国发展报告",
      romanised: "'94Zhong Guo Fa Zhan Bao Gao",
    });
    assert.deepEqual(book.responsibility, {
      text: "国家统计局编",
      romanised: "Guo Jia Tong Ji Ju Bian",
    });
    assert.deepEqual(
      book.names.map(({ text, romanised, kind, roles, rolesSaid }) => [
        text,
        romanised,
        kind,
        roles,
        rolesSaid,
      ]),
      [
        ["叶震", "Xie Zhen", "person", ["editor"], ["主编"]],
        ["李强", "Li Qiang", "person", ["editor"], ["主编"]],
        ["国家统计局", "Guo Jia Tong Ji Ju", "body", ["editor"], ["编"]],
      ],
    );
    assert.deepEqual([book.place?.text, book.publisher?.text, book.year], ["北京", "中国统计出版社", 1994]);
    assert.deepEqual(book.isbns, [{ number: "9787503717444", isRight: true }]);
    assert.deepEqual(book.price, { said: "CNY68.00", fen: 6800 });
    assert.equal(book.extent, "320页 : 图 ; 27cm");
    assert.deepEqual(book.languages, ["chi"]);
    assert.deepEqual(book.classNumbers, [{ scheme: "clc", number: "F124" }]);
    assert.deepEqual(
      book.subjects.map(({ text }) => text),
      ["经济发展-概况-中国-1994"],
    );
    assert.deepEqual([book.form, book.kind, book.flavour], ["book", "bibliographic", "unimarc"]);
    assert.deepEqual([book.titleKey, book.workKey], ["94中国发展报告", "中国发展报告/叶震"]);
    assert.equal(book.controlKey, "bnu:990002180740203961");
  });

test("an electronic edition says so in words, and its year stands only in 210", { skip }, async () => {
  const { form, year, date, title, subjects } = await described("derived-cnmarc/bnu10.utf8.iso", 4);
  assert.deepEqual([form, year, date, title.text], ["electronic", 1997, "1997", "'97中国发展报告"]);
  assert.deepEqual(
    subjects.map(({ text }) => text),
    ["经济发展 概况 中国 1997"],
  );
});

test("a series told in 225 and 410 is one, and its pinyin stays", { skip }, async () => {
  const { series, title } = await described("derived-cnmarc/bnu10.utf8.iso", 10);
  assert.equal(title.text, "1999 年中国发展状况与趋势");
  assert.deepEqual(series, [
    { text: "中国发展报告书", romanised: "zhong guo fa zhan bao gao shu", number: null },
  ]);
});

test("a Hebrew book is called by its Hebrew title, and found by the romanised one", { skip }, async () => {
  const book = await described("traject+traject/hebrew880s.marc");
  assert.equal(book.title.text, "אנרכיזם ב״ציון״ : בין מרטין בובר לאהרן דוד גורדון");
  assert.match(book.title.romanised ?? "", /^Anarkhizm be-"Tsiyon" : ben Mar/);
  assert.deepEqual(
    book.names.map(({ text, romanised, isMain }) => [text, romanised, isMain]),
    [["רצבי, שלום", "Ratsabi, Shalom", true]],
  );
  assert.deepEqual([book.place?.text, book.publisher?.text, book.year], ["תל אביב", "עם עובד", 2011]);
  assert.deepEqual(book.languages, ["heb"]);
  assert.deepEqual(book.isbns, [{ number: "9789651321337", isRight: true }]);
  assert.deepEqual(
    book.otherTitles.map(({ kind, text }) => `${kind}: ${text}`),
    ['variant: Anarchy in "Zion" : between Martin Buber and A.D. Gordon'],
  );
});

test("a title in Hebrew, Arabic or Armenian letters is the title, with marks of direction in its link or a careless one", {
  skip,
}, async () => {
  const titles = { "traject+traject/test_data.utf8.mrc": 14, "indexdata+yaz/marccol5.u8.marc": 11 };
  const latin: string[] = [];
  for (const [path, count] of Object.entries(titles)) {
    const written = (await marcRecordsAt(path)).filter((record) =>
      [...record.fields("880")].some((field) => field.get("6")?.startsWith("245")),
    );
    assert.equal(written.length, count, path);
    for (const record of written) {
      const { title } = describe(record);
      if (
        title.romanised === null ||
        /^[\p{Script=Latin}\p{Script=Common}\p{Script=Inherited}]*$/u.test(title.text)
      )
        latin.push(title.text);
    }
  }
  assert.deepEqual(latin, []);
  const hebrew = await described("traject+traject/test_data.utf8.mrc", 15);
  assert.match(hebrew.title.text, /^ספר משנה ברורה : והוא פירוש/);
  assert.deepEqual([hebrew.names[0]?.text, hebrew.publisher?.text], ["ישראל מאיר, הכהן", "חמו״ל"]);
  const armenian = await described("indexdata+yaz/marccol5.u8.marc", 6);
  assert.deepEqual(armenian.title, { text: "Մանանայ : տարեգրքոյկ", romanised: "Mananay : taregrkʿoyk" });
});

test("what is against the links of a record is told to who asks", async () => {
  const told: string[] = [];
  const record = aRecord(
    bookOf21,
    `245 10$6880-01$aQi ting feng yun
880 10$6245-01/$1$a窃听风云
880   $a没有对应
880 1 $6700-03/$1$a没有的人`,
  );
  const { title, names } = describe(record, ({ id, field, data }) =>
    told.push(`${id} ${field} ${data?.why}`),
  );
  assert.deepEqual([title.text, names.map(({ text }) => text)], ["窃听风云", ["没有的人"]]);
  assert.deepEqual(told, ["marc.link 880 no-link", "marc.link 880 alone"]);
});

test("a Japanese book in MARC-8 has its characters, with the reading beside them", { skip }, async () => {
  const book = await described("perl4lib+marc-perl/marc-charset_t_cjk2.marc");
  assert.deepEqual(book.title, {
    text: "式子 内親王 集 全釈",
    romanised: "Shikishi Naishinnō shū zenshaku",
  });
  assert.deepEqual(book.publisher, { text: "風間 書房", romanised: "Kazama Shobō" });
  assert.deepEqual(book.series, [
    { text: "私家集 全釈 叢書", romanised: "Shikashū zenshaku sōsho", number: "28" },
  ]);
  // Traditional as simplified, blanks or none.
  assert.equal(book.titleKey, "式子内亲王集全釈");
});

test("a Russian book without marks between its parts, in the charset its sender names", {
  skip,
}, async () => {
  const [record] = await marcRecordsAt("edsu+pymarc/1251.dat", "windows-1251");
  assert.ok(record);
  const book = describe(record);
  assert.equal(book.titleProper.text, "Основы гидравлического расчета инженерных сетей");
  assert.match(book.title.text, /^Основы .* сетей : \[учеб\. пособие для вузов/);
  assert.deepEqual(
    [book.names[0]?.text, book.year, book.publisher?.text],
    ["Ильина, Татьяна Николаевна", 2005, "Изд-во Ассоц. строит. вузов"],
  );
  assert.equal(book.extent, "186 с. ил. 21 см.");
  assert.deepEqual(book.classNumbers, [
    { scheme: "udc", number: "624.01:532.5(075.8)" },
    { scheme: "other", number: "38.1я73" },
  ]);
});

test("a French book: the article is passed over in its key alone", { skip }, async () => {
  const book = await described("evergreen-library-system+Evergreen/lul_fre_500.mrc");
  assert.equal(book.title.text, "L'autre monde, mythes et légendes : le purgatoire de Saint Patrice");
  assert.equal(book.titleKey, "autremondemythesetlegendes");
  assert.deepEqual(book.languages, ["fre"]);
  assert.deepEqual([book.year, book.place?.text, book.publisher?.text], [1906, "Paris", "Champion"]);
});

test("an Italian translation is the work its original is, and its series are behind $1", {
  skip,
}, async () => {
  const book = await described("edsu+pymarc/testunimarc.dat");
  assert.equal(book.title.text, "L'altra faccia della spirale");
  assert.deepEqual(book.series, [
    { text: "Bestsellers", romanised: null, number: "641" },
    { text: "Il ciclo delle fondazioni", romanised: null, number: "4" },
  ]);
  assert.deepEqual(
    book.names.map(({ text, roles, isMain }) => [text, roles, isMain]),
    [
      ["Asimov, Isaac", ["author"], true],
      ["Fruttero, Carlo", [], false],
      ["Lucentini, Franco", [], false],
      ["Scaglia, Cesare", [], false],
    ],
  );
  assert.equal(
    book.workKey,
    describe(aRecord(bookOf21, "100 1 $aIsaac Asimov.\n245 10$aSecond foundation /$cIsaac Asimov.")).workKey,
  );
});

test("Romanian libraries put articles into angle brackets", { skip }, async () => {
  const book = await described("pkiraly+qa-catalogue/short.bnr.1993.mrc", 2);
  assert.equal(book.title.text, "The sweetest fig");
  assert.equal(book.titleKey, "sweetestfig");
  assert.deepEqual(book.names[0]?.text, "Van Allsburg, Chris");
});

test("the year of records whose coded dates are open", { skip }, async () => {
  const table: [string, number | null][] = [
    ["date_resort_to_260", 1980],
    ["date_resort_to_264", 2015],
    ["date_type_r_missing_date2", 1957],
    ["date_with_u", null],
    ["missing-second-date", 1678],
  ];
  for (const [file, year] of table)
    assert.equal((await described(`traject+traject/${file}.marc`)).year, year, file);
});

test("a mangled record still says what can be read of it", { skip }, async () => {
  const records = await marcRecordsAt("marc4j+marc4j/chinese_mangled_multibyte.mrc");
  for (const record of records) assert.notEqual(describe(record).title.text, "");
  assert.ok(records.length > 0);
});

test("a Uyghur book in Arabic script, with what is in Latin letters beside it", () => {
  const book = describe(
    aRecord(
      bookOf21,
      `008 200101s2019    cc            000 1 uig  
100 1 $6880-01$aOtkur, Abdurehim,$d1923-1995.
245 10$6880-02$aIz /$cAbdurehim Otkur.
880 1 $6100-01/(3/r$aئۆتكۈر، ئابدۇرېھىم،$d1923-1995.
880 10$6245-02/(3/r$aئىز /$cئابدۇرېھىم ئۆتكۈر.`,
    ),
  );
  assert.deepEqual(book.title, { text: "ئىز", romanised: "Iz" });
  assert.deepEqual(book.names[0]?.text, "ئۆتكۈر، ئابدۇرېھىم");
  assert.deepEqual([book.languages, book.year, book.names[0]?.dates], [["uig"], 2019, "1923-1995"]);
});

test("a novel of several volumes: number and name of the part, parallel title, translator, readers, wrong ISBN, Taiwan's class", () => {
  const book = describe(
    aRecord(
      bookOfChina,
      `001 012345
010   $a978-7-02-000220-7$b精装$dCNY59.70 (全3册)
010   $a7-02-000220-1
091   $aCN10019·3375
100   $a20200101d2008    ek y0chiy50      ea
101 1 $achi$crus
200 1 $a战争与和平$AZhan zheng yu he ping$h第一卷$i和平$d=Война и мир$e长篇小说$f(俄) 列夫·托尔斯泰著$g刘辽逸译$zrus
205   $a2版
210   $a[北京]$c人民文学出版社$d2008.5
225 2 $a名著名译丛书$v12
330   $a史诗。
454  0$12001 $aВойна и мир
606 0 $a长篇小说$y俄罗斯$z近代
681   $a880.57
690   $aI512.44$v4
701  1$c(俄)$a托尔斯泰$b列夫$g(Толстой, Лев)$f1828-1910$4著
702  0$a刘辽逸$4译
801  0$aCN$bNLC`,
    ),
  );
  assert.equal(book.title.text, "战争与和平. 第一卷, 和平 = Война и мир : 长篇小说");
  assert.equal(book.titleProper.text, "战争与和平. 第一卷, 和平");
  assert.equal(book.responsibility?.text, "(俄) 列夫·托尔斯泰著 ; 刘辽逸译");
  assert.deepEqual(
    book.otherTitles.map(({ kind, text }) => `${kind}: ${text}`),
    ["parallel: Война и мир", "original: Война и мир"],
  );
  assert.deepEqual(
    book.names.map(({ text, fuller, roles, dates }) => [text, fuller, roles, dates]),
    [
      ["托尔斯泰列夫", "Толстой, Лев", ["author"], "1828-1910"],
      ["刘辽逸", null, ["translator"], null],
    ],
  );
  assert.deepEqual(book.isbns, [
    { number: "9787020002207", isRight: true },
    { number: "7-02-000220-1", isRight: false },
  ]);
  assert.deepEqual(book.price, { said: "CNY59.70 (全3册)", fen: 5970 });
  assert.deepEqual(book.otherNumbers, [{ kind: "unified", number: "CN10019·3375" }]);
  assert.deepEqual(
    [book.audience, book.year, book.edition?.text, book.place?.text],
    ["any", 2008, "2版", "北京"],
  );
  assert.deepEqual([book.languages, book.originalLanguages], [["chi"], ["rus"]]);
  assert.deepEqual(book.classNumbers, [
    { scheme: "ccl", number: "880.57" },
    { scheme: "clc", number: "I512.44" },
  ]);
  assert.equal(book.workKey, "войнаимир/托尔斯泰列夫");
});

test("880 alone is read as what it stands for, and one that has the same number as another is not lost", () => {
  const book = describe(
    aRecord(
      bookOf21,
      `245 00$aShi ji.
700 1 $6880-01$aSima, Qian
880 10$6500-00$a附注
880 1 $6700-00$a裴駰
880 1 $6700-01$a司馬遷
880 1 $6700-01$a張守節`,
    ),
  );
  assert.deepEqual(
    book.names.map(({ text, romanised }) => [text, romanised]),
    [
      ["司馬遷", "Sima, Qian"],
      ["裴駰", null],
      ["張守節", null],
    ],
  );
  assert.deepEqual(book.notes, ["附注"]);
});

test("one work whatever edition: traditional or simplified, the name first or last, with article or without", () => {
  const keys = [
    "100 1 $aTwain, Mark,$d1835-1910.\n245 14$aThe adventures of Tom Sawyer /",
    "100 1 $aMark Twain\n245 10$aAdventures of Tom Sawyer",
    "100 1 $aTwain, Mark\n240 14$aThe adventures of Tom Sawyer.$lChinese\n245 10$a汤姆·索亚历险记",
    "245 04$aThe Adventures of Tom Sawyer.\n700 1 $aTwain, Mark.$eauthor",
  ].map((lines) => describe(aRecord(bookOf21, lines)).workKey);
  assert.deepEqual(new Set(keys), new Set(["adventuresoftomsawyer/marktwain"]));
  const [one, other] = ["史記", "史记"].map(
    (title) => describe(aRecord(bookOfChina, `200 1 $a${title}`)).workKey,
  );
  assert.equal(one, other);
});

test("what many books of one person are called together makes them no work", () => {
  const lines = "100 1 $aChekhov, Anton\n240 10$aPlays.$kSelections.$lEnglish\n245 10$aThree sisters";
  assert.equal(describe(aRecord(bookOf21, lines)).workKey, "threesisters/antonchekhov");
  const symphony = "100 1 $aMahler, Gustav\n240 10$aSymphonies,$nno. 5,$rC♯ minor\n245 10$aFünfte";
  assert.equal(describe(aRecord(bookOf21, symphony)).workKey, "symphoniesno5cminor/gustavmahler");
});

test("a count of characters to pass over that ends inside a word is not followed", () => {
  const key = (indicator: string, title: string) =>
    describe(aRecord(bookOf21, `245 0${indicator}$a${title}`)).titleKey;
  assert.equal(key("4", "The cat"), "cat");
  assert.equal(key("4", "Theatre"), "theatre");
  assert.equal(key("9", "A cat"), "acat");
});

test("a record without a title shows another of its titles, and one without any shows none", () => {
  const lines = "100 1 $aMozart\n240 10$aZauberflöte";
  assert.equal(describe(aRecord(bookOf21, lines)).title.text, "Zauberflöte");
  const { title, titleKey, workKey } = describe(aRecord(bookOf21, "100 1 $aMozart"));
  assert.deepEqual([title, titleKey, workKey], [{ text: "", romanised: null }, "", null]);
});

test("volumes of a title too long for the index keep keys of their own", () => {
  const key = (volume: string) =>
    describe(aRecord(bookOfChina, `200 1 $a${"中国".repeat(300)}$h${volume}`)).titleKey;
  assert.equal(key("1").length, 200);
  assert.notEqual(key("1"), key("2"));
});

test("a record is known by agency and number; without either by nothing", () => {
  const key = (lines: string) => describe(aRecord(bookOf21, lines)).controlKey;
  assert.equal(key("001  ocm0001 \n003 OCoLC"), "ocolc:ocm0001");
  assert.equal(key("001 1"), null);
  assert.equal(key("003 DLC"), null);
});

test("nothing that a record says turns the line it is shown in", () => {
  const turned = (text: string) => `\u202e\u2067${text}\u2069\u202c`;
  const of = (tag: string, codes: string) =>
    `${tag}   ${[...codes].map((code) => `$${code}${turned(`字${code}`)}`).join("")}`;
  const marc21 = describe(
    aRecord(
      bookOf21,
      [
        `020   $a978-7-02-000220-7$c${turned("68.00元")}`,
        of("100", "acdeq"),
        of("245", "abcnp"),
        of("246", "a"),
        of("250", "ab"),
        of("260", "abc"),
        of("300", "abc"),
        of("490", "av"),
        of("500", "a"),
        of("505", "a"),
        of("520", "a"),
        of("650", "axz"),
        of("700", "ade"),
        of("710", "abe"),
        of("830", "av"),
      ].join("\n"),
    ),
  );
  const unimarc = describe(
    aRecord(
      bookOfChina,
      [
        `010   $a978-7-02-000220-7$d${turned("CNY68.00")}`,
        of("200", "aefgi"),
        of("205", "a"),
        of("210", "acd"),
        of("215", "acde"),
        of("225", "av"),
        of("300", "a"),
        of("330", "a"),
        of("606", "ax"),
        of("701", "af4"),
      ].join("\n"),
    ),
  );
  for (const said of [marc21, unimarc]) {
    assert.ok(JSON.stringify(said).includes("字a"));
    assert.deepEqual(JSON.stringify(said).match(/"[^"]*[\u202a-\u202e\u2066-\u2069][^"]*"/g), null);
  }
});
