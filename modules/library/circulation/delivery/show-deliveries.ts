/** What is packed at a place for a day, for whoever packs there: names and addresses of its own readers alone. */
import type { Temporal } from "temporal-polyfill";
import type { AnswerOf } from "#contract";
import { namesOfSubjects } from "#people";
import { placeOf } from "#places";
import { type Ctx, today } from "#platform/ctx";
import { counterStaff } from "../../may.ts";
import { ownOrganisations } from "../../own-organisations.ts";
import { ownPlaces } from "../../own-places.ts";
import { readersOf } from "../readers/reader-store.ts";
import * as store from "./bag-store.ts";
import type * as contract from "./contract.ts";
import { doorOf } from "./doorstep.ts";
import { contactsOf, roundsAt } from "./doorstep-store.ts";
import { deliveryTermsOf, deliveryTermsSaidBy, thoseThatBring } from "./terms-store.ts";
import type { DeliveryTerms } from "./to-door.ts";

const [mostCopies, mostBags, daysAhead] = [500, 200, 6];

type Answer = AnswerOf<typeof contract.deliveries>;

/** The next days on which a house makes its round, today's among them. */
export function roundDays(
  weekdays: readonly number[],
  from: Temporal.PlainDate,
  count: number,
): Temporal.PlainDate[] {
  const days: Temporal.PlainDate[] = [];
  for (let ahead = 0; weekdays.length > 0 && days.length < count; ahead++) {
    const day = from.add({ days: ahead });
    if (weekdays.includes(day.dayOfWeek)) days.push(day);
  }
  return days;
}

const termsShown = ({ organisationId: _, orgPath: __, ...terms }: DeliveryTerms) => terms;

export async function showDeliveries(
  ctx: Ctx,
  asked: { place?: string | undefined; day?: string | undefined },
): Promise<Answer> {
  const { db } = ctx;
  const own = await ownPlaces(ctx, ...counterStaff);
  const on = today(ctx);
  const houses = await ownOrganisations(ctx, "manager");
  const said = await deliveryTermsSaidBy(
    db,
    houses.map(({ path }) => path),
  );
  const place =
    own.find(({ id }) => id === asked.place) ?? (await firstThatBrings(ctx, own)) ?? own[0] ?? null;
  const terms = place && (await deliveryTermsOf(db, place.orgPath));
  const days = terms ? roundDays(terms.weekdays, on, daysAhead).map(String) : [];
  const day = asked.day ?? days[0] ?? on.toString();
  const brief = ({ id, name }: { id: string; name: string }) => ({ id, name });
  return {
    places: own.map(brief),
    place: place && brief(place),
    today: on.toString(),
    day,
    days,
    terms: terms && termsShown(terms),
    houses: houses.map(({ id, name, path }) => {
      const one = said.find(({ orgPath }) => orgPath === path);
      return { id, name, terms: one ? termsShown(one) : null };
    }),
    ...(place ? await packedAt(ctx, place.id, day) : { toPack: [], bags: [], rounds: [] }),
  };
}

/** Whoever works at several places starts where something is brought from. */
async function firstThatBrings<P extends { orgPath: string }>(
  { db }: Ctx,
  places: readonly P[],
): Promise<P | null> {
  const bring = await thoseThatBring(
    db,
    places.map(({ orgPath }) => orgPath),
  );
  return places.find(({ orgPath }) => bring.has(orgPath)) ?? null;
}

async function packedAt(
  ctx: Ctx,
  placeId: string,
  day: string,
): Promise<Pick<Answer, "toPack" | "bags" | "rounds">> {
  const { db } = ctx;
  const toPack = await store.toPackAt(db, placeId, mostCopies);
  const bags = await store.bagsAt(db, placeId, day, mostBags);
  const rounds = await roundsAt(db, placeId, day, mostBags);
  const subjects = [...toPack, ...bags, ...rounds].map(({ subject }) => subject);
  const names = await readerNames(ctx, subjects);
  const contacts = await contactsOf(
    db,
    bags.map(({ subject }) => subject),
  );
  const copies = Map.groupBy(
    await store.copiesInBags(
      db,
      bags.map(({ id }) => id),
    ),
    ({ bagId }) => bagId,
  );
  const packedFor = (of: string) =>
    bags
      .filter(({ subject, state }) => subject === of && (state === "open" || state === "packed"))
      .reduce((sum, { id }) => sum + (copies.get(id)?.length ?? 0), 0);
  return {
    rounds: rounds.map(({ subject, ...round }) => ({
      ...round,
      reader: names.get(subject) ?? "",
      packed: packedFor(subject),
      chosen: toPack.filter((one) => one.subject === subject).length,
    })),
    toPack: toPack.map(({ subject, ...one }) => ({ ...one, reader: names.get(subject) ?? "" })),
    bags: bags.map(({ id, number, day: of, kind, state, bringer, subject }) => {
      const contact = contacts.get(subject) ?? null;
      const reader = names.get(subject) ?? "";
      return {
        id,
        number,
        day: of,
        kind,
        state,
        bringer,
        reader,
        initial: initialOf(reader || contact?.name || ""),
        contact,
        copies: (copies.get(id) ?? []).map(({ bagId: _, ...copy }) => copy),
        can: stepsFrom[state],
      };
    }),
  };
}

const stepsFrom: Record<store.BagState, Answer["bags"][number]["can"]> = {
  open: ["pack"],
  packed: ["hand-over", "open"],
  out: ["delivered", "came-back"],
  delivered: [],
  back: [],
};

/** A family name in Chinese is the first sign; elsewhere a first letter says as little. */
const initialOf = (name: string) => [...new Intl.Segmenter("zh").segment(name.trim())][0]?.segment ?? "";

/** Names of people, and of groups. */
export async function readerNames({ db }: Ctx, subjects: readonly string[]): Promise<Map<string, string>> {
  const names = await namesOfSubjects(db, subjects);
  for (const { subject, name } of await readersOf(db, [...new Set(subjects)]))
    if (name) names.set(subject, name);
  return names;
}

export async function showOwnDelivery(
  ctx: Ctx,
  subject: string,
): Promise<AnswerOf<typeof contract.ownDelivery>> {
  const door = await doorOf(ctx, subject);
  const home = door && (await placeOf(ctx.db, door.reader.homeId));
  return {
    way: door?.way ?? null,
    home: home && { id: home.id, name: home.name },
    weekdays: door?.terms?.weekdays ?? [],
    most: door?.terms?.most ?? 0,
    feeFen: door?.way === "courier" ? (door.terms?.feeFen ?? 0) : 0,
    keepDays: door?.terms?.keepDays ?? 0,
    contact: (await contactsOf(ctx.db, [subject])).get(subject) ?? null,
    bags: (await store.bagsOfReader(ctx.db, subject)).map(({ day, state, books }) => ({ day, state, books })),
  };
}
