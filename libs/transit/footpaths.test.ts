import assert from "node:assert/strict";
import { test } from "node:test";
import { closedFootpaths, type Footpaths, footpathsOf } from "./index.ts";
import { aFeed, timetableOf } from "./testing.ts";

/** A station S with the platforms a and b; c, d and e stand alone. */
const timetable = await timetableOf(
  aFeed({
    "stops.txt":
      "stop_id,stop_name,stop_lat,stop_lon,location_type,parent_station\na,A,45,84,0,S\nb,B,45,84,0,S\nc,C,45,84,0,\nd,D,45,84,0,\nS,S,45,84,1,\n",
    "transfers.txt":
      "from_stop_id,to_stop_id,transfer_type,min_transfer_time\nS,c,2,300\na,c,2,200\nc,c,2,90\nd,d,1,\nc,d,3,\nd,c,0,\n",
  }),
);
const [a, b, c, d] = [0, 1, 2, 3];

function pathsFrom({ start, to, seconds }: Footpaths, stop: number): [number, number][] {
  const all = Array.from(to.subarray(start[stop], start[stop + 1]), (end, n): [number, number] => [
    end,
    seconds[(start[stop] ?? 0) + n] ?? -1,
  ]);
  return all.toSorted(([one], [other]) => one - other);
}

const walks: Record<number, [number, number][]> = {
  [a]: [[c, 250]],
  [b]: [[c, 100]],
  [c]: [
    [d, 60],
    [c, 5],
  ],
  [d]: [[c, 60]],
};
const paths = footpathsOf(timetable, { from: (stop) => walks[stop] ?? [], inStation: 45, change: 30 });

test("platforms of a station are near one another; transfers say the least, forbid and count for a whole station", () => {
  assert.deepEqual(pathsFrom(paths, a), [
    [b, 45],
    [c, 250],
  ]);
  assert.deepEqual(pathsFrom(paths, b), [
    [a, 45],
    [c, 300],
  ]);
  assert.deepEqual(pathsFrom(paths, c), []);
  assert.deepEqual(pathsFrom(paths, d), [[c, 60]]);
  assert.deepEqual([...paths.change], [30, 30, 90, 0, 30]);
});

test("paths that lead on from one another are joined as far as is asked", () => {
  const closed = closedFootpaths(paths, 345);
  assert.deepEqual(pathsFrom(closed, d), [[c, 60]]);
  const back = { ...paths, to: paths.to.slice(), seconds: paths.seconds };
  // d → c becomes d → b, so that d → b → c and d → b → a lead on.
  back.to[back.to.length - 1] = b;
  assert.deepEqual(pathsFrom(closedFootpaths(back, 345), d), [
    [a, 105],
    [b, 60],
  ]);
  assert.deepEqual(pathsFrom(closedFootpaths(back, 360), d), [
    [a, 105],
    [b, 60],
    [c, 355],
  ]);
});

test("a walk to nowhere, back in time or longer than a day is refused", () => {
  for (const walk of [
    [99, 10],
    [1, -1],
    [1, 0.5],
    [1, 86_401],
  ] as const)
    assert.throws(() => footpathsOf(timetable, { from: () => [walk], inStation: 0, change: 0 }), {
      id: "transit.out-of-range",
    });
});
