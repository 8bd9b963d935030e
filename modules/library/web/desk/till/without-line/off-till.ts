/**
 * A till whose line is gone: it writes down what is lent and what comes back, in order, and sends it when the line is there again. No page in here.
 */
import { ask, Refused } from "#web/line.ts";
import type { Problem } from "#web/page.ts";
import {
  cardDigest,
  mostSteps,
  offlineProgress,
  prepareOffline,
  sendOffline,
} from "../../../../circulation/offline/contract.ts";
import { endSign } from "../steps.ts";
import {
  dropOff,
  type KeptOff,
  type Known,
  keepKnown,
  keepOff,
  keepStandingOff,
  readKnown,
  readOff,
  readStanding,
} from "./kept-off.ts";
import { whatIs } from "./scan-off.ts";

const patienceMs = 20_000;
/** It tries again after so long, and twice that, up to the longest; and at once when the browser says that there is a line. */
const [againAfterMs, longestMs] = [3_000, 60_000];
/** So often it asks how far the city has come, a second between. */
const mostLooks = 60;
/** Nobody stands there any more. */
const idleMs = 90_000;

export type Last =
  | { is: "reader" | "warned"; card: string }
  | { is: "lent"; barcode: string; due: Due | null }
  | { is: "back"; barcode: string }
  | { is: "ended" | "undone" | "too-late" | "pass" | "unread" };

export interface Due {
  earliest: string | null;
  isSame: boolean;
}

export interface OffNow {
  /** False until the browser has looked what it keeps. */
  isOpen: boolean;
  known: Known | null;
  card: string | null;
  steps: readonly KeptOff[];
  last: Last | null;
  /** Scanned, and either a card or a copy: somebody says which. */
  asks: string | null;
  line: "none" | "sending" | "there" | "refused";
  /** The city's own words, where it takes nothing. */
  problem: Problem | null;
  sent: number;
  progress: { waiting: number; open: number; done: number } | null;
  /** The browser keeps nothing. */
  loose: boolean;
}

export interface OffTill {
  now(): OffNow;
  subscribe(told: () => void): () => void;
  open(): Promise<void>;
  /** Learns from the city what it may know, while there is a line. */
  prepare(placeId: string): Promise<void>;
  take(said: string, as?: "card" | "copy"): Promise<void>;
  end(): void;
  undo(): Promise<void>;
  send(): Promise<void>;
  stop(): void;
}

export const nothingKept: OffNow = {
  isOpen: false,
  known: null,
  card: null,
  steps: [],
  last: null,
  asks: null,
  line: "none",
  problem: null,
  sent: 0,
  progress: null,
  loose: false,
};

const own = { withinMs: patienceMs, credentials: "same-origin" } as const;

