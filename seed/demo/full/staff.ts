import type { Chance } from "../chance.ts";
import { nameFor } from "../names.ts";
import { peopleBy } from "../people.ts";
import { STREETS } from "../places-streets.ts";
import type { DemoOnePersonRule, DemoOrganisation, DemoStaff } from "../types.ts";
import { COMMUNITIES } from "./divisions.ts";
import { ENTERPRISES } from "./organisations.ts";

const MANAGERS: Readonly<Record<string, string>> = {
  "650202": "dz-manager",
  "650203": "kq-manager",
  "650204": "bj-manager",
  "650205": "wh-manager",
};

/** One person for every station of a street and every centre of a community that has nobody yet, and one for each enterprise. */
export function moreStaff(
  random: Chance,
  known: { staff: readonly DemoStaff[]; organisations: readonly DemoOrganisation[] },
): { staff: DemoStaff[]; onePersonRules: DemoOnePersonRule[] } {
  const held = new Map(
    known.staff.flatMap(({ login, grants }) =>
      grants.flatMap(({ role, organisation }) =>
        role === "manager" ? [[organisation, login] as const] : [],
      ),
    ),
  );
  const names = new Map(known.organisations.map(({ key, name, name_en }) => [key, { name, name_en }]));
  const alone = (organisation: string, login: string): DemoStaff => {
    const { name, name_en } = names.get(organisation) ?? { name: "", name_en: "" };
    return {
      demo: true,
      key: `staff-${login}`,
      login,
      name: nameFor(random, peopleBy(random), random.hits(0.6) ? "f" : "m", random.whole(24, 56)),
      duty: `${name}：一个人的站点`,
      duty_en: `${name_en}: one person does everything`,
      grants: (["manager", "editor", "clerk"] as const).map((role) => ({ role, organisation })),
    };
  };
  const streets = STREETS.filter(({ code }) => !held.has(`street-${code}`)).map(({ code }) =>
    alone(`street-${code}`, streetLogin(code)),
  );
  for (const { login, grants } of streets) held.set(grants[0]?.organisation ?? "", login);
  const communities = COMMUNITIES.filter(({ code }) => !held.has(`community-${code}`)).map(({ code }) =>
    alone(`community-${code}`, communityLogin(code)),
  );
  const enterprises = ENTERPRISES.map(({ key, label }) => {
    const one = alone(key, enterpriseLogin(label));
    return { ...one, duty: names.get(key)?.name ?? "", duty_en: names.get(key)?.name_en ?? "" };
  });
  const rule = (organisation: string, setBy: string): DemoOnePersonRule => ({
    demo: true,
    key: `alone-${organisation}`,
    organisation,
    setBy,
    reason: `${names.get(organisation)?.name ?? ""}只有一名专干`,
  });
  return {
    staff: [...streets, ...communities, ...enterprises],
    onePersonRules: [...streets, ...communities].map(({ grants }) => {
      const organisation = grants[0]?.organisation ?? "";
      const code = organisation.replace(/^\w+-/, "");
      const above = held.get(`street-${code.slice(0, 9)}`) ?? "";
      return rule(organisation, code.length === 9 ? (MANAGERS[code.slice(0, 6)] ?? "") : above);
    }),
  };
}

/** `jd` 街道, `sq` 社区, `qy` 企业, and the code or label. */
const streetLogin = (code: string) => `jd${code}`;
const communityLogin = (code: string) => `sq${code}`;
export const enterpriseLogin = (label: string) => `qy-${label}`;
