import file from "../../karamay/divisions.json" with { type: "json" };
import type { Area } from "../place-row.ts";
import { STREETS } from "../places-streets.ts";

export interface Community {
  readonly code: string;
  readonly street: string;
  /** As the list has it. */
  readonly official: string;
  /** As a place is called after it: `城南社区`, `一三六团一连`. */
  readonly name: string;
  readonly name_en: string;
  readonly kind: "community" | "village" | "settlement";
  readonly corps: boolean;
  readonly area: Area;
}

const REGIMENTS: Readonly<Record<string, readonly [name: string, name_en: string]>> = {
  "650203506": ["一二九团", "Regiment 129"],
  "650203530": ["一三六团", "Regiment 136"],
  "650205509": ["一三七团", "Regiment 137"],
};

/** The statistical community of a subdistrict that has no other. */
const STATISTICAL = "650203006498";

const KINDS: Readonly<Record<string, Community["kind"]>> = { 社区: "community", 村: "village" };

/** All 152 communities, villages and settlements, street by street. */
export const COMMUNITIES: readonly Community[] = file.divisions
  .filter(({ level }) => level === "community")
  .map((division): Community => {
    const street = STREETS.find(({ code }) => division.code.startsWith(code));
    if (!street) throw new Error(`${division.code} lies in no street of the demo`);
    const regiment = REGIMENTS[street.code];
    const [name, name_en] =
      division.code === STATISTICAL
        ? ["五五新镇社区", "Wuwu New Town Community"]
        : [
            division.short.replace(/居委会$/, "社区").replace(/生活区$/, ""),
            division.name_en.replace(/ Settlement$/, ""),
          ];
    return {
      code: division.code,
      street: street.code,
      official: division.code === STATISTICAL ? `${name}居委会` : division.name,
      name: `${regiment?.[0] ?? ""}${name}`,
      name_en: `${regiment ? `${regiment[1]} ` : ""}${name_en}`,
      kind: KINDS[division.kind] ?? "settlement",
      corps: regiment !== undefined,
      area: street.area,
    };
  });
