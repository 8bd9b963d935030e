/** A line and held places beside a release that is killed: who waits keeps their place, and what is held comes back. */
import { setTimeout as wait } from "node:timers/promises";
import type { Temporal } from "temporal-polyfill";
import { makeOffers, poolDrift } from "#booking";
import type { City } from "#main/city";
import { aResident, aStaff } from "#people/testing";
import { anOrganisation } from "#places/testing";
import { startSession } from "#platform/auth";
import { inTx } from "#platform/ctx";
import { newId } from "#platform/db";
import { type Asked, anAsk, ask, askedAgain, toldOf } from "./asked.ts";

/** So many hold all places on line and give them back, so many wait already, twice as many join, for so many the counter holds places. */
const each = 10;

interface Person {
  cookie: string;
  subject: string;
}

export interface LinePeople {
  orgPath: string;
  clerk: Person;
  people: Person[];
}

/** The same people stand in line at every release. */
export function linePeople(city: City): Promise<LinePeople> {
  return inTx(city.ctx("faults"), async (ctx) => {
    const signedIn = async (
      { account, subject }: { account: string; subject: string },
      channel: "portal" | "desk" = "portal",
    ): Promise<Person> => {
      let cookie = "";
      const setSession = (token: string | null) => {
        cookie = `wenmai=${token}`;
      };
      // Vouched for by a provider: nobody here has a password.
      await startSession({ ...ctx, setSession }, { account, channel, proof: "provider" });
      return { cookie, subject };
    };
    const { id, path } = await anOrganisation(ctx);
    const clerk = await signedIn(await aStaff(ctx, { organisationId: id, role: "clerk" }), "desk");
    const people: Person[] = [];
    while (people.length < 5 * each) people.push(await signedIn(await aResident(ctx)));
    return { orgPath: path, clerk, people };
  });
}

export interface Line {
  offerId: string;
  /** In the line, the first of them before anything is killed. */
  joining: Asked[];
  givingBack: Asked[];
  /** By the clerk, for somebody; every other of these takes what is held. */
  holding: Asked[];
  taking: Asked[];
}

/** An offer whose places on line were all taken, with the first in line; half are given back by now, and half the counter holds. */
export async function fullHouse(
  city: City,
  port: number,
  { orgPath, clerk, people }: LinePeople,
): Promise<Line> {
  const now = city.base.clock();
  const startsAt = now.add({ hours: 7 * 24 });
  const [offerId = ""] = await inTx(city.ctx("faults"), (ctx) =>
    makeOffers(ctx, [
      {
        ...{ kind: "test-occasion", ref: newId(), orgPath },
        ...{ opensAt: now.subtract({ hours: 1 }), closesAt: startsAt },
        ...{ startsAt, endsAt: startsAt.add({ hours: 2 }) },
        pools: (["online", "counter"] as const).map((channel) => ({
          ...{ channel, quota: each, releasesAt: null },
        })),
        rules: { waitingList: true },
      },
    ]),
  );
  const at = `/api/offers/${offerId}`;
  const those = (from: number, count: number) => people.slice(from * each, (from + count) * each);
  const claiming = those(0, 1).map(({ cookie }) => anAsk(`${at}/claims`, cookie, { size: 1 }));
  const joining = those(1, 3).map(({ cookie }) => anAsk(`${at}/line`, cookie, { size: 1 }));
  for (const lot of [claiming, joining.slice(0, each)]) await Promise.all(lot.map((one) => ask(port, one)));
  const givingBack = claiming.map((one) =>
    anAsk(`/api/claims/${toldOf(one, "claimId")}/cancellation`, one.cookie, {}),
  );
  const until = now.add({ minutes: 30 }).toString();
  const holding = those(4, 1).map(({ subject }) =>
    anAsk(`${at}/holds`, clerk.cookie, { subject, size: 1, until }),
  );
  const half = [...givingBack.slice(each / 2), ...holding.slice(each / 2)];
  await Promise.all(half.map((one) => ask(port, one)));
  return {
    ...{ offerId, joining, givingBack, holding },
    taking: those(4, 1)
      .filter((_, n) => n % 2 === 0)
      .map(({ cookie }) => anAsk("", cookie, {})),
  };
}

/** Within so many milliseconds the other places come back, others join, the counter holds more and people take what it held. */
export async function busyLine(port: number, line: Line, span: number): Promise<void> {
  const spread = (all: readonly Asked[], then: (n: number) => Asked[] = () => []) =>
    all.map(async (one, n) => {
      await wait((n * span) / all.length);
      if (one.told === null && (await ask(port, one)) === null) return;
      for (const next of then(n)) await ask(port, next);
    });
  await Promise.all([
    ...spread(line.joining.slice(each)),
    ...spread(line.givingBack),
    ...spread(line.holding, (n) => takingOf(line, n)),
  ]);
}

