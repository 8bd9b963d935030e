/** A scanner at work: it decides with a line or without, writes down, sends, and stays in step. No page in here. */
import { type SignedText, signedByCity } from "#browser/pass";
import type { AnswerOf } from "#contract";
import { ask, Refused } from "#web/line.ts";
import {
  type ClaimListed,
  listHead,
  type Meaning,
  mostScans,
  type ScannerListed,
  type SentScan,
  scanNow,
  syncScanner,
} from "../../scanner/contract.ts";
import { type Asked, decide, type Shown } from "./decide.ts";
import { type Device, dropScans, forget, type Kept, keep, keepScan, readKept, readScans } from "./kept.ts";
import { noteScan, type OwnScan, type Stand, standBy } from "./stand.ts";

/** How long the person at the door waits for the city before the device decides. */
const patienceMs = 1500;
const syncMs = 20_000;
/** After so long the whole list comes again, with every pass that is good. */
const wholeAfterMs = 10 * 60_000;

export interface Outcome {
  meaning: Meaning;
  claim: ClaimListed | null;
  /** The city's own words, where it refused. */
  said?: { title: string; detail?: string | undefined };
  byCity: boolean;
}

type Ended = "revoked" | "over" | "left";

export interface Station {
  /** How things stand; null before it is made ready and after it has ended. */
  stand: Stand | null;
  offerId: string | null;
  online: boolean;
  /** When it was last in step, in milliseconds by the city's clock. */
  inStepAt: number | null;
  waiting: number;
  ended: Ended | null;
  now(): number;
  subscribe(told: () => void): () => void;
  /** Takes up what is kept in the browser; false where there is nothing. */
  open(): Promise<boolean>;
  begin(device: Device, list: SignedText, keys: Kept["keys"], offerId: string): Promise<void>;
  choose(offerId: string): Promise<void>;
  scan(asked: Omit<Asked, "offerId">): Promise<Outcome>;
  /** People nobody named; `sure`: also beyond the places of the door. */
  count(what: "in" | "out" | "back", size: number, sure?: "sure"): Promise<Outcome>;
  sync(): Promise<void>;
  leave(): Promise<void>;
}

