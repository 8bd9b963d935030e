/**
 * 20,000 random attempts of 50 clients on the rooms of a house, halls of several rooms among them: no two share one, and nobody deadlocks.
 * Beside it the limit of the same run: bare inserts under the same constraint, by the same connections.
 */

import type { Temporal } from "temporal-polyfill";
import { usualRules } from "#booking/contract";
import { makeResource, reserve } from "#booking/filling";
import { aResident } from "#people/testing";
import { aFacility, aSpace } from "#places/testing";
import type { Actor } from "#platform/auth";
import { inTx } from "#platform/ctx";
import { connect, type Db } from "#platform/db";
import { Problem } from "#platform/errors";
import { onFreshCity } from "./own-cluster.ts";
import type { BenchResult } from "./run.ts";

const [attempts, clients, people, days] = [20_000, 50, 200, 14];
const [parts, halls] = [12, 4];
const bareAttempts = 5000;

export async function bench(say: (line: string) => void): Promise<BenchResult> {
  return onFreshCity(say, async ({ city, url }) => {
    const db = connect(url, { max: clients });
    const base = { ...city.ctx("bench"), db };
    try {
      const { rooms, actors } = await inTx(base, async (inner) => {
        const week = Object.fromEntries(
          (["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const).map((day) => [
            day,
            [{ from: "00:00", to: "24:00" }],
          ]),
        );
        const place = await aFacility(inner, { hours: { week } });
        const rules = { ...usualRules, mostComing: null, mostAWeek: null, setUpMinutes: 30 };
        let named = 0;
        const make = async (within: string[]) => {
          const space = await aSpace(inner, {
            placeId: place.id,
            name: `${within.length > 0 ? "大厅" : "房间"}${++named}`,
          });
          const input = { place: place.id, kind: "space" as const, space: space.id, rules, public: true };
          return (await makeResource(inner, { ...input, parts: within })).id;
        };
        const small: string[] = [];
        for (let n = 0; n < parts; n++) small.push(await make([]));
        const big: string[] = [];
        // Halls overlap in their parts, so that cells are wanted in every order.
        for (let n = 0; n < halls; n++)
          big.push(await make([0, 2, 4, 6].map((at) => small[(n * 3 + at) % parts] ?? "")));
        const actors: Actor[] = [];
        for (let n = 0; n < people; n++) actors.push((await aResident(inner)).actor);
        return { rooms: [...small, ...big], actors };
      });
      say(`${rooms.length} rooms, ${actors.length} people`);
      const first = base.clock().round({ smallestUnit: "hour" }).add({ hours: 2 });
      const wishes = (seed: number) => {
        const random = seeded(seed);
        return () => {
          const startsAt = first.add({ minutes: 30 * Math.floor(random() * 48 * days) });
          const endsAt = startsAt.add({ minutes: 30 * (1 + Math.floor(random() * 6)) });
          const actor = actors[Math.floor(random() * people)];
          return { startsAt, endsAt, actor, resourceId: rooms[Math.floor(random() * rooms.length)] ?? "" };
        };
      };
      const bareBefore = await bareInserts(db, wishes(1));
      const told: Record<string, number> = {};
      const wish = wishes(20261129);
      const seconds = await timed(attempts, async () => {
        const { actor, ...asked } = wish();
        if (!actor) return;
        try {
          await inTx({ ...base, actor }, (inner) => reserve(inner, { ...asked, purpose: "排练" }));
          told.made = (told.made ?? 0) + 1;
        } catch (error) {
          const why = error instanceof Problem ? error.id : codeOf(error);
          told[why] = (told[why] ?? 0) + 1;
        }
      });
      // Before and after, for the machine may do other things meanwhile.
      const bare = (bareBefore + (await bareInserts(db, wishes(1)))) / 2;
      const { overlaps } = await db.one<{ overlaps: number }>`
        select count(*)::int as overlaps from booking.occupation a join booking.occupation b
            on a.cell = b.cell and a.living and b.living and a.span && b.span and a.reservation_id < b.reservation_id`;
      const { deadlocks } = await db.one<{ deadlocks: number }>`
        select deadlocks::int from pg_stat_database where datname = current_database()`;
      const stuck = Math.max(deadlocks, told["40P01"] ?? 0);
      if (overlaps > 0 || stuck > 0) throw new Error(`${overlaps} overlaps, ${stuck} deadlocks`);
      const others = Object.keys(told).filter(
        (why) => why !== "made" && !why.startsWith("reservation.taken"),
      );
      return {
        figures: {
          overlaps,
          deadlocks: stuck,
          per_s: attempts / seconds,
          made: told.made ?? 0,
          bare_per_s: bare,
        },
        ratios: { of_bare: attempts / seconds / bare },
        notes: [
          "limits: overlaps 0, deadlocks 0, or the bench fails",
          `of_bare: attempts a second against single inserts into one table with the same EXCLUDE constraint, ${bareAttempts} of them by the same connections before and after; an attempt is five statements where it is refused, eight where it is made`,
          `${attempts} attempts at ${rooms.length} rooms and halls over ${days} days by ${clients} connections, every one with all rules, audit and outbox; who was refused was told the next free time`,
          ...(others.length > 0
            ? [`other outcomes: ${others.map((why) => `${why} ${told[why]}`).join(", ")}`]
            : []),
        ],
      };
    } finally {
      await db.end();
    }
  });
}

/** How long so many rounds take, shared by all clients. */
async function timed(rounds: number, one: () => Promise<void>): Promise<number> {
  let left = rounds;
  const client = async () => {
    while (left-- > 0) await one();
  };
  const began = performance.now();
  await Promise.all(Array.from({ length: clients }, client));
  return (performance.now() - began) / 1000;
}

/** What the database and its driver do where nobody asks for anything else: so many a second. */
async function bareInserts(
  db: Db,
  wish: () => { resourceId: string; startsAt: Temporal.Instant; endsAt: Temporal.Instant },
): Promise<number> {
  await db.run`
    create table bare (cell uuid not null, span tstzrange not null, exclude using gist (cell with =, span with &&))`;
  const seconds = await timed(bareAttempts, async () => {
    const { resourceId, startsAt, endsAt } = wish();
    await db.prepared.run`
      insert into bare (cell, span) values (${resourceId}, tstzrange(${startsAt}, ${endsAt})) on conflict do nothing`;
  });
  await db.run`drop table bare`;
  return bareAttempts / seconds;
}

const codeOf = (error: unknown) =>
  error instanceof Error && "code" in error ? String(error.code) : String(error);

/** The same attempts every time (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
