/** The year in which something came out, from the dates in code and the date as said. */
import type { Flavour } from "#libs/marc";
import { chineseNumber } from "#platform/search";

interface Years {
  year: number | null;
  /** Of what came out over years; null for one year, or going on. */
  lastYear: number | null;
}

/** Where the type of date and the two dates stand: 008/06–14, 100$a/08–16. */
const places: Record<Flavour, number> = { marc21: 6, unimarc: 8 };

/** Types whose second date ends what the first begins; of the others it is the copyright, the original … */
const spans: Record<Flavour, string> = { marc21: "cdikmqu", unimarc: "abcfgj" };
/** BC and unknown. */
const undated: Record<Flavour, string> = { marc21: "bn", unimarc: "u" };

/** The coded date is taken where it is a whole year; else what stands in words. */
export function yearsOf(flavour: Flavour, coded: string, said: string | null): Years {
  const at = places[flavour];
  const type = coded[at] ?? " ";
  const year = undated[flavour].includes(type) ? null : yearOf(coded.slice(at + 1, at + 5));
  if (year === null) return { year: said === null ? null : yearSaid(said), lastYear: null };
  const last = spans[flavour].includes(type) ? yearOf(coded.slice(at + 5, at + 9)) : null;
  return { year, lastYear: last !== null && last > year ? last : null };
}

/** From the first printed books to the end of this century: beyond are other calendars and slips of the hand. */
const isYear = (year: number) => year >= 800 && year < 2100;

function yearOf(digits: string): number | null {
  return /^\d{4}$/.test(digits) && isYear(Number(digits)) ? Number(digits) : null;
}

/**
 * The year in a date as cataloguers write it: "[2001?]", "c1998", "1994.5", "康熙五十年 [1711]", "民国23年". Null where a digit is left
 * open ("199-?"). Of two the one that is put right ("1899 [i.e. 1989]"), or that of our calendar ("1372 [1993]").
 */
export function yearSaid(date: string): number | null {
  const text = date.normalize("NFKC");
  const corrected = /(?:i\. ?e\.|即|实为)\s*(\d{4})(?!\d)/i.exec(text)?.[1];
  if (corrected) return yearOf(corrected);
  const years = [...text.matchAll(/(?<!\d)\d{4}(?!\d)/g)].flatMap(([one]) => yearOf(one) ?? []);
  const era = yearOfEra(text);
  const [first, second] = years;
  if (first === undefined) return era ?? yearInCharacters(text);
  return first < 1500 && second !== undefined && second > first ? second : first;
}

/** The year before the first of eras that books are dated by. */
const eras: Record<string, number> = {
  民国: 1911,
  民國: 1911,
  宣统: 1908,
  宣統: 1908,
  光绪: 1874,
  光緒: 1874,
  同治: 1861,
  咸丰: 1850,
  咸豐: 1850,
  道光: 1820,
  嘉庆: 1795,
  嘉慶: 1795,
  乾隆: 1735,
  雍正: 1722,
  康熙: 1661,
  顺治: 1643,
  順治: 1643,
  明治: 1867,
  大正: 1911,
  昭和: 1925,
  平成: 1988,
  令和: 2018,
};
const inEra = new RegExp(
  `(${Object.keys(eras).join("|")})[\\s\\])]*(元|\\d{1,3}|[〇零一二三四五六七八九十百]+)`,
);

function yearOfEra(text: string): number | null {
  const [, era = "", count = ""] = inEra.exec(text) ?? [];
  const before = eras[era];
  if (before === undefined) return null;
  const number = count === "元" ? 1 : Number(count) || (chineseNumber([...count])?.value ?? 0);
  const year = before + number;
  return number > 0 && isYear(year) ? year : null;
}

/** 一九九四年. */
function yearInCharacters(text: string): number | null {
  const said = /[一二][〇零○一二三四五六七八九]{3}(?=年|$)/.exec(text)?.[0];
  return said ? yearOf(String(chineseNumber([...said.replaceAll("○", "〇")])?.value ?? "")) : null;
}
