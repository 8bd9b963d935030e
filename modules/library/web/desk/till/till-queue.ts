/**
 * Steps of a till on their way to the city: each is written down in the browser at once, sent one after the other, and forgotten when the city has
 * it. One whose answer was lost goes again under its own key, so that it is done once and answered the same. No page in here.
 */
import type { Call } from "#contract";
import { newKey } from "#web/call.ts";
import { ask, Refused } from "#web/line.ts";
import type { Problem } from "#web/page.ts";
import { readerAtTill } from "../../../circulation/till/contract.ts";
import { dropSteps, type KeptStep, keepStanding, keepStep, keptStanding, keptSteps } from "./kept-steps.ts";
import {
  carryOut,
  endSign,
  type Mode,
  type Outcome,
  type Reader,
  readerAfter,
  type Step,
  type UndoScan,
} from "./steps.ts";
import { whoIs } from "./who-stands.tsx";

/** Lines that are shown, the newest first. */
const mostShown = 100;
const patienceMs = 20_000;
const againAfterMs = 3_000;
/** A reader who stood there so long ago is not brought back by loading the page again. */
export const idleSeconds = 90;

export interface TillLine {
  id: string;
  /** As it was typed or what was pressed. */
  said: string;
  /** Null: on its way. */
  outcome: Outcome | null;
}

export interface Now {
  lines: readonly TillLine[];
  waiting: number;
  reader: Reader | null;
  mode: Mode;
  /** No line; or the city's own words, why it takes none. */
  trouble: "line" | Problem | null;
  /** The browser keeps nothing: what has not been sent goes with the page. */
  loose: boolean;
}

export interface TillQueue {
  now(): Now;
  subscribe(told: () => void): () => void;
  /** Hears of each outcome, in order. */
  onOutcome(heard: (outcome: Outcome) => void): () => void;
  /** Takes up what an earlier page has left. */
  open(): Promise<void>;
  do(step: Step | UndoScan, said?: string): void;
  /** A further page of what the reader has. */
  more(): Promise<void>;
  /** Sends what waits, now. */
  send(): Promise<void>;
  /** Leaves what the city will not take. */
  drop(): Promise<void>;
  /** The scans that wait, and the card of who stands there: for the till that needs no line. What else waits stays. */
  handOver(): Promise<{ card: string | null; said: string[] }>;
}

export const nothingYet: Now = {
  lines: [],
  waiting: 0,
  reader: null,
  mode: "both",
  trouble: null,
  loose: false,
};

const byLine: Call = (operation, input, options) =>
  ask(operation, input, {
    withinMs: patienceMs,
    credentials: "same-origin",
    ...(options?.key !== undefined && { key: options.key }),
  });

