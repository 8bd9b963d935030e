/** Class numbers with their scheme. */
import type { Field } from "#libs/marc";
import type { ClassScheme } from "./description.ts";
import type { Reader, Readers } from "./reading.ts";
import { trimmed } from "./texts.ts";

/** Codes of $2 (MARC Code List for Classification Schemes), and how Chinese records write it. */
const sources: [RegExp, ClassScheme][] = [
  [/^(clc|cct|中图)/i, "clc"],
  [/^(cslc|科图)/i, "las"],
  [/^(人大)/, "ruc"],
  [/^(ncsclt|ccl|赖)/i, "ccl"],
  [/^(ddc)/i, "ddc"],
  [/^(lcc)/i, "lcc"],
  [/^(udc)/i, "udc"],
];

const sourceOf = (field: Field): ClassScheme => {
  const said = field.get("2") ?? "";
  return sources.find(([pattern]) => pattern.test(said))?.[1] ?? "other";
};

const classes =
  (scheme: ClassScheme | null): Reader =>
  (draft, field) => {
    for (const { code, value } of field.subfields) {
      // Dewey marks with strokes and primes where a number may be cut.
      const number = code === "a" ? trimmed(scheme === "ddc" ? value.replace(/[/'’]/g, "") : value) : "";
      if (number === "" || number.length > 60) continue;
      const of = scheme ?? sourceOf(field);
      if (!draft.said.classNumbers.some((one) => one.scheme === of && one.number === number))
        draft.said.classNumbers.push({ scheme: of, number });
    }
  };

/** 093–095 is where Chinese libraries put their schemes in MARC 21; 681 is Taiwan's own in its CMARC. */
export const classReaders: Readers = {
  marc21: {
    "050": classes("lcc"),
    "060": classes("nlm"),
    "080": classes("udc"),
    "082": classes("ddc"),
    "084": classes(null),
    "090": classes("lcc"),
    "093": classes("clc"),
    "094": classes("las"),
    "095": classes("ruc"),
  },
  unimarc: {
    "675": classes("udc"),
    "676": classes("ddc"),
    "680": classes("lcc"),
    "681": classes("ccl"),
    "686": classes(null),
    "690": classes("clc"),
    "692": classes("las"),
    "694": classes("ruc"),
  },
};
