/** Three ways to show progress: a bar on a terminal, plain lines in a log, JSON for machines. */
import type { ProgressEvent, Standing } from "./progress.ts";

/** The part of a stream that is used. */
export interface Screen {
  write(text: string): unknown;
  isTTY?: boolean;
  columns?: number;
}

export type Writer = (event: ProgressEvent) => void;

/** A bar on a terminal, else plain lines; JSON when asked for. Goes to standard error: standard output is for results. */
export function progressWriter({
  json = false,
  to = process.stderr,
}: {
  json?: boolean;
  to?: Screen;
} = {}): Writer {
  if (json) return (event) => to.write(`${JSON.stringify(event)}\n`);
  return to.isTTY ? bar(to) : lines(to);
}

/** Reasons shown one by one; the rest is in the summary. */
const shownReasons = 20;

function bar(to: Screen): Writer {
  const reason = firstReasons((line) => to.write(`\r\x1b[2K${line}\n`));
  return (event) => {
    if (event.event === "skipped") return reason(event);
    const width = Math.max(20, to.columns ?? 80);
    to.write(`\r\x1b[2K${cut(`${drawn(event)}${event.what}  ${told(event)}`, width - 1)}`);
    if (event.event === "end") to.write(event.stopped ? "  stopped\n" : "\n");
  };
}

function drawn({ done, total }: Standing): string {
  if (!total) return "";
  const full = Math.min(20, Math.floor((done / total) * 20));
  return `[${"█".repeat(full)}${"·".repeat(20 - full)}] `;
}

/** Milliseconds between two lines: a log is read later. */
const lineEvery = 5000;

function lines(to: Screen): Writer {
  const reason = firstReasons((line) => to.write(`${line}\n`));
  let saidAt = 0;
  return (event) => {
    if (event.event === "skipped") return reason(event);
    if (event.event === "step" && event.done > 0 && event.seconds * 1000 - saidAt < lineEvery) return;
    saidAt = event.seconds * 1000;
    const end = event.event === "end" ? (event.stopped ? ", stopped" : ", finished") : "";
    to.write(`${event.what}: ${told(event)}${end}\n`);
  };
}

function firstReasons(say: (line: string) => void): (skipped: { item: string; why: string }) => void {
  let shown = 0;
  return ({ item, why }) => {
    shown += 1;
    if (shown <= shownReasons) say(`skipped ${item}: ${why}`);
    if (shown === shownReasons) say("(what is skipped from here on is only counted)");
  };
}

function told({ done, total, skipped, seconds }: Standing): string {
  const share = total ? ` of ${total} (${Math.floor((done / total) * 100)} %)` : "";
  const left =
    total && done > 0 && done < total && seconds >= 2
      ? `, ${span((seconds / done) * (total - done))} left`
      : "";
  return `${done}${share}${skipped > 0 ? `, ${skipped} skipped` : ""}, ${span(seconds)}${left}`;
}

function span(seconds: number): string {
  const whole = Math.round(seconds);
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

/** The text cut to so many columns; Chinese characters take two. */
function cut(text: string, columns: number): string {
  let used = 0;
  let kept = "";
  for (const letter of text) {
    used +=
      /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/.test(
        letter,
      )
        ? 2
        : 1;
    if (used > columns) return kept;
    kept += letter;
  }
  return kept;
}
