/** Whatever is free and whoever comes: compared with every choice there is, in small halls. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { bestSeats, leavesOrphan, type Party, type Plan, type Seat, sampleTheatre } from "./index.ts";
import { hall, spacing } from "./testing.ts";

const runs = { numRuns: Number(process.env.SEATS_RUNS ?? 1500), seed: 20261129, endOnFailure: true };

const piece = fc.constantFrom(..."s s s s ss sss S SS v wc cw wC Wc w".split(" "), " ");
const row = fc
  .array(piece, { minLength: 1, maxLength: 6 })
  .map((text) => text.join("").trim().replaceAll(/ +/g, " "))
  .filter((text) => text.length > 0);
const party = fc
  .tuple(fc.integer({ min: 1, max: 5 }), fc.constantFrom(0, 0, 0, 1, 1, 2, 3))
  .map(([people, chairs]): Party => ({ people, wheelchairs: Math.min(chairs, people) }));
const anything = fc.record({ rows: fc.array(row, { minLength: 1, maxLength: 3 }), party });

interface Choice {
  ids: string[];
  groups: Seat[][];
}

/** Everything said about seats read aloud, without anything of the library. */
function oracle(plan: Plan, freeIds: readonly string[], { people, wheelchairs }: Party) {
  const rows = plan.zones.flatMap((zone) => zone.rows);
  const blocks = rows.flatMap((one) => one.blocks);
  const seats = blocks.flat();
  const free = new Set(freeIds);
  const nearlyFull = 1 - free.size / seats.length > 0.9;
  const companion = (space: string) => seats.find(({ of }) => of === space);
  /** May anybody sit there, when these are gone? */
  const open = (seat: Seat | undefined, gone: readonly string[]) => {
    const has = (id: string) => free.has(id) && !gone.includes(id);
    return !!seat && has(seat.id) && seat.kind !== "wheelchair" && !(seat.of && has(seat.of));
  };
  const company = (seat: Seat, gone: readonly string[]) => {
    const block = blocks.find((one) => one.includes(seat)) ?? [];
    const n = block.indexOf(seat);
    return open(block[n - 1], gone) || open(block[n + 1], gone);
  };
  const rightful = (ids: readonly string[]) => {
    const picked = seats.filter(({ id }) => ids.includes(id));
    const spaces = picked.filter(({ kind }) => kind === "wheelchair");
    if (spaces.length !== wheelchairs) return false;
    if (picked.some(({ of }) => of && free.has(of) && !ids.includes(of))) return false;
    const without = spaces.filter(({ id }) => {
      const seat = companion(id);
      return seat && free.has(seat.id) && !ids.includes(seat.id);
    });
    return without.length <= Math.max(0, 2 * wheelchairs - people);
  };
  const choice = (ids: readonly string[]): Choice => ({
    ids: ids.toSorted(),
    groups: blocks.flatMap((block) => {
      const groups: Seat[][] = [];
      block.forEach((seat, n) => {
        if (!ids.includes(seat.id)) return;
        const before = block[n - 1];
        if (before && ids.includes(before.id)) groups.at(-1)?.push(seat);
        else groups.push([seat]);
      });
      return groups;
    }),
  });
  const lonely = (ids: readonly string[]) =>
    nearlyFull
      ? 0
      : seats.filter((seat) => {
          const was = open(seat, []) && company(seat, []);
          return was && seat.kind !== "companion" && open(seat, ids) && !company(seat, ids);
        }).length;
  const apart = ([one = [], other = []]: Seat[][]) => {
    const mean = (group: Seat[], side: "x" | "y") =>
      group.reduce((sum, seat) => sum + seat[side], 0) / group.length;
    return other.length > 0
      ? Math.hypot(mean(one, "x") - mean(other, "x"), mean(one, "y") - mean(other, "y")) / spacing
      : 0;
  };
  /** What is better comes first in every number. */
  const grade = ({ ids, groups }: Choice) => {
    const picked = groups.flat();
    const alone = groups.length > 1 ? groups.filter((group) => group.length === 1).length : 0;
    const stranded = groups.filter(
      (group) => people > 1 && group.length === 1 && group[0]?.kind === "wheelchair",
    ).length;
    const hidden = picked.filter(({ kind }) => kind === "restricted-view").length;
    const cost = picked.reduce((sum, { x, y }) => sum + Math.hypot(x, y), 0);
    return [
      stranded,
      Number(apart(groups) > 4.000001),
      alone,
      lonely(ids),
      Math.round(apart(groups) - 1e-6),
      hidden,
      Math.round(cost * 1e4),
    ];
  };
  /** No stretch of open seats is left with more lone ones than it has to be. */
  const sparing = (ids: readonly string[]) =>
    nearlyFull ||
    blocks.every((block) => {
      let stretch: Seat[] = [];
      const fine = () => {
        const left = stretch.filter(({ id }) => !ids.includes(id));
        const alone = left.filter(
          (seat) => stretch.length > 1 && seat.kind !== "companion" && !company(seat, ids),
        ).length;
        return left.length === stretch.length || alone <= (left.length === 1 ? 1 : 0);
      };
      return (
        block.every((seat) => {
          if (open(seat, [])) {
            stretch.push(seat);
            return true;
          }
          const was = fine();
          stretch = [];
          return was;
        }) && fine()
      );
    });
  /** Every choice of so many free seats that does nobody wrong. */
  const choices = (): Choice[] => {
    const made: Choice[] = [];
    const grow = (ids: readonly string[], from: number) => {
      if (ids.length === people) {
        if (rightful(ids)) made.push(choice(ids));
        return;
      }
      for (let n = from; n < freeIds.length; n++) grow([...ids, freeIds[n] ?? ""], n + 1);
    };
    grow([], 0);
    return made;
  };
  return { choices, choice, grade, rightful, sparing };
}

