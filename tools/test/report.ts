/** Turns the test runner's events into little text: dots for what passes, everything about what fails. */
import { relative } from "node:path";
import type { run } from "node:test";
import { inspect } from "node:util";

export interface Tally {
  passed: number;
  failed: number;
  skipped: number;
  /** Seconds each file took. */
  files: Map<string, number>;
  /** What was skipped and why. */
  reasons: string[];
  /** Marks in the line that is being written. */
  column: number;
}

export const emptyTally = (): Tally => ({
  passed: 0,
  failed: 0,
  skipped: 0,
  files: new Map(),
  reasons: [],
  column: 0,
});

/** What several files in one process have between them: nobody's test. */
export const endOfFile = "end of the file";

type Stream = ReturnType<typeof run>;
interface Outcome {
  name: string;
  nesting: number;
  /** Where test() was called, which for dbTest is our own code. */
  file?: string;
  line?: number;
  /** The test file itself. */
  entryFile?: string;
  skip?: string | boolean;
  todo?: string | boolean;
  details: { type?: string; duration_ms: number; error?: Error };
}

/** Adds one run's outcomes to the tally while it runs. Resolves when the run has ended. */
export async function report(
  stream: Stream,
  root: string,
  tally: Tally,
  write: (text: string) => void,
): Promise<void> {
  const said = new Map<string, string[]>();
  const entry = ({ entryFile, file = "" }: Outcome) => entryFile ?? file;
  const place = (outcome: Outcome) => {
    const line = outcome.file === entry(outcome) ? outcome.line : undefined;
    return `${relative(root, entry(outcome))}${line && line > 1 ? `:${line}` : ""}`;
  };
  const dot = (sign: string) => mark(tally, sign, write);
  const fail = (outcome: Outcome, text: string) => {
    tally.failed += 1;
    const name = outcome.name === entry(outcome) ? "the file itself" : outcome.name;
    const words = (said.get(entry(outcome)) ?? []).join("").trimEnd();
    write(`${tally.column > 0 ? "\n" : ""}\n✖ ${place(outcome)}  ${name}\n${indent(text)}\n`);
    if (words !== "") write(`${indent(`— the file said:\n${lastLines(words, 40)}`)}\n`);
    said.delete(entry(outcome));
    tally.column = 0;
  };

  stream.on("test:stdout", ({ file, message }) => said.set(file, [...(said.get(file) ?? []), message]));
  stream.on("test:stderr", ({ file, message }) => said.set(file, [...(said.get(file) ?? []), message]));
  let before = 0;
  stream.on("test:pass", (outcome: Outcome) => {
    if (outcome.details.type === "suite") return;
    if (outcome.name === endOfFile) {
      const now = tally.passed + tally.failed + tally.skipped;
      // A file without tests: it is tried again by itself, and told.
      if (now === before) tally.failed += 1;
      before = now;
      return;
    }
    const reason = outcome.skip ?? outcome.todo;
    if (reason !== undefined && reason !== false) {
      tally.skipped += 1;
      tally.reasons.push(
        `${place(outcome)}  ${outcome.name}${typeof reason === "string" ? `: ${reason}` : ""}`,
      );
      dot("-");
    } else if (outcome.name === entry(outcome)) {
      fail(outcome, "holds no tests");
    } else {
      tally.passed += 1;
      dot(".");
    }
  });
  stream.on("test:fail", (outcome: Outcome) => {
    const { error } = outcome.details;
    // A parent fails because its children did; they are counted and shown already.
    if (error && "failureType" in error && error.failureType === "subtestsFailed") return;
    if (outcome.todo !== undefined && outcome.todo !== false) {
      tally.skipped += 1;
      tally.reasons.push(`${place(outcome)}  ${outcome.name}: to do`);
      return dot("-");
    }
    fail(outcome, describe(error));
  });
  stream.on("test:summary", ({ file, duration_ms }) => {
    if (file) tally.files.set(relative(root, file), duration_ms / 1000);
  });
  await new Promise<void>((resolve, reject) => {
    stream.on("end", resolve);
    stream.on("error", reject);
    stream.resume();
  });
}

/** A sign for a test, a hundred to the line. */
export function mark(tally: Tally, sign: string, write: (text: string) => void): void {
  write(sign);
  tally.column = (tally.column + 1) % 100;
  if (tally.column === 0) write("\n");
}

/** The error a test threw: its message, where in our files, and the fields a database error carries. */
export function describe(error: Error | undefined): string {
  const cause = error?.cause ?? error;
  if (!(cause instanceof Error) && !(typeof cause === "object" && cause && "stack" in cause)) {
    return typeof cause === "string" ? cause : inspect(cause);
  }
  const lines = String(cause.stack).split("\n");
  const ours = lines.filter((line) => !/^\s+at .*(node:|\/node_modules\/|platform\/testing\/)/.test(line));
  const frame = /^\s+at /;
  const stack = ours.filter((line, i) => !frame.test(line) || ours.indexOf(line) === i).join("\n");
  const fields = Object.entries(cause)
    .filter(
      ([key, value]) =>
        value !== undefined && ["detail", "hint", "where", "code", "status", "id", "data"].includes(key),
    )
    .map(([key, value]) => `${key}: ${typeof value === "string" ? value : inspect(value)}`);
  const assertion = "code" in cause && cause.code === "ERR_ASSERTION";
  const inner = "cause" in cause && cause.cause ? [`caused by: ${inspect(cause.cause)}`] : [];
  return [stack, ...(assertion ? [] : fields), ...inner].join("\n");
}

function indent(text: string): string {
  return text.replace(/^/gm, "    ");
}

function lastLines(text: string, count: number): string {
  const lines = text.split("\n");
  return lines.length <= count
    ? text
    : [`(${lines.length - count} lines left out)`, ...lines.slice(-count)].join("\n");
}

/** The closing line, which other programs read: "N passed, N failed", and how many were skipped if any were. */
export function closingLine({
  passed,
  failed,
  skipped,
}: Pick<Tally, "passed" | "failed" | "skipped">): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
}
