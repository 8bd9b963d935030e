/** What kind of thing it is, for who wants "a film" or "a map". */
import type { Flavour, MarcRecord } from "#libs/marc";
import type { Draft, Reader, Readers } from "./reading.ts";
import { joined } from "./texts.ts";

export type Form =
  | "book"
  | "serial"
  | "electronic"
  | "large-print"
  | "braille"
  | "manuscript"
  | "map"
  | "score"
  | "music"
  | "speech"
  | "video"
  | "picture"
  | "object"
  | "mixed"
  | "other";

/** Leader/06. */
const byType: Record<Flavour, Record<string, Form>> = {
  marc21: {
    a: "book",
    t: "manuscript",
    c: "score",
    d: "score",
    e: "map",
    f: "map",
    g: "video",
    i: "speech",
    j: "music",
    k: "picture",
    m: "electronic",
    o: "mixed",
    p: "mixed",
    r: "object",
  },
  unimarc: {
    a: "book",
    b: "manuscript",
    c: "score",
    d: "score",
    e: "map",
    f: "map",
    g: "video",
    i: "speech",
    j: "music",
    k: "picture",
    l: "electronic",
    m: "mixed",
    r: "object",
  },
};

/** Form of item: 008/23 of text in MARC 21, 106$a of UNIMARC. */
const byItem: Record<Flavour, Record<string, Form>> = {
  marc21: { d: "large-print", f: "braille", o: "electronic", q: "electronic", s: "electronic" },
  unimarc: { d: "large-print", f: "braille", s: "electronic" },
};

/** Words in 245$h, 200$b and 337$a, where no code says it. */
const electronic =
  /electronic resource|online resource|电子资源|電子資源|ressource électronique|электронный ресурс/i;

const material =
  (read: (text: string) => string): Reader =>
  (draft, field) => {
    draft.material.push(field.tag + read(field.value ?? field.get("a") ?? ""));
  };

/** Where it is there twice, the one that says more. */
function coded(draft: Draft, said: string): void {
  if (said.replaceAll(" ", "").length > draft.coded.replaceAll(" ", "").length) draft.coded = said;
}

export const formReaders: Readers = {
  marc21: {
    "007": material((text) => text.slice(0, 2)),
    "008": (draft, field) => {
      coded(draft, field.value ?? "");
    },
    "338": (draft, field) => {
      draft.formSaid += ` ${joined(field, "ab")}`;
    },
  },
  unimarc: {
    "100": (draft, field) => {
      coded(draft, field.get("a") ?? "");
    },
    "106": material((text) => text),
    "135": material((text) => text),
  },
};

export function formOf({ flavour, leader, coded, material, formSaid }: Draft): Form {
  const form = byType[flavour][leader[6] ?? ""] ?? "other";
  if (form !== "book" && form !== "manuscript") return form;
  const item = flavour === "marc21" ? coded[23] : material.find((one) => one.startsWith("106"))?.[3];
  const made = byItem[flavour][item ?? ""];
  if (made) return made;
  const isElectronic = material.some((one) => one.startsWith("007cr") || one.startsWith("135"));
  if (isElectronic || (formSaid !== "" && electronic.test(formSaid))) return "electronic";
  return isSerial({ flavour, leader }) ? "serial" : form;
}

/** Goes on, in issues or by being changed, of whatever material. */
export const isSerial = ({ flavour, leader }: Pick<MarcRecord, "flavour" | "leader">): boolean =>
  serialLevels[flavour].includes(leader[7] ?? "-");

/** Leader/07: a serial, what goes on being changed, in MARC 21 a part of a serial. */
const serialLevels: Record<Flavour, string> = { marc21: "bis", unimarc: "is" };
