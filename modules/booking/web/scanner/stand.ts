/** How things stand at a scanner: the list of the city, and on top of it what was scanned here since. Pure. */
import type { ClaimListed, DoorListed, Elsewhere, ScannerListed, SentScan } from "../../scanner/contract.ts";

/** A scan of this device. `acknowledged`: the city has it. */
export interface OwnScan extends SentScan {
  acknowledged: boolean;
}

type Claim = ClaimListed & { offerId: string };
interface DoorStand extends Omit<DoorListed, "claims"> {
  claims: Map<string, Claim>;
}

export interface Stand extends Omit<ScannerListed, "doors" | "elsewhere"> {
  /** From when what is revoked is known: the last whole list. */
  revokedAsOf: string;
  doors: Map<string, DoorStand>;
  /** Claims by the hashes of whose they are. */
  byWho: Map<string, Claim[]>;
  /** By the same hashes. */
  elsewhere: Map<string, Elsewhere[]>;
}

/** The stand by a list; by what has changed since, on top of the stand before. `own`: the scans of this device that are not in the list. */
export function standBy(list: ScannerListed, before: Stand | null, own: readonly OwnScan[]): Stand {
  const whole = list.since === null || before === null;
  const doors = new Map(
    list.doors.map((door) => {
      const claims = new Map(whole ? [] : before.doors.get(door.offerId)?.claims);
      for (const claim of door.claims)
        claims.set(claim.id, { ...(claims.get(claim.id) ?? unknown), ...claim, offerId: door.offerId });
      return [door.offerId, { ...door, claims }];
    }),
  );
  const byWho = byHash([...doors.values()].flatMap(({ claims }) => [...claims.values()]));
  const elsewhere = whole ? byHash(list.elsewhere) : before.elsewhere;
  const stand = { ...list, revokedAsOf: whole ? list.asOf : before.revokedAsOf, doors, byWho, elsewhere };
  // On claims that are not in the list, a scan stands already.
  const listed = new Set(list.doors.flatMap(({ claims }) => claims.map(({ id }) => id)));
  for (const scan of own) {
    noteAtDoor(stand, scan);
    if (listed.has(scan.claimId ?? "")) noteOnClaim(stand, scan);
  }
  return stand;
}

const unknown = { name: null, phoneTail: null, number: null };

function byHash<T extends { who: readonly string[] }>(all: readonly T[]): Map<string, T[]> {
  const found = new Map<string, T[]>();
  for (const one of all)
    for (const who of one.who) {
      const others = found.get(who);
      if (others) others.push(one);
      else found.set(who, [one]);
    }
  return found;
}

/** What a scan of this device has changed. */
export function noteScan(stand: Stand, scan: SentScan): void {
  noteAtDoor(stand, scan);
  noteOnClaim(stand, scan);
}

/** How many came back by it; fewer than none when they went out. */
const backBy = ({ way, size, fresh }: SentScan) => (way === "in" ? size - fresh : -size);

function noteAtDoor(stand: Stand, scan: SentScan): void {
  const door = stand.doors.get(scan.offerId);
  if (!door) return;
  door.came += scan.fresh;
  door.away = between(door.away - backBy(scan), door.came);
  if (scan.shown === "nobody" && door.leftAtTheDoor !== null)
    door.leftAtTheDoor = Math.max(0, door.leftAtTheDoor - scan.fresh);
}

function noteOnClaim(stand: Stand, scan: SentScan): void {
  const claim = stand.doors.get(scan.offerId)?.claims.get(scan.claimId ?? "");
  if (!claim) return;
  claim.came = Math.min(claim.size, claim.came + scan.fresh);
  claim.away = between(claim.away - backBy(scan), claim.came);
  if (scan.fresh > 0 && claim.state === "confirmed") claim.state = "checked-in";
  if (scan.fresh > 0) claim.checkedInAt ??= scan.at;
}

/** Never more are out than came: whoever leaves and was not seen coming in is only noted. */
const between = (away: number, came: number) => Math.max(0, Math.min(away, came));

/** People in the room now, and how many it holds. */
export function insideOf(stand: Stand, offerId: string): { inside: number; holds: number } {
  const door = stand.doors.get(offerId);
  return { inside: door ? door.came - door.away : 0, holds: stand.room ?? door?.quota ?? 0 };
}
