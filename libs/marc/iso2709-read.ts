/** Reads ISO 2709 from a stream of bytes: a record at a time, in bounded memory, nothing lost in silence. */
import { delimiter, digits, fieldEnd, isControl, latin, recordEnd } from "./bytes.ts";
import { checkText } from "./charset-check.ts";
import { type Cut, cutRecord, skipBlank } from "./cut.ts";
import type { Charset } from "./decode.ts";
import { FieldIndex, soundDirectory } from "./directory.ts";
import { explainField, sawEscape, sawOdd, sawUpper, scanFields } from "./fields.ts";
import { type Finding, type FindingId, Findings } from "./finding.ts";
import { type Flavour, flavourOf } from "./flavour.ts";
import { explainLeader, isUsualLeader, leaderLength, looksLikeLeader, toldLength } from "./leader.ts";
import { mendDirectory } from "./mend.ts";
import { type Chunks, mostBytes, type NotARecord, type Read, type ReadOptions } from "./read.ts";
import { MarcRecord } from "./record.ts";

/** Records and what is none, as the chunks come. */
export async function* readIso2709(chunks: Chunks, options: ReadOptions = {}): AsyncGenerator<Read, void, undefined> {
  const reader = new Iso2709Reader(options);
  for await (const chunk of chunks) for (const read of reader.push(chunk)) yield read;
  yield* reader.end();
}

const nothing: readonly Finding[] = [];
const smallestBuffer = 64 * 1024;

/** The same for who has the chunks in hand. */
export class Iso2709Reader {
  readonly #options: ReadOptions;
  readonly #index = new FieldIndex();
  /** Filled from the front and then left to the records in it: what is written once stays. */
  #buffer = new Uint8Array(smallestBuffer);
  /** The filled part of it. */
  #bytes = this.#buffer.subarray(0, 0);
  /** Read until here. */
  #at = 0;
  /** No record ends before. */
  #searched = 0;
  /** Where the buffer begins in the file. */
  #base = 0;
  #number = 0;
  /** Inside a record that is too long. */
  #isSkipping = false;
  /** Of what stood between and was no record, for the next one. */
  #noise: Findings | null = null;

  constructor(options: ReadOptions = {}) {
    this.#options = options;
  }

