/** The till's keys, sounds and patience: everything that happens by itself while somebody scans. */
import { type RefObject, useEffect, useState, useSyncExternalStore } from "react";
import { give } from "#web/signal.ts";
import { useText } from "#web/text.tsx";
import { overrulable } from "../../../circulation/till/contract.ts";
import type { Outcome, Step, UndoScan } from "./steps.ts";
import { idleSeconds, type Now, type TillQueue, tillQueue } from "./till-queue.ts";
import { sayOutcome } from "./till-words.ts";

/** From so many seconds on they are counted on the screen. */
export const countedSeconds = 20;

const silentKey = "wenmai-till-silent";

/** The queue of this till and how it stands; without script it stands as the page was answered. */
export function useTill(placeId: string, today: string, before: Now): { queue: TillQueue; now: Now } {
  const [queue] = useState(() => tillQueue(placeId, () => today, before));
  const now = useSyncExternalStore(queue.subscribe, queue.now, () => before);
  useEffect(() => {
    queue.open().catch((error: unknown) => console.warn(error));
    const send = () => void queue.send();
    addEventListener("online", send);
    return () => removeEventListener("online", send);
  }, [queue]);
  return { queue, now };
}

/** A sound for each outcome, unless this browser is to be silent. */
export function useSounds(queue: TillQueue): { on: boolean; turn(): void } {
  const t = useText();
  const [on, setOn] = useState(true);
  useEffect(() => setOn(localStorage.getItem(silentKey) === null), []);
  useEffect(() => {
    if (!on) return;
    return queue.onOutcome((outcome) => {
      const { signal } = sayOutcome(t, outcome);
      if (signal) give(signal);
    });
  }, [queue, on, t]);
  return {
    on,
    turn() {
      if (on) localStorage.setItem(silentKey, "1");
      else localStorage.removeItem(silentKey);
      setOn(!on);
    },
  };
}

/** Seconds until the reader ends, or null while nobody stands there, something is on its way or there is time enough. */
export function useIdle(queue: TillQueue, now: Now): number | null {
  const [left, setLeft] = useState<number | null>(null);
  const stands = now.reader !== null && now.waiting === 0;
  useEffect(() => {
    setLeft(null);
    if (!stands) return;
    let last = performance.now();
    const touched = () => {
      last = performance.now();
      setLeft(null);
    };
    const timer = setInterval(() => {
      const seconds = Math.ceil(idleSeconds - (performance.now() - last) / 1000);
      setLeft(seconds <= countedSeconds ? Math.max(0, seconds) : null);
      if (seconds <= 0) {
        clearInterval(timer);
        queue.do({ what: "end" });
      }
    }, 500);
    for (const kind of ["keydown", "pointerdown"]) addEventListener(kind, touched);
    return () => {
      clearInterval(timer);
      for (const kind of ["keydown", "pointerdown"]) removeEventListener(kind, touched);
    };
  }, [queue, stands]);
  return left;
}

/** Keys of the till, as its buttons show them. */
export const keys = { end: "Esc", all: "F2", mode: "F4", house: "F6", undo: "F8", offered: "F9" } as const;

export interface Pressed {
  end(): void;
  all(): void;
  mode(): void;
  house(): void;
  undo(): void;
  offered(): void;
  choose(nth: number): void;
}

/** Whatever has the focus, what a scanner types goes into the field. `/` goes there too, before the desk's own command field. */
export function useKeys(field: RefObject<HTMLInputElement | null>, pressed: Pressed): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const typing = event.target instanceof HTMLElement && event.target.matches("input, textarea, select");
      const toField = () => field.current?.focus();
      const act = (doing: () => void) => {
        event.preventDefault();
        event.stopPropagation();
        doing();
      };
      if (event.altKey && /^Digit[1-9]$/.test(event.code))
        return act(() => pressed.choose(Number(event.code.at(-1))));
      if (event.altKey || event.ctrlKey || event.metaKey) return;
      if (event.key === "Escape") {
        // Out of another field it leads back and ends nobody.
        if (typing && event.target !== field.current) return act(toField);
        return act(pressed.end);
      }
      if (event.key === keys.all) return act(pressed.all);
      if (event.key === keys.mode) return act(pressed.mode);
      if (event.key === keys.house) return act(pressed.house);
      if (event.key === keys.undo) return act(pressed.undo);
      if (event.key === keys.offered) return act(pressed.offered);
      if (typing) return;
      if (event.key === "/") return act(toField);
      // A letter or digit: the field takes it, since it has the focus before it is typed.
      if (event.key.length === 1 && event.key !== " ") toField();
    };
    addEventListener("keydown", press, true);
    return () => removeEventListener("keydown", press, true);
  }, [field, pressed]);
}

/** What the last outcome offers to be done about it. */
export function offeredBy(
  outcome: Outcome | null | undefined,
  mayOverrule: boolean,
): "return-first" | "despite" | null {
  if (outcome?.is !== "refused" || !outcome.copy) return null;
  const { id } = outcome.problem;
  if (id === "loan.lent-to-another") return "return-first";
  return mayOverrule && overrulable.some((one) => id === `loan.${one}`) ? "despite" : null;
}

/** What a key takes back: the last scan where that is on its way, else the last loan. */
export function takesBack(now: Now): Step | UndoScan | null {
  const [last] = now.lines;
  return last && last.outcome === null ? { what: "undo-scan", line: last.id } : toUndo(now);
}

/** The last loan that was made here and is not undone. */
export function toUndo(now: Now): Extract<Step, { what: "undo" }> | null {
  const undone = new Set(
    now.lines.flatMap(({ outcome }) => (outcome?.is === "undone" ? outcome.loanId : [])),
  );
  for (const { outcome } of now.lines)
    if (outcome?.is === "lent" && !undone.has(outcome.loanId))
      return { what: "undo", loanId: outcome.loanId, title: outcome.title };
  return null;
}
