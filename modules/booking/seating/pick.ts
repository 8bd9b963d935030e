/** Which seats a claim gets: those that were named, held to the rules of the hall, or the best there are; and which of them it gives back. Pure. */
import { bestSeats, leavesOrphan, orphansGivenBack, type Plan, type Seat } from "#libs/seats";
import type { Against } from "../offers/offer.ts";

export interface SeatWish {
  size: number;
  /** Ids of the seats that were named; without them the hall picks. */
  seats?: readonly string[] | undefined;
  /** How many of them come in a wheelchair. */
  wheelchairs?: number | undefined;
}

export interface Hall {
  plan: Plan;
  /** What is told of each seat. */
  labels: ReadonlyMap<string, string>;
}

export type Picked = { seats: string[]; against: null } | { seats: null; against: Against };

const no = (id: string, data: Against["data"] = {}): Picked => ({ seats: null, against: { id, data } });

/** Seats for who wishes so, out of the free ones of a pool; or why not, with what is there instead. */
export function pickSeats(hall: Hall, free: ReadonlySet<string>, wish: SeatWish): Picked {
  const { size, seats, wheelchairs = 0 } = wish;
  if (wheelchairs > size) return no("claim.wheelchairs-more", { wheelchairs, size });
  if (seats) return pickNamed(hall, free, { size, seats, wheelchairs });
  const best = bestSeats(hall.plan, free, { people: size, wheelchairs });
  if ("groups" in best) return { seats: best.groups.flat(), against: null };
  return best.none === "not-enough-wheelchair-spaces"
    ? no("claim.wheelchair-spaces-short", { wheelchairs, line: "no" })
    : no("claim.seats-short", { size });
}

function pickNamed(
  hall: Hall,
  free: ReadonlySet<string>,
  {
    size,
    seats,
    wheelchairs,
  }: Required<Pick<SeatWish, "size" | "wheelchairs">> & { seats: readonly string[] },
): Picked {
  if (seats.length === 0) return no("claim.seats-none");
  const picked = new Set(seats);
  if (picked.size !== seats.length || seats.length !== size)
    return no("claim.seats-count", { size, chosen: picked.size });
  const party = { people: size, wheelchairs };
  const instead = () => told(hall, near(hall.plan, free, { to: picked, party }));
  const gone = seats.filter((id) => !free.has(id));
  if (gone.length > 0) return no("claim.seats-gone", { gone: told(hall, gone), near: instead() || "none" });
  const chosen = seatsIn(hall.plan).filter(({ id }) => picked.has(id));
  const spaces = chosen.filter(({ kind }) => kind === "wheelchair");
  if (spaces.length > wheelchairs)
    return no("claim.seats-wheelchair", {
      seats: told(
        hall,
        spaces.map(({ id }) => id),
      ),
    });
  const kept = chosen.filter(({ of }) => of !== undefined && free.has(of) && !picked.has(of));
  if (kept.length > 0)
    return no("claim.seats-companion", {
      seats: told(
        hall,
        kept.map(({ id }) => id),
      ),
    });
  const alone = leavesOrphan(hall.plan, free, picked);
  if (alone.length > 0) return no("claim.seats-orphan", { alone: told(hall, alone), near: instead() });
  return { seats: chosen.map(({ id }) => id), against: null };
}

/** Why these of a party's seats are not given back as they are, with what to do instead; or null. */
export function reasonAgainstGiving(
  hall: Hall,
  free: ReadonlySet<string>,
  { own, given }: { own: readonly string[]; given: readonly string[] },
): Against | null {
  const stays = seatsIn(hall.plan).filter(({ id }) => own.includes(id) && !given.includes(id));
  const companions = stays.filter(({ of }) => of !== undefined && given.includes(of));
  if (companions.length > 0) {
    // Who stays moves first; where they all find no other seats they keep those.
    const wheelchairs = stays.filter(({ kind }) => kind === "wheelchair").length;
    const best = bestSeats(hall.plan, new Set([...free, ...own]), { people: own.length, wheelchairs });
    const seats = told(
      hall,
      companions.map(({ id }) => id),
    );
    if ("groups" in best)
      return {
        id: "claim.give-companion",
        data: { seats, wheelchairs, near: told(hall, best.groups.flat()) },
      };
  }
  const orphans = orphansGivenBack(hall.plan, free, { own, given });
  return (
    orphans && {
      id: "claim.give-orphan",
      data: { alone: told(hall, orphans.alone), instead: told(hall, orphans.instead) },
    }
  );
}

/** The best free seats as seen from where somebody wanted to sit. */
function near(
  plan: Plan,
  free: ReadonlySet<string>,
  { to, party }: { to: ReadonlySet<string>; party: { people: number; wheelchairs: number } },
): string[] {
  const there = seatsIn(plan).filter(({ id }) => to.has(id));
  if (there.length === 0) return [];
  const middle = (side: "x" | "y") => there.reduce((sum, seat) => sum + seat[side], 0) / there.length;
  const best = bestSeats({ ...plan, focal: { x: middle("x"), y: middle("y") } }, free, party);
  return "groups" in best ? best.groups.flat() : [];
}

export function seatsIn(plan: Plan): Seat[] {
  return plan.zones.flatMap(({ rows }) => rows.flatMap(({ blocks }) => blocks.flat()));
}

/** Seats as they are told in a sentence. */
export function told({ labels }: Pick<Hall, "labels">, ids: readonly string[]): string {
  return ids.map((id) => labels.get(id) ?? id).join("、");
}