/** Who takes what is held by then as the nth. */
function takingOf({ holding, taking }: Line, n: number): Asked[] {
  const [held, one] = [holding[n], n % 2 === 0 ? taking[n / 2] : undefined];
  if (!held || !one) return [];
  one.path = `/api/claims/${toldOf(held, "claimId")}/acceptance`;
  return [one];
}

/** Everybody asks again; then nobody has lost their place or was passed, and what is held comes back in its time. What is wrong, counted. */
export async function lineFaults(city: City, port: number, line: Line): Promise<Record<string, number>> {
  const { joining, givingBack, holding } = line;
  const again = await askedAgain(port, [...joining, ...givingBack, ...holding]);
  const taken = await askedAgain(
    port,
    holding.flatMap((_, n) => takingOf(line, n)),
  );
  const atOnce = await standing(city, line);
  // The counter's half an hour is over, then the day for which an offer from the line stands.
  await tend(city, { hours: 1 });
  const back = await leftOf(city, line.offerId, "counter");
  await tend(city, { hours: 30 });
  const nextDay = await standing(city, line);
  return {
    "answered otherwise": again["answered otherwise"] + taken["answered otherwise"],
    undone: again.undone + taken.undone,
    "lost in line": atOnce.lost + nextDay.lost,
    "out of order": atOnce.disordered + nextDay.disordered,
    passed: atOnce.passed + nextDay.passed,
    "not offered": 2 * each - atOnce.offered - nextDay.offered,
    "not lapsed": each - nextDay.lapsed,
    "held for nobody": atOnce.astray + nextDay.astray,
    "not come back to the counter": each - line.taking.length - back,
    "free while somebody waits": await leftOf(city, line.offerId, "online"),
    "without news or audit": await unwritten(city, line.offerId),
    "pools that count otherwise": (await poolDrift(city.db)).length,
  };
}

/** What the city does by the minute, so much later. */
async function tend(city: City, time: Temporal.DurationLike): Promise<void> {
  const ctx = city.ctx("faults");
  const job = city.jobs.find(({ name }) => name === "booking.tend");
  if (!job) throw new Error("nobody tends offers");
  await job.run({ ...ctx, clock: () => ctx.clock().add(time) }, {});
}

/** How those in line stand to each other. Who was answered before another asked is before them; of others either may be. */
async function standing(city: City, { offerId, joining }: Line) {
  const asked = new Map(joining.map((one) => [toldOf(one, "waitingId"), one]));
  const rows = await city.db.many<{ id: string; state: string; astray: boolean }>`
    select w.id, w.state, (w.state = 'offered') is distinct from (c.state = 'held') and c.id is not null as astray
      from booking.waiting w left join booking.claim c on c.id = w.claim_id
     where w.offer_id = ${offerId} order by -w.priority, w.made_at, w.seq`;
  const entries = rows.flatMap((row) => {
    const one = asked.get(row.id);
    return one ? [{ ...row, ...one, waits: row.state === "waiting" }] : [];
  });
  const count = (...states: string[]) => rows.filter(({ state }) => states.includes(state)).length;
  const before = (a: Asked, b: Asked) => a.answered < b.sent;
  return {
    lost:
      joining.length - entries.filter(({ state }) => ["waiting", "offered", "lapsed"].includes(state)).length,
    disordered: entries.filter((one, n) => entries.slice(0, n).some((other) => before(one, other))).length,
    passed: entries.filter((one) => one.waits && entries.some((other) => !other.waits && before(one, other)))
      .length,
    offered: count("offered"),
    lapsed: count("lapsed"),
    astray: rows.filter(({ astray }) => astray).length,
  };
}

async function leftOf(city: City, offerId: string, channel: string): Promise<number> {
  const { left } = await city.db.one<{ left: number }>`
    select quota - taken as left from booking.pool where offer_id = ${offerId} and channel = ${channel}`;
  return left;
}

async function unwritten(city: City, offerId: string): Promise<number> {
  const { missing } = await city.db.one<{ missing: number }>`
    select count(*)::int as missing from booking.claim c
     where c.offer_id = ${offerId}
       and not (exists (select from platform.audit a where a.target = c.id::text)
                and exists (select from platform.outbox o where o.payload ->> 'claimId' = c.id::text))`;
  return missing;
}