const least = (grades: number[][]) =>
  grades.toSorted((a, b) => {
    const n = a.findIndex((value, i) => value !== b[i]);
    return (a[n] ?? 0) - (b[n] ?? 0);
  })[0];

test("Seats are free and rightful, together unless impossible, in two groups where two are enough, and no choice is better", () => {
  const seen = { 0: 0, 1: 0, 2: 0, more: 0 };
  fc.assert(
    fc.property(anything, ({ rows, party: who }) => {
      const { plan, free } = hall(...rows);
      const { choices, choice, grade, rightful, sparing } = oracle(plan, free, who);
      const all = choices();
      const best = bestSeats(plan, free, who);
      if ("none" in best) {
        seen[0]++;
        assert.equal(all.length, 0);
        return;
      }
      const ids = best.groups.flat();
      assert.equal(new Set(ids).size, who.people);
      assert.ok(ids.every((id) => free.includes(id)));
      assert.ok(rightful(ids));
      const count = Math.min(...all.map(({ groups }) => groups.length));
      const ours = choice(ids);
      assert.equal(best.groups.length, ours.groups.length);
      if (count > 2) {
        seen.more++;
        assert.ok(ours.groups.length > 2);
        return;
      }
      seen[count === 1 ? 1 : 2]++;
      assert.equal(ours.groups.length, count);
      const alike = all.filter(({ groups, ids: those }) => groups.length === count && sparing(those));
      assert.deepEqual(grade(ours), least(alike.map(grade)));
    }),
    runs,
  );
  assert.ok(
    Math.min(...Object.values(seen)) > runs.numRuns / 40,
    `too few of a sort: ${JSON.stringify(seen)}`,
  );
});

test("What is picked for a party is never what a hand would be warned of", () => {
  fc.assert(
    fc.property(anything, ({ rows, party: who }) => {
      const { plan, free } = hall(...rows);
      const best = bestSeats(plan, free, who);
      if ("groups" in best && best.groups.length <= 2)
        assert.deepEqual(leavesOrphan(plan, free, best.groups.flat()), []);
    }),
    runs,
  );
});

test("The order in which the plan and the free seats are written changes nothing", () => {
  fc.assert(
    fc.property(anything, ({ rows, party: who }) => {
      const { plan, free } = hall(...rows);
      const turned: Plan = {
        ...plan,
        zones: plan.zones.map((zone) => ({
          ...zone,
          rows: zone.rows
            .map((one) => ({ ...one, blocks: one.blocks.map((block) => block.toReversed()).toReversed() }))
            .toReversed(),
        })),
      };
      const picked = (of: Plan, ids: string[]) => {
        const best = bestSeats(of, ids, who);
        return "none" in best ? best.none : best.groups.map((group) => group.toSorted()).toSorted();
      };
      const first = picked(plan, free);
      assert.deepEqual(picked(plan, free.toReversed()), first);
      assert.deepEqual(picked(turned, free), first);
    }),
    runs,
  );
});

test("A theatre fills party by party to the last seat, each seat given once, spaces only to wheelchairs", () => {
  const coming = fc
    .tuple(fc.integer({ min: 1, max: 8 }), fc.nat(60))
    .map(([people, n]): Party => ({ people, wheelchairs: n === 0 ? 1 : 0 }));
  fc.assert(
    fc.property(fc.array(coming, { minLength: 400, maxLength: 400 }), (parties) => {
      const plan = sampleTheatre();
      const seats = plan.zones.flatMap(({ rows }) => rows.flatMap(({ blocks }) => blocks.flat()));
      const kinds = new Map(seats.map(({ id, kind }) => [id, kind]));
      const free = new Set(kinds.keys());
      for (const who of parties) {
        const best = bestSeats(plan, free, who);
        if ("none" in best) continue;
        const ids = best.groups.flat();
        assert.equal(ids.length, who.people);
        assert.equal(ids.filter((id) => kinds.get(id) === "wheelchair").length, who.wheelchairs);
        assert.deepEqual(leavesOrphan(plan, free, ids), []);
        for (const id of ids) assert.ok(free.delete(id), `${id} was taken`);
      }
      const left = [...free].map((id) => kinds.get(id));
      assert.ok(
        left.every((kind) => kind === "wheelchair" || kind === "companion"),
        String(left),
      );
    }),
    { ...runs, numRuns: 3 },
  );
});
