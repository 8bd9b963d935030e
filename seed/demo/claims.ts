import { Temporal } from "temporal-polyfill";
import type { Chance } from "./chance.ts";
import type { Demand } from "./event-row.ts";
import { EVENT_ROWS } from "./events.ts";
import type { DemoClaim, DemoEvent, DemoPool, DemoRelation, DemoResident, DemoSession } from "./types.ts";

/** Share of the places taken by the day of the session; while an offer is young, less. */
const TAKEN: Record<Demand, number> = { quiet: 0.15, usual: 0.45, nearly: 0.88, full: 1, waiting: 1 };
/** Big houses are not filled to the last seat by two hundred demo people. */
const MOST_CLAIMS = 24;
const FILL_UP_TO = 60;

interface Party {
  readonly resident: DemoResident;
  readonly agent: DemoRelation | undefined;
}

/** Who has taken places, come, stayed away or given back, session by session; in the order in which it happened. */
export function claims(
  random: Chance,
  events: readonly DemoEvent[],
  residents: readonly DemoResident[],
  relations: readonly DemoRelation[],
  now: Temporal.Instant,
): DemoClaim[] {
  const agentOf = new Map(relations.map((relation) => [relation.ward, relation]));
  const busy = new Map<string, [from: string, to: string][]>();
  const made = events
    .filter((event) => event.state === "published")
    .flatMap((event) => {
      const fitting = residents
        .filter((r) => fits(r, event))
        .map((resident) => ({ resident, agent: agentOf.get(resident.key) }));
      const demand = EVENT_ROWS.find((row) => row.key === event.key)?.demand ?? "usual";
      return event.sessions.flatMap((session) => {
        const free = fitting.filter(({ resident }) => isFree(busy.get(resident.key), session));
        const taken = ofSession(random, session, demand, free, now);
        for (const { resident } of taken) {
          if (resident)
            busy.set(resident, [...(busy.get(resident) ?? []), [session.startsAt, session.endsAt]]);
        }
        return taken;
      });
    });
  return made
    .toSorted((a, b) => order(a.madeAt, b.madeAt) || order(a.session, b.session))
    .map((claim, i) => ({ ...claim, key: `claim-${String(i + 1).padStart(4, "0")}` }));
}

function ofSession(
  random: Chance,
  session: DemoSession,
  demand: Demand,
  fitting: readonly Party[],
  now: Temporal.Instant,
): DemoClaim[] {
  const { booking, cancelled } = session;
  if (!booking || cancelled) return [];
  const [opens, starts, ends] = [booking.opensAt, session.startsAt, session.endsAt].map((at) =>
    Temporal.Instant.from(at),
  );
  if (!opens || !starts || !ends || Temporal.Instant.compare(now, opens) < 0) return [];
  const people = random.some(
    fitting.filter(({ resident }) => resident.level >= booking.minLevel),
    fitting.length,
  );
  const claims: DemoClaim[] = [];

  for (const pool of booking.pools) {
    const released = pool.releasesAt ? Temporal.Instant.from(pool.releasesAt) : opens;
    if (
      pool.channel === "walk-in" ||
      pool.channel === "organisation" ||
      Temporal.Instant.compare(now, released) < 0
    )
      continue;
    const goal = Math.round(pool.quota * TAKEN[demand] * ripeness(demand, released, starts, now));
    const [most, fill] = [demand === "quiet" ? MOST_CLAIMS / 2 : MOST_CLAIMS, pool.quota <= FILL_UP_TO];
    let taken = 0;
    for (let n = 0; taken < goal && (fill || n < most); n++) {
      const party = takeParty(people, pool);
      if (!party) break;
      const size = Math.min(random.hits(0.35) ? 2 : 1, booking.maxPerClaim, goal - taken);
      const claim = one(random, session, party, pool, size, { released, starts, ends, now });
      claims.push(claim);
      // places given back can be taken again
      if (claim.state !== "cancelled") taken += size;
    }
  }
  // nobody waits while a pool is still to be released
  const released = booking.pools.map((pool) => Temporal.Instant.from(pool.releasesAt ?? booking.opensAt));
  const last = released.toSorted(Temporal.Instant.compare).at(-1) ?? opens;
  const waits =
    demand === "waiting" &&
    Temporal.Instant.compare(now, starts) < 0 &&
    Temporal.Instant.compare(last, now) < 0;
  const queue = waits ? people.splice(0, random.whole(3, 6)) : [];
  return [
    ...claims,
    ...queue.map((party) => waiting(random, session, party, last, now)),
    ...walkIns(random, session, demand, starts, now),
  ];
}

/** Nobody is in two places at once. */
function isFree(
  taken: readonly [from: string, to: string][] | undefined,
  { startsAt, endsAt }: DemoSession,
): boolean {
  return !taken?.some(([from, to]) => startsAt < to && from < endsAt);
}

/** The next person who comes in this way: helpers act for those they help, the counter serves those without a telephone first. */
function takeParty(people: Party[], { channel }: DemoPool): Party | undefined {
  const byHelper = (party: Party) => party.agent?.kind === "helper";
  const at =
    channel === "helper"
      ? people.findIndex(byHelper)
      : channel === "counter"
        ? people.findIndex((party) => !byHelper(party))
        : people.findIndex((party) => party.resident.phone !== null || party.agent?.kind === "guardian");
  return at < 0 ? undefined : people.splice(at, 1)[0];
}

