/** What a long suite says at its end: a row a thing, what was not run and why, and whether all went well. */
export interface Row {
  what: string;
  /** Null: it was not run, and `note` says why. */
  ok: boolean | null;
  note: string;
}

/** Prints the rows and sets the exit status. */
export function report(rows: Row[]): void {
  const width = Math.max(...rows.map(({ what }) => what.length)) + 2;
  for (const { what, ok, note } of rows) {
    const word = ok === null ? "NOT RUN" : ok ? "ok" : "FAILED";
    process.stdout.write(`${what.padEnd(width)}${word.padEnd(9)}${note}\n`);
  }
  const failed = rows.filter(({ ok }) => ok === false).length;
  process.stdout.write(`${rows.filter(({ ok }) => ok).length} passed, ${failed} failed\n`);
  if (failed > 0) process.exitCode = 1;
}

/** What was killed and came back: right when nothing of this was found. */
export function rowOf(what: string, note: string, faults: Record<string, number>): Row {
  const wrong = Object.entries(faults).filter(([, count]) => count !== 0);
  return {
    what,
    ok: wrong.length === 0,
    note: `${note}; ${
      wrong.map(([name, count]) => `${count} ${name}`).join(", ") || "repeats got the first answer"
    }`,
  };
}
