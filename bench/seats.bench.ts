/** How long a hall of 2,000 seats takes to find places, from empty to nearly full. CPU time, medians. */
import { bestSeats, leavesOrphan, makeRow, type Plan } from "#libs/seats";
import type { BenchResult } from "./run.ts";

const rounds = 15;
const freeShares = [1, 0.5, 0.3, 0.12, 0.05];

export async function bench(say: (line: string) => void): Promise<BenchResult> {
  const { plan, ids } = hall();
  const figures: Record<string, number> = {};
  for (const people of [2, 4, 10, 40]) {
    const slowest = freeShares.map((share) => {
      const free = ids.filter((_, n) => (n * 7919) % 1000 < share * 1000);
      return medianMs(() => bestSeats(plan, free, { people, wheelchairs: 0 }));
    });
    say(`${people} people: ${slowest.map((ms) => ms.toFixed(1)).join(", ")} ms`);
    figures[`best_${people}_ms`] = Math.max(...slowest);
  }
  figures.by_hand_ms = medianMs(() => leavesOrphan(plan, ids, ids.slice(3, 5)));
  return { figures, notes: [`${ids.length} seats; the slowest of ${freeShares.join(", ")} free`] };
}

/** 50 bent rows of 40 in three blocks, 单双号. */
function hall(): { plan: Plan; ids: string[] } {
  const rows = Array.from({ length: 50 }, (_, n) =>
    makeRow({
      prefix: `r${n + 1}`,
      name: String(n + 1),
      seats: 40,
      middle: { x: 2000, y: 300 + n * 90 },
      spacing: 55,
      category: "甲",
      numbering: "odd-left",
      around: { x: 2000, y: -2000 },
      aisles: [10, 30],
    }),
  );
  const plan = {
    name: "两千座",
    size: { width: 4000, height: 5000 },
    focal: { x: 2000, y: 0 },
    categories: [{ name: "甲" }],
    zones: [{ name: "池座", rows }],
  };
  return { plan, ids: rows.flatMap(({ blocks }) => blocks.flat().map(({ id }) => id)) };
}

function medianMs(work: () => unknown): number {
  const times = Array.from({ length: rounds }, () => {
    const before = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  });
  return times.toSorted((a, b) => a - b)[Math.floor(rounds / 2)] ?? 0;
}
