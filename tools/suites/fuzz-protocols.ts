/** Mutated messages for every reader of what other libraries' systems say: none may crash or hang it, or grow without bound. */
import {
  readCql,
  readExplainAnswer,
  readRequest,
  readScanAnswer,
  readSearchAnswer,
  writeCql,
} from "#libs/sru";
import { bodyOf, fromQuery, type Pdu, PduCutter, readPdu, toQuery, Unreadable, writePdu } from "#libs/z3950";
import { someAnswers, someQueries } from "../../libs/sru/testing.ts";
import { yazPdus } from "../../libs/z3950/testing.ts";
import { type Chance, chanceOf, mutatedRecord } from "./mutate-marc.ts";
import type { Row } from "./table.ts";

/** Whether what was made of it is a message, or is refused as it should be. */
type Reading = "read" | "refused";

/** `messages` PDUs and as many queries, and a tenth as many answers of SRU, which are long. */
export function fuzzProtocols({ seed, messages }: { seed: number; messages: number }): Row[] {
  const chance = chanceOf(seed);
  const texts = (list: readonly string[]) => list.map((text) => new TextEncoder().encode(text));
  return [
    fuzzed("Z39.50: PDUs", yazPdus(), { chance, times: messages, read: readAsPdu }),
    fuzzed("SRU: queries in CQL", texts(someQueries), { chance, times: messages, read: readAsCql }),
    fuzzed("SRU: answers", texts(someAnswers), {
      chance,
      times: Math.ceil(messages / 10),
      read: readAsAnswer,
    }),
  ];
}

interface Fuzzing {
  chance: Chance;
  times: number;
  read: (bytes: Uint8Array, chance: Chance) => Reading;
}

function fuzzed(what: string, models: readonly Uint8Array[], { chance, times, read }: Fuzzing): Row {
  const pick = () => models[chance(models.length)] ?? new Uint8Array();
  const sums = { read: 0, refused: 0, slowestMs: 0, mostMb: 0 };
  for (let n = 0; n < times; n++) {
    const message = mutatedRecord(pick(), chance, pick());
    const began = performance.now();
    try {
      sums[read(message, chance)]++;
    } catch (error) {
      const note = `${Buffer.from(message).toString("hex").slice(0, 400)}: ${error instanceof Error ? error.stack : error}`;
      return { what, ok: false, note };
    }
    sums.slowestMs = Math.max(sums.slowestMs, performance.now() - began);
    if (n % 1000 === 0) sums.mostMb = Math.max(sums.mostMb, process.memoryUsage.rss() / 1e6);
  }
  const { slowestMs, mostMb } = sums;
  const note = `${times} mutated, ${sums.read} read, ${sums.refused} refused, slowest took ${slowestMs.toFixed(0)} ms, at most ${mostMb.toFixed(0)} MB`;
  return { what, ok: slowestMs < 2000, note };
}

/** Cut out of a stream and read; what is read is written and read again as the same. */
function readAsPdu(bytes: Uint8Array, chance: Chance): Reading {
  const cutter = new PduCutter(100_000);
  const size = 1 + chance(500);
  let reading: Reading = "refused";
  try {
    for (let at = 0; at < bytes.length; at += size)
      for (const whole of cutter.push(bytes.subarray(at, at + size))) {
        reread(readPdu(whole));
        reading = "read";
      }
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
  }
  return reading;
}

function reread(pdu: Pdu): void {
  const written = writePdu(pdu);
  const again = writePdu(readPdu(written));
  if (Buffer.compare(written, again) !== 0) throw new Error("written again it is another PDU");
  const search = bodyOf(pdu, "searchRequest");
  const query = search && fromQuery(search.query);
  if (query && "rpn" in query) toQuery(query.rpn);
}

function readAsCql(bytes: Uint8Array): Reading {
  const text = Buffer.from(bytes).toString();
  readRequest(new URLSearchParams(text));
  const query = readCql(text);
  if (!("clause" in query)) return "refused";
  const written = writeCql(query);
  const again = readCql(written);
  if (!("clause" in again) || writeCql(again) !== written)
    throw new Error("written again it is another query");
  return "read";
}

function readAsAnswer(bytes: Uint8Array): Reading {
  const text = Buffer.from(bytes).toString();
  const all = [readSearchAnswer, readScanAnswer, readExplainAnswer].map((read) => read(text));
  return all.some((answer) => !("fault" in answer)) ? "read" : "refused";
}
