/**
 * Scans of a stocktake on their way to the city: each is written down in the browser at once, sent in order in small parcels, and forgotten
 * when the city has it. A parcel whose answer was lost goes again under its own key, so that it is counted once and answered the same. No page in here.
 */
import type { AnswerOf } from "#contract";
import { newKey } from "#web/call.ts";
import { ask, Refused } from "#web/line.ts";
import type { Problem } from "#web/page.ts";
import { scanBarcodes } from "../../../catalogue/shelf/contract.ts";
import { dropScans, type KeptScan, keepScans, keptScans } from "./kept-scans.ts";

type Scanned = AnswerOf<typeof scanBarcodes>;

/** Scans of one parcel. */
const mostOfAParcel = 20;
/** What can be no line of barcodes, whoever types it. */
const longestSaid = 1000;
/** Scans that are shown, the newest first. */
const mostShown = 30;
const patienceMs = 20_000;
const againAfterMs = 3_000;

export interface ScanLine {
  id: string;
  said: string;
  state: "waiting" | "answered" | "unread";
  answers: Scanned["answers"];
}

export interface Standing {
  lines: readonly ScanLine[];
  waiting: number;
  /** Null until the city has answered. */
  counts: Scanned["counts"] | null;
  /** No line; or the city's own words, why it takes none. */
  trouble: "line" | Problem | null;
  /** The browser keeps nothing: what has not been sent goes with the page. */
  loose: boolean;
}

export interface ScanQueue {
  standing(): Standing;
  subscribe(told: () => void): () => void;
  /** Takes up what an earlier page has left. */
  open(): Promise<void>;
  scan(said: string): void;
  /** Sends what waits, now. */
  send(): Promise<void>;
  /** Leaves what the city will not take. */
  drop(): Promise<void>;
}

export const nothingYet: Standing = { lines: [], waiting: 0, counts: null, trouble: null, loose: false };

export function scanQueue(stocktake: string): ScanQueue {
  let waiting: KeptScan[] = [];
  let now = nothingYet;
  let sending: Promise<void> | null = null;
  let timer = 0;
  const listeners = new Set<() => void>();

  function tell(change: Partial<Standing>): void {
    now = { ...now, ...change, waiting: waiting.length };
    for (const told of listeners) told();
  }

  /** Written down, or told that this browser does not. */
  async function kept(work: Promise<void>): Promise<void> {
    await work.catch((error: unknown) => {
      console.warn(error);
      tell({ loose: true });
    });
  }

  function show(line: ScanLine): void {
    tell({ lines: [line, ...now.lines].slice(0, mostShown) });
  }

  async function sendOnce(): Promise<void> {
    window.clearTimeout(timer);
    for (let some = await nextParcel(); some.length > 0; some = await nextParcel()) {
      try {
        const body = { barcodes: some.map(({ said }) => said).join("\n") };
        const answer = await ask(
          scanBarcodes,
          { params: { id: stocktake }, body },
          { withinMs: patienceMs, credentials: "same-origin", key: some[0]?.parcel ?? "" },
        );
        await kept(dropScans(some));
        noteAnswer(some, answer);
      } catch (error) {
        if (error instanceof Refused && error.problem.id === "idempotency.other-input") {
          // Two pages of one browser have parcelled the same scans in different ways.
          for (const one of some) one.parcel = null;
          continue;
        }
        if (error instanceof Refused && error.problem.status === 422) {
          // Nothing in it can be a barcode: sent again it would be no other.
          await kept(dropScans(some));
          noteAnswer(some, null);
          continue;
        }
        tell({ trouble: error instanceof Refused ? error.problem : "line" });
        timer = window.setTimeout(() => void send(), againAfterMs);
        return;
      }
    }
    if (now.trouble !== null) tell({ trouble: null });
  }

  /** The first that wait: those that went together before, or as many as go at once. */
  async function nextParcel(): Promise<KeptScan[]> {
    const [first] = waiting;
    if (!first) return [];
    if (first.parcel !== null) return waiting.filter(({ parcel }) => parcel === first.parcel);
    const parcel = newKey();
    const some = waiting.slice(0, mostOfAParcel);
    for (const one of some) one.parcel = parcel;
    await kept(keepScans(some));
    return some;
  }

  /** Null: none of them is one. */
  function noteAnswer(some: readonly KeptScan[], answer: Scanned | null): void {
    const lineOf = new Map(some.map(({ id }, at) => [id, at + 1]));
    waiting = waiting.filter(({ id }) => !lineOf.has(id));
    const lines = now.lines.map((line): ScanLine => {
      const at = lineOf.get(line.id);
      if (at === undefined) return line;
      const answers = answer?.answers.filter((one) => one.line === at) ?? [];
      // Of a long list nothing is answered one by one.
      const isRead = answers.length > 0 || answer?.answers.length === 0;
      const isTold = answer?.told.some((one) => one.line === at && one.why === "unread") ?? true;
      return { ...line, state: isRead && !isTold ? "answered" : "unread", answers };
    });
    tell({ lines, counts: answer?.counts ?? now.counts, trouble: null });
  }

  function send(): Promise<void> {
    sending ??= sendOnce().finally(() => {
      sending = null;
      // Scanned between the last look and now.
      if (waiting.length > 0 && now.trouble === null) void send();
    });
    return sending;
  }

  return {
    standing: () => now,
    subscribe(told) {
      listeners.add(told);
      return () => listeners.delete(told);
    },
    async open() {
      const before = await keptScans(stocktake);
      // What is scanned while the browser looks comes behind.
      waiting = [...before, ...waiting.filter(({ id }) => !before.some((one) => one.id === id))];
      const lines = before.map(({ id, said }): ScanLine => ({ id, said, state: "waiting", answers: [] }));
      const shown = now.lines.filter(({ id }) => !before.some((one) => one.id === id));
      tell({ lines: [...shown, ...lines.reverse()].slice(0, mostShown) });
      await send();
    },
    scan(typed) {
      const said = typed.trim();
      if (said === "") return;
      const id = newKey();
      if (said.length > longestSaid) {
        show({ id, said: said.slice(0, 60), state: "unread", answers: [] });
        return;
      }
      const at = performance.timeOrigin + performance.now();
      const one: KeptScan = { id, stocktake, said, at, parcel: null };
      waiting.push(one);
      show({ id, said, state: "waiting", answers: [] });
      void kept(keepScans([one])).then(send);
    },
    send,
    async drop() {
      const some = waiting;
      waiting = [];
      const gone = new Set(some.map(({ id }) => id));
      await kept(dropScans(some));
      tell({ lines: now.lines.filter(({ id }) => !gone.has(id)), trouble: null });
    },
  };
}
