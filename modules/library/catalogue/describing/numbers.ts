/** Numbers that things are known by: ISBN, ISSN, 统一书号, those of agencies and publishers. */
import type { Field } from "#libs/marc";
import type { OtherNumber } from "./description.ts";
import { priceOf } from "./price.ts";
import type { Draft, Reader, Readers } from "./reading.ts";
import { isbn13, issnOf } from "./standard-numbers.ts";
import { trimmed } from "./texts.ts";

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
