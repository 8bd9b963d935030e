import assert from "node:assert/strict";
import { test } from "node:test";
import { aRecord } from "../../testing.ts";
import { describe } from "../describing/describe.ts";
import { bibtexOf } from "./bibtex.ts";
import { gbt7714 } from "./gbt7714.ts";
import { risOf } from "./ris.ts";

const url = "https://culture.example.org/catalogue/7";
const book = "00000nam a2200000 i 4500";
const saidIn = (lines: string, leader = book) => describe(aRecord(leader, lines));
const cited = (lines: string, leader = book) => gbt7714(saidIn(lines, leader), { url, on: "2026-11-30" });

test("names in Latin and Cyrillic letters stand as the standard wants them, with no comma inside", () => {
  const lines = `100 1 $aEngelbrecht, J. C. R.,$eauthor
245 10$aMagnetic flux
700 1 $aHarman, F. J. N.
260   $aLondon$bWiley$c2001`;
  assert.equal(cited(lines), "ENGELBRECHT J C R, HARMAN F J N. Magnetic flux[M]. London: Wiley, 2001.");
  const nameOf = (line: string) => cited(`${line}\n245 10$aT`).replace(". T[M].", "");
  for (const [line, name] of [
    ["100 1 $aWilliams-Ellis, Amabel", "WILLIAMS-ELLIS A"],
    ["100 1 $aSartre, Jean-Paul,$d1905-1980", "SARTRE J P"],
    ["100 0 $aVoltaire", "VOLTAIRE"],
    ["100 0 $aJohn Paul$bII,$cPope", "JOHN PAUL II"],
    ["100 1 $aO'Brien, Flann", "O'BRIEN F"],
    ["100 1 $aИльина, Татьяна Николаевна", "ИЛЬИНА Т Н"],
    ["100 1 $aרצבי, שלום", "רצבי שלום"],
    ["100 1 $a曹雪芹", "曹雪芹"],
    ["110 2 $aFood and Agriculture Organization, Rome.", "Food and Agriculture Organization, Rome"],
  ] as const)
    assert.equal(nameOf(line), name);
});

test("what is read on line is cited with the day and the address, a serial with its years", () => {
  const online = "007 cr |||||||||||\n245 10$a电子书\n260   $a北京$b某社$c2020";
  assert.equal(cited(online), `电子书[M/OL]. 北京: 某社, 2020[2026-11-30]. ${url}.`);
  assert.equal(
    cited(`${online}\n856 40$uhttps://example.org/b.pdf`),
    "电子书[M/OL]. 北京: 某社, 2020[2026-11-30]. https://example.org/b.pdf.",
  );
  const serial = (dates: string) =>
    cited(
      `008 010221${dates}cc ar p       0  | 0chi d\n245 00$a学报\n260   $a北京$b某社$c1984-`,
      "00000nas a2200000 i 4500",
    );
  assert.equal(serial("c19849999"), "学报[J]. 北京: 某社, 1984-.");
  assert.equal(serial("d19841999"), "学报[J]. 北京: 某社, 1984-1999.");
});

test("who plays or directs has written nothing; who edited stands where nobody wrote", () => {
  const film = `245 10$a窃听风云
700 1 $a麦兆辉$edirector
700 1 $a刘青云$eactor
700 1 $a无职责`;
  const leader = "00000ngm a2200000 i 4500";
  assert.equal(cited(film, leader), "窃听风云[Z].");
  const said = saidIn(film, leader);
  assert.doesNotMatch(bibtexOf(said, { key: "k", url }), /author/);
  assert.doesNotMatch(risOf(said, url), /^AU /m);
  assert.equal(cited("245 10$a论文集\n700 1 $a王某$e主编"), "王某. 论文集[M].");
  assert.equal(cited("100 1 $a李某$e著\n245 10$a论文集\n700 1 $a王某$e主编"), "李某. 论文集[M].");
});

test("no full stop stands twice, and no mark of direction turns a citation round", () => {
  assert.equal(
    cited("100 1 $a崔 逹坤．\n245 10$a北韓 法令集\n250   $a再版．\n260   $aソウル$b大陸 硏究所．"),
    "崔 逹坤. 北韓 法令集[M]. 再版. ソウル: 大陸 硏究所.",
  );
  const said = saidIn("100 1 $a\u202eAuthor\n245 10$a坏\u202e人\n520   $a\u2067摘要\u200f");
  for (const text of [gbt7714(said, { url, on: "" }), bibtexOf(said, { key: "k", url }), risOf(said, url)])
    assert.doesNotMatch(text, /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/);
});

test("BibTeX reads a family name before a comma; a body stands in braces of its own", () => {
  const said = saidIn("100 1 $aEngelbrecht, J. C. R.\n710 2 $aFood and Agriculture Organization\n245 10$aT");
  assert.match(
    bibtexOf(said, { key: "k", url }),
    /author = \{Engelbrecht, J\. C\. R\. and \{Food and Agriculture Organization\}\}/,
  );
});
