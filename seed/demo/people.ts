import type { Temporal } from "temporal-polyfill";
import type { Chance } from "./chance.ts";
import { familyOf, nameFor } from "./names.ts";
import type { DemoRelation, DemoResident, Language } from "./types.ts";

type People = DemoResident["people"];

const COUNT = 200;
const CHILDREN = 29; // 14.4 % under 15, as in the census of 2020
const OLDER = 28; // 14.0 % sixty and over
const HELPERS = 12;

/** Communities the demo people live in, more often the larger districts. */
const HOMES = [
  ...[
    "650203007006",
    "650203003008",
    "650203002009",
    "650203001001",
    "650203004003",
    "650203001020",
    "650203002001",
  ],
  ...["650203007006", "650203003008", "650203004003", "650203002001", "650203003021", "650203007005"],
  ...[
    "650202003008",
    "650202001002",
    "650202002001",
    "650204001001",
    "650204001007",
    "650204003001",
    "650205100200",
  ],
];

export const LANGUAGES: Record<People, readonly Language[]> = {
  han: ["zh-CN"],
  uyghur: ["zh-CN", "ug", "ug"],
  kazakh: ["zh-CN", "kk-Arab"],
  hui: ["zh-CN"],
  mongol: ["zh-CN"],
  russian: ["ru", "zh-CN"],
};

/** Two hundred residents of all ages and peoples, children with a guardian, some older people with a helper. */
export function people(
  random: Chance,
  today: Temporal.PlainDate,
): { residents: DemoResident[]; relations: DemoRelation[] } {
  const residents: DemoResident[] = [];
  const relations: DemoRelation[] = [];
  const used = new Set<string>();
  let phones = 0;

  const add = (
    age: number,
    about: Partial<Pick<DemoResident, "people" | "division">>,
    family?: string,
    phone = true,
  ) => {
    const kind = about.people ?? peopleBy(random);
    const sex = random.hits(0.5) ? "f" : "m";
    let name = nameFor(random, kind, sex, age, family);
    for (let tries = 0; used.has(name) && tries < 20; tries++) name = nameFor(random, kind, sex, age, family);
    used.add(name);
    const resident: DemoResident = {
      demo: true,
      key: `resident-${String(residents.length + 1).padStart(3, "0")}`,
      name,
      people: kind,
      sex,
      born: today.subtract({ years: age, days: random.whole(1, 360) }).toString(),
      phone: phone ? `+86199000${String(++phones).padStart(5, "0")}` : null,
      level: age < 15 ? 1 : levelBy(random),
      language: random.one(LANGUAGES[kind]),
      division: about.division ?? random.one(HOMES),
    };
    residents.push(resident);
    return resident;
  };

  const grownUps = COUNT - CHILDREN - OLDER;
  for (let i = 0; i < grownUps; i++) add(random.whole(15, 58), {});
  const olderPeople = Array.from({ length: OLDER }, (_, i) =>
    add(random.whole(60, 88), {}, undefined, i % 4 !== 0),
  );

  const parents = residents.filter((r) => between(r, today, 26, 48));
  for (let i = 0; i < CHILDREN; i++) {
    const parent = random.one(parents);
    const family = familyOf(parent) ?? undefined;
    const child = add(
      random.whole(3, 14),
      { people: parent.people, division: parent.division },
      family,
      false,
    );
    relations.push({
      demo: true,
      kind: "guardian",
      agent: parent.key,
      ward: child.key,
      since: since(random, today),
    });
  }

  const helpers = residents.filter((r) => between(r, today, 22, 58) && r.phone !== null);
  // those without a telephone first: they need somebody most
  const helped = olderPeople
    .toSorted((a, b) => Number(a.phone !== null) - Number(b.phone !== null))
    .slice(0, HELPERS);
  for (const ward of helped) {
    const near = helpers.filter((h) => h.division === ward.division);
    const agent = random.one(near.length > 0 ? near : helpers);
    relations.push({
      demo: true,
      kind: "helper",
      agent: agent.key,
      ward: ward.key,
      since: since(random, today),
    });
  }
  return { residents, relations };
}

/** Roughly the peoples of the city: about three quarters Han, one in seven Uyghur. */
export function peopleBy(random: Chance): People {
  const x = random.next();
  if (x < 0.75) return "han";
  if (x < 0.895) return "uyghur";
  if (x < 0.94) return "kazakh";
  if (x < 0.975) return "hui";
  return x < 0.99 ? "mongol" : "russian";
}

function levelBy(random: Chance): 0 | 1 | 2 | 3 {
  const x = random.next();
  if (x < 0.1) return 0;
  if (x < 0.45) return 1;
  return x < 0.9 ? 2 : 3;
}

function between(resident: DemoResident, today: Temporal.PlainDate, from: number, to: number): boolean {
  const age = today.year - Number(resident.born.slice(0, 4));
  return age >= from && age <= to;
}

function since(random: Chance, today: Temporal.PlainDate): string {
  return today.subtract({ days: random.whole(20, 300) }).toString();
}