export function tillQueue(placeId: string, today: () => string, before: Now): TillQueue {
  let waiting: KeptStep[] = [];
  let now = before;
  let sending: Promise<void> | null = null;
  let timer = 0;
  const listeners = new Set<() => void>();
  const hearers = new Set<(outcome: Outcome) => void>();

  function tell(change: Partial<Now>): void {
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

  const stands = () => whoIs(now.reader) ?? { subject: null, agent: null };

  const keepStands = () => kept(keepStanding({ placeId, ...stands(), mode: now.mode, at: Date.now() }));

  async function sendOnce(): Promise<void> {
    window.clearTimeout(timer);
    for (let [one] = waiting; one; [one] = waiting) {
      const outcome = await outcomeOf(one);
      if (!outcome) {
        timer = window.setTimeout(() => void send(), againAfterMs);
        return;
      }
      await settle(one, outcome);
    }
    if (now.trouble !== null) tell({ trouble: null });
  }

  /** What was taken back before it was answered is known by now; null: it was no loan. */
  function meant(step: KeptStep["step"]): Step | null {
    if (step.what !== "undo-scan") return step;
    const outcome = now.lines.find(({ id }) => id === step.line)?.outcome;
    if (outcome?.is !== "lent") return null;
    return { what: "undo", loanId: outcome.loanId, title: outcome.title };
  }

  /** Null: the city has not answered, or takes nothing from here now. */
  async function outcomeOf(one: KeptStep): Promise<Outcome | null> {
    const step = meant(one.step);
    if (!step) return { is: "nothing-undone" };
    try {
      return await carryOut(
        step,
        { placeId, ...stands(), mode: now.mode },
        {
          call: byLine,
          key: one.id,
          found: one.found,
          note: async (found) => {
            one.found = found;
            await kept(keepStep(one));
          },
        },
      );
    } catch (error) {
      // Signed out, or somebody else's till: what waits is theirs who did it.
      if (!(error instanceof Refused) || [401, 403].includes(error.problem.status)) {
        if (!(error instanceof Refused)) console.warn(error);
        tell({ trouble: error instanceof Refused ? error.problem : "line" });
        return null;
      }
      return { is: "refused", problem: error.problem, copy: copyIn(one) };
    }
  }

  async function settle(one: KeptStep, outcome: Outcome): Promise<void> {
    waiting = waiting.filter(({ id }) => id !== one.id);
    const mode = outcome.is === "mode" ? outcome.mode : outcome.is === "reader" ? "both" : now.mode;
    const ends = outcome.is === "ended";
    tell({
      // Who is gone leaves no titles on the screen; what was scanned behind is the next one's.
      lines: ends
        ? now.lines.filter((line) => waiting.some(({ id }) => id === line.id))
        : now.lines.map((line) => (line.id === one.id ? { ...line, outcome } : line)),
      reader: readerAfter(now.reader, outcome, today()),
      mode,
      trouble: null,
    });
    for (const heard of hearers) heard(outcome);
    // Before the step is forgotten: what waits behind it is this reader's.
    await keepStands();
    await kept(dropSteps([one]));
  }

  function send(): Promise<void> {
    sending ??= sendOnce().finally(() => {
      sending = null;
      // Done between the last look and now.
      if (waiting.length > 0 && now.trouble === null) void send();
    });
    return sending;
  }

  return {
    now: () => now,
    subscribe(told) {
      listeners.add(told);
      return () => listeners.delete(told);
    },
    onOutcome(heard) {
      hearers.add(heard);
      return () => hearers.delete(heard);
    },
    async open() {
      const left = await keptSteps(placeId);
      const stood = await keptStanding(placeId);
      const isLate = !stood || Date.now() - stood.at > idleSeconds * 1000;
      if (stood?.subject && (left.length > 0 || !isLate)) {
        const body = { subject: stood.subject, agent: stood.agent ?? null, placeId };
        tell({ reader: await byLine(readerAtTill, { body }) });
      }
      if (stood && !isLate) tell({ mode: stood.mode });
      // What is done while the browser looks comes behind.
      waiting = [...left, ...waiting.filter(({ id }) => !left.some((one) => one.id === id))];
      const lines = left.map(({ id, step }): TillLine => ({ id, said: saidOf(step), outcome: null }));
      const shown = now.lines.filter(({ id }) => !left.some((one) => one.id === id));
      tell({ lines: [...shown, ...lines.reverse()].slice(0, mostShown) });
      await send();
    },
    do(step, said = saidOf(step)) {
      const id = newKey();
      const one = { id, placeId, step, found: null, at: performance.timeOrigin + performance.now() };
      waiting.push(one);
      tell({ lines: [{ id, said, outcome: null }, ...now.lines].slice(0, mostShown) });
      void kept(keepStep(one)).then(send);
    },
    async more() {
      const { reader } = now;
      if (!reader?.listed.next) return;
      const { listed } = await byLine(readerAtTill, {
        body: {
          subject: reader.subject,
          agent: reader.agent?.subject ?? null,
          placeId,
          after: reader.listed.next,
        },
      });
      const items = [...reader.listed.items, ...listed.items];
      tell({ reader: { ...reader, listed: { items, next: listed.next } } });
    },
    send,
    async drop() {
      const some = waiting;
      waiting = [];
      const gone = new Set(some.map(({ id }) => id));
      await kept(dropSteps(some));
      tell({ lines: now.lines.filter(({ id }) => !gone.has(id)), trouble: null });
    },
    async handOver() {
      const lends = now.reader !== null && now.mode !== "return";
      const card = lends ? (now.reader?.card ?? null) : null;
      // Who has no card to say is not known without a line: what is theirs stays for when there is one.
      if (lends && card === null) return { card, said: [] };
      const takenBack = new Set(
        waiting.flatMap(({ step }) => (step.what === "undo-scan" ? [step.line] : [])),
      );
      const some = waiting.filter(({ step }) => ["scan", "end", "undo-scan"].includes(step.what));
      waiting = waiting.filter((one) => !some.includes(one));
      await kept(dropSteps(some));
      tell({});
      const said = some.flatMap(({ id, step }) => {
        if (step.what === "undo-scan" || takenBack.has(id)) return [];
        return step.what === "scan" ? [step.said] : [endSign];
      });
      return { card, said };
    },
  };
}

function saidOf(step: KeptStep["step"]): string {
  if (step.what === "scan") return step.said;
  if (step.what === "for") return step.name;
  return "title" in step ? step.title : "";
}

function copyIn({ step, found }: KeptStep) {
  if (found) return found;
  return step.what === "return-first" || step.what === "despite" ? step : null;
}
