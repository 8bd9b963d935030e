/** What is wrong with a plan somebody drew or sent, each fault with its place. */
import { type Plan, PlanShape, type Seat, seatsOf, seatWidth } from "./shape.ts";
import { shapeFaults } from "./shape-faults.ts";

export interface PlanFault {
  /** JSON pointer below the plan: `/zones/0/rows/4/blocks/1/3/id`. */
  at: string;
  id:
    | "seats.shape"
    | "seats.shape-lacks"
    | "seats.shape-unknown"
    | "seats.shape-type"
    | "seats.shape-choice"
    | "seats.shape-empty"
    | "seats.shape-long"
    | "seats.shape-many"
    | "seats.shape-small"
    | "seats.shape-above"
    | "seats.shape-large"
    | "seats.none"
    | "seats.too-many"
    | "seats.empty-zone"
    | "seats.empty-row"
    | "seats.empty-block"
    | "seats.zone-twice"
    | "seats.row-twice"
    | "seats.category-twice"
    | "seats.category-unknown"
    | "seats.id-twice"
    | "seats.label-twice"
    | "seats.outside"
    | "seats.on-top"
    | "seats.companion-of-none"
    | "seats.companion-second"
    | "seats.companion-apart"
    | "seats.of-without-companion";
  /** What it collides with, or what the shape asks. */
  other?: string;
}

export const mostSeats = 20_000;

/** A plan out of JSON from anywhere: the plan, or everything that is wrong with it. */
export function readPlan(raw: unknown): { plan: Plan } | { faults: PlanFault[] } {
  const wrong = shapeFaults(PlanShape, raw);
  if (wrong.length > 0) return { faults: wrong };
  // Without a fault of shape it has the shape.
  const plan = raw as Plan;
  const faults = faultsIn(plan);
  return faults.length > 0 ? { faults } : { plan };
}

/** All faults of a plan of the right shape; none means that seats can be picked from it. */
export function faultsIn(plan: Plan): PlanFault[] {
  const count = plan.zones.flatMap(({ rows }) => rows.flatMap(({ blocks }) => blocks)).flat().length;
  if (count > mostSeats) return [{ at: "/zones", id: "seats.too-many", other: String(mostSeats) }];
  return [...emptyOrTwice(plan), ...seatFaults(plan), ...companionFaults(plan), ...onTop(plan)];
}

function emptyOrTwice(plan: Plan): PlanFault[] {
  const faults: PlanFault[] = [];
  const once = (names: readonly string[], id: PlanFault["id"], at: (n: number) => string) => {
    names.forEach((name, n) => {
      if (names.indexOf(name) < n) faults.push({ at: at(n), id, other: name });
    });
  };
  if (plan.zones.length === 0) faults.push({ at: "/zones", id: "seats.none" });
  const named = ({ name }: { name: string }) => name;
  once(plan.categories.map(named), "seats.category-twice", (n) => `/categories/${n}/name`);
  once(plan.zones.map(named), "seats.zone-twice", (n) => `/zones/${n}/name`);
  plan.zones.forEach(({ rows }, z) => {
    if (rows.length === 0) faults.push({ at: `/zones/${z}/rows`, id: "seats.empty-zone" });
    once(rows.map(named), "seats.row-twice", (n) => `/zones/${z}/rows/${n}/name`);
    rows.forEach(({ blocks }, r) => {
      const at = `/zones/${z}/rows/${r}/blocks`;
      if (blocks.length === 0) faults.push({ at, id: "seats.empty-row" });
      blocks.forEach((block, b) => {
        if (block.length === 0) faults.push({ at: `${at}/${b}`, id: "seats.empty-block" });
      });
    });
  });
  return faults;
}

function seatFaults(plan: Plan): PlanFault[] {
  const faults: PlanFault[] = [];
  const categories = new Set(plan.categories.map(({ name }) => name));
  const ids = new Set<string>();
  const labels = new Map(plan.zones.map((zone) => [zone, new Set<string>()]));
  for (const { seat, zone, at } of seatsOf(plan)) {
    if (ids.has(seat.id)) faults.push({ at: `${at}/id`, id: "seats.id-twice", other: seat.id });
    ids.add(seat.id);
    const said = labels.get(zone);
    if (said?.has(seat.label)) faults.push({ at: `${at}/label`, id: "seats.label-twice", other: seat.label });
    said?.add(seat.label);
    if (!categories.has(seat.category))
      faults.push({ at: `${at}/category`, id: "seats.category-unknown", other: seat.category });
    const { width, height } = plan.size;
    if (seat.x < 0 || seat.y < 0 || seat.x > width || seat.y > height)
      faults.push({ at, id: "seats.outside", other: seat.label });
  }
  return faults;
}

/** A companion seat has one wheelchair space and stands beside it; a space has at most one. */
function companionFaults(plan: Plan): PlanFault[] {
  const faults: PlanFault[] = [];
  const spaces = new Set<string>();
  for (const { seat } of seatsOf(plan)) if (seat.kind === "wheelchair") spaces.add(seat.id);
  const accompanied = new Set<string>();
  for (const { seat, block, s, at: where } of seatsOf(plan)) {
    const at = `${where}/of`;
    if (seat.kind !== "companion") {
      if (seat.of !== undefined) faults.push({ at, id: "seats.of-without-companion", other: seat.of });
    } else if (seat.of === undefined || !spaces.has(seat.of)) {
      faults.push({ at, id: "seats.companion-of-none", other: seat.of ?? "" });
    } else if (accompanied.has(seat.of)) {
      faults.push({ at, id: "seats.companion-second", other: seat.of });
    } else {
      accompanied.add(seat.of);
      if (block[s - 1]?.id !== seat.of && block[s + 1]?.id !== seat.of)
        faults.push({ at, id: "seats.companion-apart", other: seat.of });
    }
  }
  return faults;
}

/** Seats nearer to one another than half the usual width, told at the later one. A grid, because halls are large. */
function onTop(plan: Plan): PlanFault[] {
  const faults: PlanFault[] = [];
  const least = seatWidth(plan.zones.flatMap(({ rows }) => rows.flatMap(({ blocks }) => blocks))) / 2;
  const cells = new Map<string, Seat[]>();
  const cell = (n: number) => Math.floor(n / least);
  for (const { seat, at } of seatsOf(plan)) {
    const [cx, cy] = [cell(seat.x), cell(seat.y)];
    const near = [-1, 0, 1].flatMap((dx) =>
      [-1, 0, 1].flatMap((dy) => cells.get(`${cx + dx} ${cy + dy}`) ?? []),
    );
    const under = near.find((other) => Math.hypot(other.x - seat.x, other.y - seat.y) < least);
    // Only the lowest is kept: a heap of seats stays one seat to compare with.
    if (under) faults.push({ at, id: "seats.on-top", other: under.label });
    else cells.set(`${cx} ${cy}`, [...(cells.get(`${cx} ${cy}`) ?? []), seat]);
  }
  return faults;
}
