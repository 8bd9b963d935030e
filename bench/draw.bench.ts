/** Drawing 100,000 entrants, checking that draw from its file, and 20,000 applicants for 300 classes by preference. Medians of rounds. */
import { createHash } from "node:crypto";
import {
  assign,
  type Class,
  commitmentTo,
  draw,
  type Entry,
  entryNumber,
  freeze,
  publicForms,
  verify,
} from "#libs/draw";
import type { BenchResult } from "./run.ts";

const rounds = 5;
const secret = "5f".repeat(32);
const value = "3 8 15 21 27 33 + 9";
const known = "2027-03-18T21:15:00+08:00";

export async function bench(say: (line: string) => void): Promise<BenchResult> {
  const list = frozen(100_000);
  const publish = () => {
    const done = draw(list.text, { secret, value, at: known });
    if ("refused" in done) throw new Error(`not drawn: ${done.refused.id}`);
    return done.text;
  };
  const published = publish();
  const check = () => {
    const { checks } = verify(published, { hash: list.hash, value });
    if (checks.some(({ is }) => is !== "right")) throw new Error(JSON.stringify(checks));
  };
  const { classes, applicants } = hopes(20_000, 300);
  const give = () => {
    const results = assign({ classes, overlaps: [], most: 1 }, applicants);
    if (results.length !== applicants.length) throw new Error("somebody has no result");
  };

  const times = { draw_s: [] as number[], verify_s: [] as number[], classes_s: [] as number[] };
  for (let round = 1; round <= rounds; round++) {
    say(`round ${round} of ${rounds}`);
    times.draw_s.push(seconds(publish));
    times.verify_s.push(seconds(check));
    times.classes_s.push(seconds(give));
  }
  return {
    figures: Object.fromEntries(
      Object.entries(times).map(([name, all]) => [name, all.toSorted((a, b) => a - b)[rounds >> 1] ?? null]),
    ),
    notes: [
      "limits: draw_s 2, verify_s 2 (100,000 entries of weight 1 to 4, size 1 to 4, 8,000 places of which 800 reserved), classes_s 5 (up to 10 choices each, reserved places)",
      `from text to text, CPU time with that of the collector, median of ${rounds}; the file is ${(published.length / 1e6).toFixed(1)} MB`,
    ],
  };
}

function seconds(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

/** The same chance each time. */
const chance = (what: string, n: number) => createHash("sha256").update(`${what} ${n}`).digest();

function anEntry(n: number, choices: string[], size: number): Entry {
  const bytes = chance("entry", n);
  const groups = bytes.readUInt8(9) < 40 ? ["near"] : [];
  return {
    number: entryNumber(bytes.subarray(0, 5)),
    weight: 1 + (bytes.readUInt8(10) % 4),
    size,
    groups,
    choices,
    most: 1,
  };
}

function frozen(entries: number): { text: string; hash: string } {
  const list = freeze({
    title: "开馆夜",
    frozenAt: "2027-03-18T09:00:00+08:00",
    commitment: commitmentTo(secret),
    value: { source: "福利彩票双色球第 2027031 期", form: publicForms["double-colour"], knownFrom: known },
    revealBy: "2027-03-19T12:00:00+08:00",
    most: 1,
    groups: [{ id: "near", title: "本社区居民" }],
    classes: [{ id: "night", title: "开馆夜", places: 8_000, reserved: [{ group: "near", places: 800 }] }],
    overlaps: [],
    entries: Array.from({ length: entries }, (_, n) => anEntry(n, ["night"], 1 + (n % 4))),
  });
  if ("faults" in list) throw new Error(JSON.stringify(list.faults.slice(0, 5)));
  return list;
}

/** Classes of which some are wanted ten times more than others. */
function hopes(people: number, count: number): { classes: Class[]; applicants: Entry[] } {
  const classes = Array.from({ length: count }, (_, n) => ({
    id: `c${n}`,
    title: `班 ${n}`,
    places: 30,
    reserved: [{ group: "near", places: 6 }],
  }));
  const applicants = Array.from({ length: people }, (_, n) => {
    const bytes = chance("wishes", n);
    const wished = Array.from(
      { length: 1 + (n % 10) },
      (_, i) => `c${Math.floor((bytes.readUInt16LE(2 * i) / 65_536) ** 2 * count)}`,
    );
    return anEntry(n, [...new Set(wished)], 1);
  });
  return { classes, applicants };
}