interface Times {
  readonly released: Temporal.Instant;
  readonly starts: Temporal.Instant;
  readonly ends: Temporal.Instant;
  readonly now: Temporal.Instant;
}

function one(
  random: Chance,
  session: DemoSession,
  party: Party,
  pool: DemoPool,
  size: number,
  times: Times,
): DemoClaim {
  const { released, starts, ends, now } = times;
  const last = Temporal.Instant.compare(now, starts) < 0 ? now : starts;
  const madeAt = between(random, released, last, 1.8);
  const begun = Temporal.Instant.compare(now, starts) >= 0;
  const over = Temporal.Instant.compare(now, ends) >= 0;
  const gaveBack = random.hits(0.07);
  const came = begun && !gaveBack && random.hits(over ? 0.84 : 0.7);
  const state = gaveBack
    ? "cancelled"
    : over
      ? came
        ? "attended"
        : "no-show"
      : came
        ? "checked-in"
        : "confirmed";
  const doors = starts.subtract({ minutes: Math.min(20, session.booking?.doorsBeforeMinutes ?? 0) });
  const inBy =
    Temporal.Instant.compare(now, starts.add({ minutes: 10 })) < 0 ? now : starts.add({ minutes: 10 });
  return {
    demo: true,
    key: "",
    session: session.key,
    resident: party.resident.key,
    madeBy: party.agent && pool.channel !== "counter" ? party.agent.agent : null,
    channel: pool.channel,
    size,
    state,
    madeAt: madeAt.toString(),
    checkedInAt: came ? between(random, doors, inBy, 1).toString() : null,
    cancelledAt: gaveBack ? between(random, madeAt, last, 1).toString() : null,
  };
}

function waiting(
  random: Chance,
  session: DemoSession,
  party: Party,
  released: Temporal.Instant,
  now: Temporal.Instant,
): DemoClaim {
  return {
    demo: true,
    key: "",
    session: session.key,
    resident: party.resident.key,
    madeBy: party.agent?.agent ?? null,
    channel: "online",
    size: 1,
    state: "waiting",
    madeAt: between(random, released, now, 0.5).toString(),
    checkedInAt: null,
    cancelledAt: null,
  };
}

/** People who simply came: counted, not named. */
function walkIns(
  random: Chance,
  session: DemoSession,
  demand: Demand,
  starts: Temporal.Instant,
  now: Temporal.Instant,
): DemoClaim[] {
  const quota = session.booking?.pools.find((pool) => pool.channel === "walk-in")?.quota ?? 0;
  if (quota === 0 || Temporal.Instant.compare(now, starts) < 0) return [];
  const goal = Math.min(
    quota,
    Math.round(quota * Math.max(0.3, TAKEN[demand]) * (0.6 + random.next() * 0.4)),
  );
  const groups: DemoClaim[] = [];
  for (let left = goal; left > 0; ) {
    const size = Math.min(left, random.whole(1, 4));
    left -= size;
    const at = starts.subtract({ minutes: random.whole(0, 10) }).toString();
    const over = Temporal.Instant.compare(now, Temporal.Instant.from(session.endsAt)) >= 0;
    groups.push({
      demo: true,
      key: "",
      session: session.key,
      resident: null,
      madeBy: null,
      channel: "walk-in",
      size,
      state: over ? "attended" : "checked-in",
      madeAt: at,
      checkedInAt: at,
      cancelledAt: null,
    });
  }
  return groups;
}

/** How far an offer has come between its release and its session, 0…1: most places go early, and what is wanted goes at once. */
function ripeness(
  demand: Demand,
  released: Temporal.Instant,
  starts: Temporal.Instant,
  now: Temporal.Instant,
): number {
  const whole = starts.epochMilliseconds - released.epochMilliseconds;
  const gone = Math.min(whole, now.epochMilliseconds - released.epochMilliseconds);
  if (whole <= 0 || TAKEN[demand] === 1) return 1;
  return Math.max(0, gone / whole) ** (demand === "nearly" ? 0.2 : 0.5);
}

/** A moment between two, nearer to the first when `early` is above one. */
function between(
  random: Chance,
  from: Temporal.Instant,
  to: Temporal.Instant,
  early: number,
): Temporal.Instant {
  const whole = Math.max(0, to.epochMilliseconds - from.epochMilliseconds);
  const seconds = Math.floor((whole * random.next() ** early) / 1000);
  return from.add({ seconds });
}

function fits(resident: DemoResident, event: DemoEvent): boolean {
  const first = event.sessions[0]?.startsAt;
  const age = first
    ? Number(first.slice(0, 4)) -
      Number(resident.born.slice(0, 4)) -
      (first.slice(5, 10) < resident.born.slice(5) ? 1 : 0)
    : 0;
  return age >= (event.ages.from ?? 0) && age <= (event.ages.to ?? 200);
}

/** Whole-second instants in UTC sort like their texts. */
function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
