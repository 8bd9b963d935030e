import { STREETS } from "../places-streets.ts";
import type { DemoOrganisation } from "../types.ts";
import { COMMUNITIES } from "./divisions.ts";

export interface Enterprise {
  readonly key: string;
  readonly label: string;
  readonly name: string;
  readonly name_en: string;
  /** Districts in which its people live. */
  readonly districts: readonly string[];
}

/** Whose retired workers have stations of their own. No firm of these names exists. */
export const ENTERPRISES: readonly Enterprise[] = [
  {
    key: "enterprise-oil",
    label: "caiyou",
    name: "采油企业离退休管理中心",
    name_en: "Oil Production Retirees' Office",
    districts: ["650203"],
  },
  {
    key: "enterprise-drilling",
    label: "zuantan",
    name: "钻探企业离退休管理中心",
    name_en: "Drilling Retirees' Office",
    districts: ["650204", "650205"],
  },
  {
    key: "enterprise-refinery",
    label: "lianhua",
    name: "炼化企业离退休管理中心",
    name_en: "Refinery Retirees' Office",
    districts: ["650202"],
  },
];

export const schoolKey = (street: string, n: number) => `school-${street}-${n + 1}`;
const SCHOOLS = [
  ["第一小学", "No. 1 Primary School"],
  ["第二小学", "No. 2 Primary School"],
  ["中学", "Middle School"],
] as const;

/** Subdistricts where families live: those with schools. */
export const HOME_STREETS = STREETS.filter(({ kind, corps, area }) => !kind && !corps && area !== "wuwu");

/** A residents' committee for every community, the enterprises and the schools. `known`: organisations that are there. */
export function moreOrganisations(known: readonly DemoOrganisation[]): DemoOrganisation[] {
  const paths = new Map(known.map(({ key, path }) => [key, path]));
  const made = (one: Omit<DemoOrganisation, "demo" | "path">): DemoOrganisation => ({
    demo: true,
    ...one,
    path: `${paths.get(one.parent ?? "") ?? "?"}${one.label}.`,
  });
  return [
    ...ENTERPRISES.map(({ districts, ...one }) =>
      made({ ...one, parent: "city", kind: "enterprise", division: districts[0] ?? "650200" }),
    ),
    ...HOME_STREETS.flatMap(({ code, short, short_en }) =>
      SCHOOLS.map(([school, school_en], n) =>
        made({
          key: schoolKey(code, n),
          label: `xx-${code}-${n + 1}`,
          parent: `bureau-${code.slice(0, 6)}`,
          kind: "school",
          division: code,
          name: stem(short) + school,
          name_en: `${stem(short_en)} ${school_en}`,
        }),
      ),
    ),
    ...COMMUNITIES.filter(({ code }) => !paths.has(`community-${code}`)).map((one) =>
      made({
        key: `community-${one.code}`,
        label: one.code,
        parent: `street-${one.street}`,
        kind: one.corps ? "corps" : one.kind === "village" ? "village" : "community",
        division: one.code,
        name: one.kind === "settlement" || one.corps ? one.name : one.official,
        name_en: one.kind === "village" ? `${one.name_en} Villagers' Committee` : `${one.name_en} Committee`,
      }),
    ),
  ];
}

/** 天山路街道 → 天山路: what a school or a post is called after. */
export const stem = (street: string) => street.replace(/(街道| Subdistrict)$/, "");
