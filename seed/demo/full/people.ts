import type { Temporal } from "temporal-polyfill";
import { checkDigitOf } from "#libs/citizen-id";
import type { Chance } from "../chance.ts";
import { familyOf, nameFor } from "../names.ts";
import { LANGUAGES, peopleBy } from "../people.ts";
import type { DemoCardHolder, DemoResident } from "../types.ts";

/** 累计办理借书证6万余个: card holders of the whole city, those of the small one included. */
export const CARD_HOLDERS = 60_000;

const CHILDREN = 0.1444; // under 15, as in the census of 2020
const OLDER = 0.1395; // sixty and over
const WITHOUT_PHONE = 0.25; // of the older ones
const TYPED = 0.4; // have typed a document and shown it to nobody
const NONE = 0.1; // have given no document
const WITH_CHILDREN = 0.3; // of those between 26 and 48

/** 650299 is no division and never was one: whoever reads the number has nobody's. */
const NOWHERE = "650299";

/** So many people, grown up and with the children they act for, in the order in which they came. `phones`: numbers given away before. */
export function cardHolders(
  random: Chance,
  { count, phones }: { count: number; phones: number },
  today: Temporal.PlainDate,
): DemoCardHolder[] {
  const holders: DemoCardHolder[] = [];
  const children = Math.round(CARD_HOLDERS * CHILDREN * (count / CARD_HOLDERS));
  const grown = count - children;
  const documents = new Map<string, number>();
  let phone = phones;
  let left = children;
  for (let n = 0; n < grown; n++) {
    const older = random.hits(OLDER / (1 - CHILDREN));
    const age = older ? random.whole(60, 88) : random.whole(15, 59);
    const people = peopleBy(random);
    const sex = random.hits(0.5) ? "f" : "m";
    const name = nameFor(random, people, sex, age, undefined);
    const born = today.subtract({ years: age, days: random.whole(1, 360) });
    const reached = !(older && random.hits(WITHOUT_PHONE));
    const fate = random.next();
    // Who has no phone came to a counter with a document.
    const shown = !reached || fate >= NONE + TYPED;
    // Whoever is left at the end takes the children who are left.
    const parent = age >= 26 && age <= 48 && (random.hits(WITH_CHILDREN) || grown - n <= left);
    const wards = parent ? Math.min(left, random.whole(1, 2)) : 0;
    left -= wards;
    holders.push({
      name,
      phone: reached ? `+86199000${String(++phone).padStart(5, "0")}` : null,
      language: random.one(LANGUAGES[people]),
      document: shown || fate >= NONE ? documentOf(documents, born, sex) : null,
      shown,
      children: Array.from({ length: wards }, () => child(random, { name, people, sex }, today)),
    });
  }
  return holders;
}

function child(
  random: Chance,
  parent: Pick<DemoResident, "name" | "people" | "sex">,
  today: Temporal.PlainDate,
): DemoCardHolder["children"][number] {
  const age = random.whole(3, 14);
  return {
    name: nameFor(random, parent.people, random.hits(0.5) ? "f" : "m", age, familyOf(parent) ?? undefined),
    born: today.subtract({ years: age, days: random.whole(1, 360) }).toString(),
  };
}

/** The next number of somebody born on that day; odd for men, even for women (GB 11643-1999). */
function documentOf(given: Map<string, number>, born: Temporal.PlainDate, sex: "f" | "m"): string {
  const day = born.toString().replaceAll("-", "");
  const order = (given.get(day + sex) ?? (sex === "m" ? -1 : 0)) + 2;
  given.set(day + sex, order);
  const first17 = `${NOWHERE}${day}${String(order).padStart(3, "0")}`;
  return first17 + checkDigitOf(first17);
}
