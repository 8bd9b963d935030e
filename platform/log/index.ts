/** The city's log: one JSON object a line, or readable lines on a terminal. Nothing personal leaves through it. */
import { type DestinationStream, type LogFn, type Logger, pino, stdTimeFunctions } from "pino";
import { clean, errorEntry } from "./clean.ts";

export type { Logger } from "pino";

export interface LogOptions {
  /** Readable lines instead of JSON. On a terminal unless told. */
  readable?: boolean;
  to?: DestinationStream;
}

/** The log of a process. `log.child({ request: id })` for one request. */
export function cityLogger(
  config: { logLevel: string },
  { readable = process.stdout.isTTY === true, to }: LogOptions = {},
): Logger {
  const options = {
    level: config.logLevel,
    base: { pid: process.pid },
    timestamp: stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    serializers: { err: errorEntry, error: errorEntry },
    hooks: {
      logMethod(args: Parameters<LogFn>, method: LogFn) {
        const [data, sentence] = args;
        const error: unknown = data instanceof Error ? data : Object(data).err;
        // Without a sentence pino takes the error's own words, uncleaned.
        const said = sentence ?? (error instanceof Error ? errorEntry(error).said : undefined);
        method.apply(this, said === sentence ? args : [data, said]);
      },
      // The last place before the line leaves: children's fields and the sentence itself pass here too.
      streamWrite: (line: string) => cleanLine(line, readable),
    },
  };
  return to ? pino(options, to) : pino(options);
}

function cleanLine(line: string, readable: boolean): string {
  let entry: unknown;
  try {
    entry = JSON.parse(line);
  } catch {
    // pino writes JSON; what is not must not pass unread.
    return '{"level":"error","msg":"a log line could not be read and was left out"}\n';
  }
  const cleaned = Object(clean(entry));
  return readable ? readableLine(cleaned) : `${JSON.stringify(cleaned)}\n`;
}

function readableLine({ time, level, msg, pid: _, ...rest }: Record<string, unknown>): string {
  const data = Object.keys(rest).length > 0 ? ` ${JSON.stringify(rest)}` : "";
  return `${String(time).slice(11, 19)} ${level} ${msg ?? ""}${data}\n`;
}