  /** The records that end in this chunk. */
  *push(chunk: Uint8Array): Generator<Read, void, undefined> {
    this.#append(chunk);
    for (let read = this.#next(false); read; read = this.#next(false)) yield read;
  }

  /** What is left when nothing more comes. */
  *end(): Generator<Read, void, undefined> {
    for (let read = this.#next(true); read; read = this.#next(true)) yield read;
  }

  #append(chunk: Uint8Array): void {
    const filled = this.#bytes.length;
    if (filled + chunk.length > this.#buffer.length) {
      const rest = this.#bytes.subarray(this.#at);
      this.#buffer = new Uint8Array(Math.max(smallestBuffer, 2 * (rest.length + chunk.length)));
      this.#buffer.set(rest);
      this.#base += this.#at;
      this.#searched -= this.#at;
      this.#at = 0;
      this.#buffer.set(chunk, rest.length);
      this.#bytes = this.#buffer.subarray(0, rest.length + chunk.length);
    } else {
      this.#buffer.set(chunk, filled);
      this.#bytes = this.#buffer.subarray(0, filled + chunk.length);
    }
  }

  #next(isLast: boolean): Read | null {
    while (this.#at < this.#bytes.length) {
      const terminator = this.#bytes.indexOf(recordEnd, Math.max(this.#at, this.#searched));
      if (terminator < 0) {
        this.#searched = this.#bytes.length;
        if (this.#isSkipping) this.#at = this.#bytes.length;
        else if (this.#bytes.length - this.#at > mostBytes) return this.#tooLong();
        else if (isLast) return this.#rest();
        return null;
      }
      if (this.#isSkipping) {
        this.#isSkipping = false;
        this.#at = terminator + 1;
        continue;
      }
      const cut = cutRecord(this.#bytes, { from: this.#at, terminator, isLast }, this.#index);
      if (!cut) {
        this.#searched = terminator;
        return null;
      }
      const from = this.#at;
      const findings = cut.start > from || cut.isOtherLength || cut.inside >= 0 ? this.#findings() : null;
      if (findings && looksLikeLeader(this.#bytes, skipBlank(this.#bytes, from, cut.start), cut.start))
        // The record before has no end, and this one is whole.
        return this.#refuse("marc.record-cut", from, cut.start, findings);
      if (findings) tellBetween(this.#bytes, from, cut.start, findings);
      if (cut.end - cut.start <= leaderLength) {
        if (skipBlank(this.#bytes, cut.start, cut.end - 1) < cut.end - 1)
          return this.#refuse("marc.record-cut", cut.start, cut.end, findings ?? this.#findings());
        // Nothing but a terminator.
        this.#noise = findings;
        this.#at = cut.end;
        continue;
      }
      return this.#read(cut, findings);
    }
    return null;
  }

  #read({ start, end, isOtherLength, inside }: Cut, told: Findings | null): Read {
    const bytes = this.#bytes;
    const index = this.#index;
    let findings = told;
    const usual = isUsualLeader(bytes, start);
    let count = soundDirectory(bytes, start, end, index);
    const sound = count > 0 && usual && !isOtherLength;
    if (!sound || inside >= 0) {
      findings ??= this.#findings();
      if (isOtherLength) tellLength(bytes, start, end, findings);
      if (inside >= 0) findings.add("marc.record-end-inside", inside, { done: "kept" });
      if (count < 0) count = mendDirectory(bytes, { start, end }, index, findings);
      if (count < 0) return this.#refused(start, end, findings);
    }
    const indexAt = index.used - 3 * count;
    const { numbers } = index;
    if (!usual && findings) {
      if (hasOtherIndicators(bytes, start, numbers.subarray(indexAt, index.used)))
        return this.#refuse("marc.leader-counts", start, end, findings);
      explainLeader(bytes, start, findings);
    }
    const seen = scanFields(bytes, numbers, indexAt, count);
    if (seen & sawOdd) {
      findings ??= this.#findings();
      for (let at = indexAt; at < index.used; at += 3)
        explainField(
          bytes,
          { tag: numbers[at] ?? 0, start: numbers[at + 1] ?? 0, end: numbers[at + 2] ?? 0 },
          findings,
        );
    }
    const place = { bytes, start, index: numbers, indexAt, count };
    let flavour: Flavour | null = this.#options.flavour ?? null;
    let charset: Charset | null = this.#options.charset ?? "ascii";
    let isText = true;
    if (seen & (sawUpper | sawEscape)) {
      flavour ??= flavourOf(place);
      const has = { upper: (seen & sawUpper) !== 0, escapes: (seen & sawEscape) !== 0 };
      const text = checkText(place, { flavour, given: this.#options.charset ?? null, has }, () => {
        findings ??= this.#findings();
        return findings;
      });
      charset = text.charset;
      isText = text.isSound;
      if (charset === null) return this.#refused(start, end, findings ?? this.#findings());
    }
    this.#at = end;
    this.#number += 1;
    return new MarcRecord({
      ...place,
      number: this.#number,
      byte: this.#base + start,
      end,
      charset,
      flavour,
      isRegular: (seen & sawOdd) === 0,
      isUtf8: isText && (charset === "ascii" || charset === "utf-8"),
      isSound: sound,
      source: null,
      findings: findings?.list ?? nothing,
    });
  }

  #findings(): Findings {
    return this.#noise ?? new Findings(this.#number + 1, this.#base);
  }

  #refuse(id: FindingId, from: number, to: number, findings: Findings): NotARecord {
    findings.add(id, from, { done: "refused" });
    return this.#refused(from, to, findings);
  }

  /** The reason is among the findings already. */
  #refused(from: number, to: number, { list }: Findings): NotARecord {
    this.#at = to;
    this.#number += 1;
    this.#noise = null;
    return {
      kind: "refused",
      number: this.#number,
      byte: this.#base + from,
      source: this.#bytes.subarray(from, to),
      findings: list,
    };
  }

  #tooLong(): NotARecord {
    this.#isSkipping = true;
    return this.#refuse("marc.record-too-long", this.#at, this.#bytes.length, this.#findings());
  }

  /** What stands behind the last terminator: a record that lost its own, one that was cut, or nothing of the kind. */
  #rest(): Read {
    const from = this.#at;
    const to = this.#bytes.length;
    const start = skipBlank(this.#bytes, from, to);
    const findings = this.#findings();
    if (looksLikeLeader(this.#bytes, start, to)) {
      tellBetween(this.#bytes, from, start, findings);
      if (this.#bytes[to - 1] !== fieldEnd || toldLength(this.#bytes, start) !== to + 1 - start)
        return this.#refuse("marc.record-cut", start, to, findings);
      findings.add("marc.record-cut", to, { done: "repaired" });
      this.#append(new Uint8Array([recordEnd]));
      return this.#read({ start: start - from + this.#at, end: this.#bytes.length, isOtherLength: false, inside: -1 }, findings);
    }
    tellBetween(this.#bytes, from, to, findings);
    this.#at = to;
    return {
      kind: "noise",
      number: this.#number,
      byte: this.#base + from,
      source: this.#bytes.subarray(from, to),
      findings: findings.list,
    };
  }
}

/** What stands between two records belongs to the second. */
function tellBetween(bytes: Uint8Array, from: number, to: number, findings: Findings): void {
  if (from === to) return;
  const isLine = bytes.subarray(from, to).every((byte) => byte === 0x0d || byte === 0x0a);
  findings.add(isLine ? "marc.line-between" : "marc.bytes-between", from, {
    done: "left-out",
    data: { count: to - from },
  });
}

/** Does the leader tell another number of indicators than two, and do the fields agree? Such records are of another family of formats. */
function hasOtherIndicators(bytes: Uint8Array, start: number, fields: Int32Array): boolean {
  const told = digits(bytes, start + 10, 1);
  if (told < 0 || told === 2) return false;
  let agree = 0;
  let others = 0;
  for (let at = 0; at < fields.length; at += 3) {
    if (isControl(fields[at] ?? 0)) continue;
    if (bytes[(fields[at + 1] ?? 0) + told] === delimiter) agree++;
    else others++;
  }
  return agree > others;
}

function tellLength(bytes: Uint8Array, start: number, end: number, findings: Findings): void {
  findings.add("marc.leader-length", start, {
    done: "repaired",
    data: { told: latin(bytes, start, start + 5), found: end - start },
  });
}
