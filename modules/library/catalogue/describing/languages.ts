/** Languages as ISO 639-2 codes, the bibliographic ones, which MARC uses. */
import type { Field } from "#libs/marc";
import type { Draft, Readers } from "./reading.ts";

/** Terminological codes, and codes that MARC has given up, as they are now. */
const now: Record<string, string> = Object.fromEntries(
  [
    "zho chi fra fre deu ger ces cze nld dut ell gre fas per hye arm isl ice kat geo mkd mac mri mao msa may mya bur",
    "ron rum slk slo sqi alb bod tib cym wel eus baq scr hrv scc srp cam khm esp epo eth gez far fao fri fry gag glg",
    "gua grn int ina iri gle lan oci lap smi mla mlg max glv mol rum sao smo gae gla sho sna snh sin sso sot swz ssw",
    "tag tgl taj tgk tar tat tru chk tsw tsn uzb uzb",
  ]
    .join(" ")
    .match(/\S+ \S+/g)
    ?.map((pair) => pair.split(" ")) ?? [],
);

/** Said where none is told: undetermined, several, no words, and what else is no language. */
const none = new Set(["und", "mul", "zxx", "mis", "xxx", "n/a"]);

/** Codes may be packed: "engfre" is two. Those of other lists are left out. */
export function languagesIn(text: string): string[] {
  const packed = text.trim().toLowerCase();
  if (!/^([a-z]{3}[ ,;/]*)+$/.test(packed)) return [];
  const codes = packed.match(/[a-z]{3}/g) ?? [];
  return codes.map((code) => now[code] ?? code).filter((code) => !none.has(code));
}

/** `$2` names another list of codes. */
function from(field: Field, codes: string): string[] {
  const list = field.get("2");
  if (list !== null && /iso ?639-[13]|rfc/i.test(list)) return [];
  return field.subfields.flatMap(({ code, value }) => (codes.includes(code) ? languagesIn(value) : []));
}

export const languageReaders: Readers = {
  marc21: {
    // Text or sung, spoken; not of abstracts and subtitles.
    "041": (draft, field) => {
      add(draft.said.languages, from(field, "ad"));
      add(draft.said.originalLanguages, from(field, "h"));
    },
  },
  unimarc: {
    "101": (draft, field) => {
      add(draft.said.languages, from(field, "a"));
      add(draft.said.originalLanguages, from(field, "c"));
    },
  },
};

function add(to: string[], codes: readonly string[]): void {
  for (const code of codes) if (!to.includes(code)) to.push(code);
}

/** The code in 008/35–37 comes first; UNIMARC has none there. */
export function settledLanguages({ flavour, coded, said: { languages } }: Draft): string[] {
  const first = flavour === "marc21" ? languagesIn(coded.slice(35, 38)) : [];
  return [...new Set([...first, ...languages])];
}