/** The station of this browser. */
export function station(): Station {
  let kept: Kept | null = null;
  /** Scans of this device that are not in the list yet. */
  let own: OwnScan[] = [];
  /** Scans the city said it has: one it answers only after the list is in it already. */
  let held = new Set<string>();
  const shown: Shown = new Set();
  const listeners = new Set<() => void>();
  let syncing: Promise<void> | null = null;
  const here: Station = {
    stand: null,
    offerId: null,
    online: true,
    inStepAt: null,
    waiting: 0,
    ended: null,
    now: () => Date.now() + (kept?.ahead ?? 0),
    subscribe(told) {
      listeners.add(told);
      return () => listeners.delete(told);
    },
    async open() {
      [kept, own] = [await readKept(), await readScans()];
      if (!kept) return false;
      for (const list of kept.lists) await take(list);
      here.offerId = kept.offerId;
      tell();
      return here.stand !== null;
    },
    async begin(device, list, keys, offerId) {
      await forget({ scansToo: true });
      own = [];
      here.stand = null;
      here.ended = null;
      kept = { device, keys, lists: [], offerId, ahead: 0 };
      await take(list);
      if (!here.stand) throw new Error("the list is not signed by the city");
      kept.lists = [list];
      const made: Stand = here.stand;
      kept.ahead = Date.parse(made.asOf) - Date.now();
      here.inStepAt = here.now();
      here.offerId = offerId;
      await keep(kept);
      tell();
    },
    async choose(offerId) {
      if (!kept) return;
      here.offerId = offerId;
      kept.offerId = offerId;
      await keep(kept);
      tell();
    },
    async scan(asked) {
      const { stand, offerId } = ready();
      const id = crypto.randomUUID();
      const decided = await decide(stand, { ...asked, offerId }, { now: here.now(), seen: new Set(shown) });
      const answered = await askCity({ id, offerId, ...asked });
      if (answered) {
        if ("problem" in answered) return refusedByCity(answered.problem, decided.claim);
        return noteAnswer(answered, {
          id,
          offerId,
          way: asked.way,
          shown: decided.shown,
          phone: decided.phone,
        });
      }
      // The code is noted by what the device itself decides.
      const {
        meaning,
        claim,
        shown: how,
        phone,
      } = await decide(stand, { ...asked, offerId }, { now: here.now(), seen: shown });
      if (meaning.kind === "in" || meaning.kind === "out") {
        const size = meaning.kind === "in" ? meaning.fresh + meaning.back : meaning.size;
        const fresh = meaning.kind === "in" ? meaning.fresh : 0;
        const claimId = claim?.id ?? null;
        await note({ id, offerId, claimId, way: asked.way, size, fresh, shown: how, phone });
      }
      return { meaning, claim, byCity: false };
    },
    async count(what, size, sure) {
      const { stand, offerId } = ready();
      const id = crypto.randomUUID();
      const nobody = { id, offerId, claimId: null, size, phone: null };
      if (what === "in") {
        const answered = await askCity({ id, offerId, way: "in", nobody: size });
        if (answered && "problem" in answered && sure === undefined)
          return refusedByCity(answered.problem, null);
        if (answered && !("problem" in answered))
          return noteAnswer(answered, { id, offerId, way: "in", shown: "nobody", phone: null });
        const left = stand.doors.get(offerId)?.leftAtTheDoor ?? 0;
        if (left < size && sure === undefined)
          return {
            meaning: {
              kind: "refused",
              id: left === 0 ? "walk-in.none-left" : "walk-in.too-few-left",
              data: { left, size },
            },
            claim: null,
            byCity: false,
          };
        await note({ ...nobody, way: "in", fresh: size, shown: "nobody" });
        return { meaning: { kind: "in", fresh: size, back: 0, rest: 0 }, claim: null, byCity: false };
      }
      await note({
        ...nobody,
        way: what === "out" ? "out" : "in",
        fresh: 0,
        shown: what === "out" ? "nobody" : "back",
      });
      const meaning: Meaning =
        what === "out"
          ? { kind: "out", size, unseen: 0, inside: 0 }
          : { kind: "in", fresh: 0, back: size, rest: 0 };
      return { meaning, claim: null, byCity: false };
    },
    sync() {
      syncing ??= syncOnce().finally(() => {
        syncing = null;
      });
      return syncing;
    },
    async leave() {
      await end("left");
    },
  };

  function ready(): { stand: Stand; offerId: string } {
    if (!here.stand || !here.offerId) throw new Error("this device is no scanner");
    return { stand: here.stand, offerId: here.offerId };
  }

  function tell(): void {
    here.waiting = own.filter(({ acknowledged }) => !acknowledged).length;
    for (const told of listeners) told();
  }

  /** Takes a list the city signed, on top of the one before; anything else is left alone. */
  async function take(list: SignedText): Promise<void> {
    if (!kept || !list.text.startsWith(listHead)) return;
    if (!(await signedByCity(list, { keys: kept.keys, nowMs: here.now() }))) return;
    const read = JSON.parse(list.text.slice(listHead.length)) as ScannerListed;
    if (read.scanner !== kept.device.id || Date.parse(read.until) <= here.now()) return;
    // Signed by a key that was known, it brings those that come next.
    kept.keys = read.keys;
    here.stand = standBy(read, here.stand, own);
  }

  type CityAnswer = AnswerOf<typeof scanNow>;
  type Question = Omit<Asked, "offerId"> & { id: string; offerId: string; nobody?: number };

  /** What the city says, or null where there is no line in time. */
  async function askCity(question: Question): Promise<CityAnswer | Refused | null> {
    if (!kept || !here.online || own.some(({ acknowledged }) => !acknowledged)) return null;
    const { came, ...rest } = question;
    const body = { device: kept.device, ...rest, ...(came !== undefined && { came }) };
    try {
      return await ask(scanNow, { body }, { withinMs: patienceMs, credentials: "omit" });
    } catch (error) {
      if (error instanceof Refused) {
        if (error.problem.id === "scanner.revoked") await end("revoked");
        return error;
      }
      here.online = false;
      tell();
      return null;
    }
  }

  function refusedByCity(
    { id, title, detail, data }: Refused["problem"],
    claim: ClaimListed | null,
  ): Outcome {
    const numbers = (data ?? {}) as Record<string, string | number>;
    const found = ready()
      .stand.doors.get(here.offerId ?? "")
      ?.claims.get(String(numbers.claimId ?? ""));
    return {
      meaning: { kind: "refused", id, data: numbers },
      claim: claim ?? found ?? null,
      said: { title, detail },
      byCity: true,
    };
  }

  /** What the city has written down already. */
  function noteAnswer(
    answer: CityAnswer,
    { id, ...scan }: Pick<SentScan, "id" | "offerId" | "way" | "shown" | "phone">,
  ): Outcome {
    const { stand } = ready();
    const { claimId, kind, fresh, back, rest } = answer;
    const door = stand.doors.get(scan.offerId);
    const at = new Date(here.now()).toISOString();
    if (kind !== "already" && !held.has(id)) {
      const done = { ...scan, id, claimId, size: fresh + back, fresh, at };
      noteScan(stand, done);
      own.push({ ...done, acknowledged: true });
    }
    const claim = door?.claims.get(claimId ?? "") ?? null;
    here.inStepAt = here.now();
    tell();
    const meaning: Meaning =
      kind === "in"
        ? { kind, fresh, back, rest }
        : kind === "out"
          ? { kind, size: back, unseen: 0, inside: claim ? claim.came - claim.away : 0 }
          : { kind, came: claim?.came ?? 1, rest };
    return { meaning, claim, byCity: true };
  }

  /** Writes a scan of this device down, and lets the city know when there is a line. */
  async function note(scan: Omit<SentScan, "at">): Promise<void> {
    const { stand } = ready();
    const done: OwnScan = { ...scan, at: new Date(here.now()).toISOString(), acknowledged: false };
    await keepScan(done);
    own.push(done);
    noteScan(stand, done);
    tell();
    void here.sync();
  }

  async function syncOnce(): Promise<void> {
    if (!kept) return;
    // What the city has is sent as well until a list has it: its answer says what is in the list.
    const sending = own.slice(0, mostScans);
    const { stand } = here;
    const whole = !stand || here.now() - Date.parse(stand.revokedAsOf) > wholeAfterMs;
    const asked = Date.now();
    try {
      const answer = await ask(
        syncScanner,
        {
          body: {
            device: kept.device,
            scans: sending.map(({ acknowledged: _, ...scan }) => scan),
            ...(!whole && { since: stand.asOf }),
          },
        },
        { withinMs: syncMs, credentials: "omit" },
      );
      kept.ahead = Date.parse(answer.now) - (asked + Date.now()) / 2;
      const had = new Set(answer.acknowledged.map(({ id }) => id));
      await dropScans([...had]);
      own = own.filter(({ id }) => !had.has(id));
      held = had;
      if (answer.list) {
        await take(answer.list);
        kept.lists = whole ? [answer.list] : [...kept.lists, answer.list];
      }
      here.online = true;
      here.inStepAt = here.now();
      if (answer.list) await keep(kept);
    } catch (error) {
      if (error instanceof Refused && error.problem.id === "scanner.revoked") return end("revoked");
      here.online = false;
    }
    if (here.stand && Date.parse(here.stand.until) <= here.now()) await dayOver();
    tell();
  }

  /** The list dies with its day; what was not sent yet stays until it is. */
  async function dayOver(): Promise<void> {
    if (here.waiting > 0 && kept) {
      kept.lists = [];
      await keep(kept);
      here.stand = null;
      here.ended = "over";
      return;
    }
    await end("over");
  }

  async function end(why: Ended): Promise<void> {
    await forget({ scansToo: true });
    kept = null;
    own = [];
    shown.clear();
    here.stand = null;
    here.offerId = null;
    here.ended = why;
    tell();
  }

  return here;
}
