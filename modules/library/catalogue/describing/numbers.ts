/** Numbers that things are known by: ISBN, ISSN, 统一书号, those of agencies and publishers. */
import type { Field } from "#libs/marc";
import type { OtherNumber } from "./description.ts";
import { priceOf } from "./price.ts";
import type { Draft, Reader, Readers } from "./reading.ts";
import { trimmed } from "./texts.ts";

/** 13 digits of what an ISBN begins with (ISO 2108), 10 or 13 digits long with hyphens or without; null where the check digit is wrong. */
export function isbn13(text: string): string | null {
  const said = text.normalize("NFKC").toUpperCase();
  const found = joinedByHyphens.exec(said) ?? joinedByBlanks.exec(said);
  const digits = (found?.[1] ?? "").replace(/[^0-9X]/g, "");
  if (/^97[89][0-9]{10}$/.test(digits)) return checkOf(digits) === digits[12] ? digits : null;
  // Before 1970 nine digits, of English books.
  const ten = /^[0-9]{8}[0-9X]$/.test(digits) ? `0${digits}` : digits;
  if (!/^[0-9]{9}[0-9X]$/.test(ten)) return null;
  let sum = 0;
  for (let n = 0; n < 10; n++) sum += (10 - n) * (ten[n] === "X" ? 10 : Number(ten[n]));
  if (sum % 11 !== 0) return null;
  const made = `978${ten.slice(0, 9)}`;
  return made + checkOf(made);
}

const joinedByHyphens = /^\D*(\d[\d\-‐–.]{7,15}[\dX])(?!\d)/;
const joinedByBlanks = /^\D*(\d[\d\-‐–. ]{7,15}[\dX])(?!\d)/;

/** The thirteenth digit. */
function checkOf(digits: string): string {
  let sum = 0;
  for (let n = 0; n < 12; n++) sum += (n % 2 === 0 ? 1 : 3) * Number(digits[n]);
  return String((10 - (sum % 10)) % 10);
}

/** `1234-567X`, or null where the check digit is wrong (ISO 3297). */
export function issnOf(text: string): string | null {
  const [, left = "", right = ""] =
    /(?<!\d)(\d{4})[-‐– ]?(\d{3}[\dX])(?!\d)/.exec(text.normalize("NFKC").toUpperCase()) ?? [];
  const digits = left + right;
  if (digits.length !== 8) return null;
  let sum = 0;
  for (let n = 0; n < 8; n++) sum += (8 - n) * (digits[n] === "X" ? 10 : Number(digits[n]));
  return sum % 11 === 0 ? `${left}-${right}` : null;
}

const isbn =
  (priceCode: string): Reader =>
  (draft, field) => {
    for (const { code, value } of field.subfields) {
      const said = trimmed(value);
      if (said === "") continue;
      if (code === priceCode) draft.said.price ??= priceOf(said);
      else if (code === "a" || code === "z") addIsbn(draft, said, code === "a");
    }
  };

/** $z is one that was printed and is wrong, or of another edition: found by it, but nobody is known by it. */
function addIsbn(draft: Draft, said: string, isOwn: boolean): void {
  const right = isOwn ? isbn13(said) : null;
  const number = right ?? said.slice(0, 60);
  if (!draft.said.isbns.some((one) => one.number === number))
    draft.said.isbns.push({ number, isRight: right !== null });
}

const issn: Reader = (draft, field) => {
  const number = issnOf(field.get("a") ?? field.get("y") ?? "");
  if (number && !draft.said.issns.includes(number)) draft.said.issns.push(number);
};

const number =
  (kind: OtherNumber["kind"], read = (field: Field) => field.all("a")): Reader =>
  (draft, field) => {
    for (const one of read(field)) {
      const said = trimmed(one);
      if (said !== "" && said.length <= 100) draft.said.otherNumbers.push({ kind, number: said });
    }
  };

export const numberReaders: Readers = {
  marc21: {
    "001": (draft, field) => {
      draft.said.controlNumber ??= field.value?.trim() || null;
    },
    "003": (draft, field) => {
      draft.said.agency ??= field.value?.trim() || null;
    },
    "010": number("lccn"),
    "015": number("national"),
    "020": isbn("c"),
    "022": issn,
    "024": number("standard"),
    "028": number("publisher"),
    "035": number("system"),
  },
  unimarc: {
    "001": (draft, field) => {
      draft.said.controlNumber ??= field.value?.trim() || null;
    },
    "010": isbn("d"),
    "011": issn,
    "013": number("standard"),
    "020": number("national", (field) => field.all("b")),
    "035": number("system"),
    "071": number("publisher"),
    "091": number("unified"),
    "801": (draft, field) => {
      const agency = field.get("b")?.trim();
      if (agency && !draft.agencies.has(field.indicators[1])) draft.agencies.set(field.indicators[1], agency);
    },
  },
};

/** UNIMARC names agencies by what they did: 3 gave the record out, 0 made it. */
export function agencyOf({ said, agencies }: Draft): string | null {
  return said.agency ?? agencies.get("3") ?? agencies.get("0") ?? [...agencies.values()][0] ?? null;
}
