/** For whom it is made: 008/22 of MARC 21, 100$a/17–19 of UNIMARC. */
import type { Draft } from "./reading.ts";

/** `any`: everybody, several of these, or not said. */
export type Audience = "children" | "young" | "adult" | "any";

const marc21: Record<string, Audience> = {
  a: "children",
  b: "children",
  c: "children",
  j: "children",
  d: "young",
  e: "adult",
  f: "adult",
};
const unimarc: Record<string, Audience> = {
  a: "children",
  b: "children",
  c: "children",
  d: "children",
  e: "young",
  k: "adult",
  m: "adult",
};

/** MARC 21 says it of books, music, computer files and what is looked at; elsewhere the place means something else. */
const saysIt = (leader: string) => /^......[acdgijkmort][^bis]/.test(leader);

export function audienceOf({ flavour, leader, coded }: Draft): Audience {
  if (flavour === "marc21") return saysIt(leader) ? (marc21[coded[22] ?? ""] ?? "any") : "any";
  const said = new Set([...coded.slice(17, 20)].flatMap((code) => unimarc[code] ?? []));
  const [one] = said;
  return said.size === 1 && one ? one : "any";
}