export function offTill(zone: string): OffTill {
  let now = nothingKept;
  let sending: Promise<void> | null = null;
  let timer = 0;
  let idle = 0;
  let waitMs = againAfterMs;
  let stopped = false;
  /** The number of the last step. */
  let counted = 0;
  let working: Promise<unknown> = Promise.resolve();
  /** Sent at least once: the city may have them. */
  const onItsWay = new Set<string>();
  const listeners = new Set<() => void>();

  function tell(change: Partial<OffNow>): void {
    now = { ...now, ...change };
    for (const told of listeners) told();
  }

  /** One after the other, in the order in which it was scanned: what the browser keeps and what is shown are the same. */
  function inOrder<R>(work: () => Promise<R>): Promise<R> {
    const done = working.then(work, work);
    working = done.catch(() => undefined);
    return done;
  }

  async function kept<R>(work: Promise<R>): Promise<R | undefined> {
    return work.catch((error: unknown) => {
      console.warn(error);
      tell({ loose: true });
      return undefined;
    });
  }

  /** A page that is loaded again goes on with who stands here; nobody stands here for ever. */
  async function stands(): Promise<void> {
    window.clearTimeout(idle);
    if (now.card !== null) idle = window.setTimeout(end, idleMs);
    await kept(keepStandingOff({ card: now.card, at: Date.now() }));
  }

  async function takeOne(said: string, as: "card" | "copy" | undefined): Promise<void> {
    const { known } = now;
    if (!known || said === "") return;
    if (said === endSign) return end();
    const is = as ?? whatIs(said, known.ahead.shapes);
    if (is === "unread") return tell({ last: { is }, asks: null });
    if (is === "pass") {
      // Somebody else stands there, and nobody knows who: their book is not lent to the one before.
      tell({ card: null, last: { is }, asks: null });
      return stands();
    }
    // Whoever has a card on the table is borrowing.
    if (is === "either" && now.card === null) return tell({ asks: said, last: null });
    if (is === "card") {
      const { salt, cards } = known.ahead;
      const isWarned = cards.includes(await cardDigest(salt, said));
      tell({ card: said, asks: null, last: { is: isWarned ? "warned" : "reader", card: said } });
      return stands();
    }
    const made = {
      id: crypto.randomUUID(),
      placeId: known.ahead.place.id,
      kind: now.card === null ? ("return" as const) : ("lend" as const),
      card: now.card,
      barcode: said,
      at: new Date().toISOString(),
      ahead: known.clockAhead,
      onlineAt: known.onlineAt,
      madeBy: known.ahead.staff.key,
    };
    counted = (await kept(keepOff(made, counted))) ?? counted + 1;
    const step: KeptOff = { ...made, order: counted };
    tell({
      steps: [...now.steps, step],
      asks: null,
      last:
        step.kind === "lend"
          ? { is: "lent", barcode: said, due: dueOf(known, step, zone) }
          : { is: "back", barcode: said },
    });
    await stands();
    if (now.line === "there") void send();
  }

  function end(): void {
    if (now.card !== null || now.asks !== null) tell({ card: null, asks: null, last: { is: "ended" } });
    void stands();
  }

  function later(): void {
    window.clearTimeout(timer);
    if (stopped) return;
    timer = window.setTimeout(() => void send(), waitMs);
    waitMs = Math.min(waitMs * 2, longestMs);
  }

  async function sendOnce(): Promise<void> {
    window.clearTimeout(timer);
    // Another page of this browser may have sent some.
    const steps = await inOrder(async () => {
      const all = await readOff().catch(() => [...now.steps]);
      tell({ steps: all });
      return all;
    });
    // Where the browser knows that there is no line nothing is on its way, and all can be undone.
    if (!navigator.onLine) {
      tell({ line: "none" });
      return later();
    }
    try {
      for (const some of parcels(steps)) {
        for (const { id } of some) onItsWay.add(id);
        const [{ placeId } = { placeId: "" }] = some;
        const device = now.known?.device ?? "";
        const body = { placeId, device, steps: some.map(({ placeId: _, ...step }) => step) };
        const { taken } = await ask(sendOffline, { body }, own);
        await kept(dropOff(taken));
        const gone = new Set(taken);
        tell({
          line: "sending",
          problem: null,
          steps: now.steps.filter(({ id }) => !gone.has(id)),
          sent: now.sent + taken.length,
        });
      }
      const place = now.known?.ahead.place.id;
      if (place !== undefined) await learn(place);
      tell({ line: "there", problem: null });
      waitMs = againAfterMs;
      if (now.sent > 0 && place !== undefined) await watch(place);
    } catch (error) {
      if (error instanceof Refused) tell({ line: "refused", problem: error.problem });
      else tell({ line: "none" });
      later();
    }
  }

  /** How far the city has come with it. */
  async function watch(place: string): Promise<void> {
    for (let look = 0; look < mostLooks && !stopped; look++) {
      const progress = await ask(offlineProgress, { query: { place, device: now.known?.device ?? "" } }, own);
      tell({ progress });
      if (progress.waiting === 0) return;
      await new Promise((resolve) => setTimeout(resolve, 1000));
    }
  }

  async function learn(placeId: string): Promise<void> {
    const asked = Date.now();
    const ahead = await ask(prepareOffline, { query: { place: placeId } }, own);
    const known: Known = {
      device: now.known?.device ?? (await readKnown())?.device ?? crypto.randomUUID(),
      ahead,
      clockAhead: Math.round((Date.parse(ahead.now) - (asked + Date.now()) / 2) / 1000),
      onlineAt: ahead.now,
    };
    tell({ known });
    await kept(keepKnown(known));
  }

  function send(): Promise<void> {
    sending ??= sendOnce().finally(() => {
      sending = null;
    });
    return sending;
  }

  return {
    now: () => now,
    subscribe(told) {
      listeners.add(told);
      return () => listeners.delete(told);
    },
    async open() {
      const [known, steps] = [(await readKnown()) ?? null, await readOff()];
      const stood = await readStanding();
      counted = steps.at(-1)?.order ?? 0;
      const card = stood && Date.now() - stood.at < idleMs ? stood.card : null;
      tell({ isOpen: true, known, steps, card });
      if (card !== null) await stands();
    },
    prepare: learn,
    take: (said, as) => inOrder(() => takeOne(said.normalize("NFKC").trim(), as)),
    end,
    undo: () =>
      inOrder(async () => {
        const last = now.steps.at(-1);
        if (!last) return;
        // It may have arrived.
        if (onItsWay.has(last.id)) return tell({ last: { is: "too-late" } });
        await kept(dropOff([last.id]));
        tell({ steps: now.steps.filter(({ id }) => id !== last.id), last: { is: "undone" } });
      }),
    send,
    stop() {
      stopped = true;
      window.clearTimeout(timer);
      window.clearTimeout(idle);
    },
  };
}

/** Of one place, as many as go at once. */
function parcels(steps: readonly KeptOff[]): KeptOff[][] {
  const all: KeptOff[][] = [];
  for (const step of steps) {
    const last = all.at(-1);
    if (last && last.length < mostSteps && last[0]?.placeId === step.placeId) last.push(step);
    else all.push([step]);
  }
  return all;
}

/** By the table that was given ahead, for the city's day: which rule decides, nobody knows here. */
function dueOf({ ahead, clockAhead }: Known, { at }: KeptOff, zone: string): Due | null {
  const day = new Intl.DateTimeFormat("en-CA", { timeZone: zone }).format(
    new Date(Date.parse(at) + clockAhead * 1000),
  );
  return ahead.due.find(({ on }) => on === day) ?? null;
}
