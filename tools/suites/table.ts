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
