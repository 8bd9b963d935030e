/**
 * What somebody who stands at the door means for it: the one rule of the server and of a scanner without a line. Pure; a browser
 * is sent this file, so it knows moments as milliseconds.
 */
import type { ClaimState } from "../claiming/claim-state.ts";

/** When people can be let in. */
export interface DoorTimes {
  state: "open" | "closed";
  doorsAt: number;
  endsAt: number;
}

export type Shut = "check-in.closed" | "check-in.too-early" | "check-in.too-late";

/** Why nobody can be let in now, or null. The door stays open until the end. */
export function doorShut({ state, doorsAt, endsAt }: DoorTimes, now: number): Shut | null {
  if (state === "closed") return "check-in.closed";
  if (now < doorsAt) return "check-in.too-early";
  return now >= endsAt ? "check-in.too-late" : null;
}

/** A claim as the door sees it. */
export interface AtDoor {
  state: ClaimState;
  size: number;
  /** How many of them have ever been let in. */
  came: number;
  /** How many of those are out again for the moment. */
  away: number;
}

/** How the pass was: picked from the list by a clerk, it is good. */
export interface PassShown {
  /** Why the code says nothing at all: the pass is not good, too old, revoked. */
  refused: string | null;
  /** A copied picture would look the same. */
  needsDocument: boolean;
  /** The code of this moment was shown here before. */
  shownBefore: boolean;
}

export const fromList: PassShown = { refused: null, needsDocument: false, shownBefore: false };

export interface AtTheDoor {
  door: DoorTimes;
  now: number;
  way: "in" | "out";
  pass: PassShown;
  claim: AtDoor | null;
  /** Without a claim here: they have one on another occasion of the house today. */
  elsewhere?: Elsewhere | null;
  documentSeen: boolean;
  /** Of a party so many; all that can unless told. */
  came?: number | undefined;
}

export interface Elsewhere {
  /** Another door, a lesson with its own roll, a room or seat. */
  kind: "door" | "lesson" | "room";
  /** What it is called, and where. */
  event: string;
  /** When it begins, ISO instant. */
  at: string;
}

/** What it is called and where, as it is said in a sentence. */
export function calledWithPlace(title: string, where: string | null): string {
  return [title, where].filter(Boolean).join(" · ");
}

/** Where to send somebody who is expected at several: what begins first. */
export function soonest(all: readonly Elsewhere[]): Elsewhere | null {
  const order = (a: Elsewhere, b: Elsewhere) =>
    Date.parse(a.at) - Date.parse(b.at) || (a.event < b.event ? -1 : a.event > b.event ? 1 : 0);
  return [...all].sort(order)[0] ?? null;
}

export type Meaning =
  /** So many come in for the first time, so many again after they went out; `rest` of the party are still to come. */
  | { kind: "in"; fresh: number; back: number; rest: number }
  /** In before: said, not done twice. */
  | { kind: "already"; came: number; rest: number }
  /** So many leave, `unseen` of them nobody saw come in; `inside` stay. */
  | { kind: "out"; size: number; unseen: number; inside: number }
  | { kind: "refused"; id: string; data?: Record<string, string | number> };

/** The first reason against, or what is to be done. */
export function meaningOf(at: AtTheDoor): Meaning {
  const { door, now, way, pass, claim, elsewhere, documentSeen } = at;
  // Who is in may leave at any time.
  const shut = way === "in" ? doorShut(door, now) : null;
  if (shut) return { kind: "refused", id: shut };
  if (pass.refused) return { kind: "refused", id: pass.refused };
  const isIn = claim?.state === "checked-in";
  if (pass.shownBefore && !isIn) return { kind: "refused", id: "pass.used-code" };
  if (!claim)
    return elsewhere
      ? { kind: "refused", id: "check-in.elsewhere", data: { ...elsewhere } }
      : { kind: "refused", id: "check-in.no-claim" };
  const meaning = way === "in" ? comingIn(claim, at.came) : goingOut(claim, at.came);
  // Where nothing is done, no document is asked for; one that went out could have handed a copy on.
  const unsure = pass.needsDocument && !documentSeen && way === "in" && meaning.kind !== "already";
  return unsure ? { kind: "refused", id: "check-in.document-needed" } : meaning;
}

function comingIn(claim: AtDoor, wanted: number | undefined): Meaning {
  const { state, size, came, away } = claim;
  if (state === "confirmed") return entering(wanted ?? size, { away: 0, toCome: size });
  if (state !== "checked-in") return { kind: "refused", id: "check-in.not-confirmed", data: { state } };
  const toCome = size - came;
  // A part that comes later says how many it is; a pass that is only scanned again lets nobody in twice.
  if (away + toCome === 0 || (wanted === undefined && away === 0))
    return { kind: "already", came, rest: toCome };
  return entering(wanted ?? away, { away, toCome });
}

function entering(people: number, { away, toCome }: { away: number; toCome: number }): Meaning {
  if (people > away + toCome)
    return { kind: "refused", id: "check-in.more-than-party", data: { came: people, rest: away + toCome } };
  const back = Math.min(people, away);
  return { kind: "in", fresh: people - back, back, rest: toCome - (people - back) };
}

/** Nobody is held back from leaving: another door may have let them in without a line, or a clerk. Only the number must be one of the booking. */
function goingOut({ state, size: places, came, away }: AtDoor, wanted: number | undefined): Meaning {
  const inside = state === "checked-in" || state === "attended" ? came - away : 0;
  const size = wanted ?? (inside > 0 ? inside : places);
  if (size > places) return { kind: "refused", id: "check-in.not-inside", data: { size: places } };
  return { kind: "out", size, unseen: Math.max(0, size - inside), inside: Math.max(0, inside - size) };
}
