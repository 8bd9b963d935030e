/** Reads ISO 2709 from a stream of bytes: a record at a time, in bounded memory, nothing lost in silence. */
import { fieldEnd, recordEnd } from "./bytes.ts";
import { type Cut, cutRecord, skipBlank } from "./cut.ts";
import { FieldIndex, soundDirectory } from "./directory.ts";
import { explainField, sawEscape, sawOdd, sawUpper, scanFields } from "./fields.ts";
import { type Finding, type FindingId, Findings } from "./finding.ts";
import { flavourOf } from "./flavour.ts";
import {
  explainLeader,
  hasOtherIndicators,
  isUsualLeader,
  leaderLength,
  looksLikeLeader,
  tellLength,
  toldLength,
} from "./leader.ts";
import { mendDirectory } from "./mend.ts";
import { type Place, width } from "./place.ts";
import { type Chunks, mostBytes, type NotARecord, type Read, type ReadOptions } from "./read.ts";
import { isUnicode, MarcRecord, soundNature } from "./record.ts";
import { judgeText } from "./text.ts";
import { Window } from "./window.ts";

/** Records and what is none, as the chunks come. */
export async function* readIso2709(
  chunks: Chunks,
  options: ReadOptions = {},
): AsyncGenerator<Read[], void, undefined> {
  const reader = new Iso2709Reader(options);
  for await (const chunk of chunks) yield reader.push(chunk);
  yield reader.end();
}

/** A record of which the fields are in the index. */
interface Indexed {
  start: number;
  end: number;
  count: number;
  isSound: boolean;
}

const nothing: readonly Finding[] = [];

/** The same for who has the chunks in hand. */
export class Iso2709Reader {
  readonly #options: ReadOptions;
  readonly #index = new FieldIndex();
  readonly #window: Window;
  /** Read until here. */
  #at = 0;
  /** No record ends before. */
  #searched = 0;
  #number = 0;
  /** Inside a record that is too long. */
  #isSkipping = false;

  constructor(options: ReadOptions = {}) {
    this.#options = options;
    this.#window = new Window(options.passing);
  }

  /** The records that end in this chunk. */
  push(chunk: Uint8Array): Read[] {
    this.#append(chunk);
    return this.#all(false);
  }

  /** What is left when nothing more comes. */
  end(): Read[] {
    return this.#all(true);
  }

  #append(chunk: Uint8Array): void {
    if (this.#options.passing) this.#index.used = 0;
    const moved = this.#window.append(chunk, this.#at);
    this.#at -= moved;
    this.#searched -= moved;
  }

  #all(isLast: boolean): Read[] {
    const reads: Read[] = [];
    for (let read = this.#next(isLast); read; read = this.#next(isLast)) reads.push(read);
    return reads;
  }

  #next(isLast: boolean): Read | null {
    return this.#usual() ?? this.#unusual(isLast);
  }

  /** A record that begins here and is as long as it says; null where anything is otherwise, or it is not here yet. */
  #usual(): Read | null {
    const { bytes } = this.#window;
    const start = this.#at;
    const end = start + toldLength(bytes, start);
    if (end <= start || end > bytes.length || bytes[end - 1] !== recordEnd || this.#isSkipping) return null;
    if (!isUsualLeader(bytes, start)) return null;
    const count = soundDirectory(this.#window, start, end, this.#index);
    return count < 0 ? null : this.#checked({ start, end, count, isSound: true }, null);
  }

  #unusual(isLast: boolean): Read | null {
    const { bytes } = this.#window;
    const from = this.#at;
    if (from === bytes.length) return null;
    const terminator = bytes.indexOf(recordEnd, Math.max(from, this.#searched));
    if (terminator < 0) return this.#withoutEnd(isLast);
    if (this.#isSkipping) {
      this.#isSkipping = false;
      this.#at = terminator + 1;
      return this.#next(isLast);
    }
    const cut = cutRecord(this.#window, { from, terminator, isLast }, this.#index);
    if (!cut) {
      this.#searched = terminator;
      return null;
    }
    if (skipBlank(bytes, cut.start, cut.end - 1) === cut.end - 1)
      return this.#none(from, endOfEnds(bytes, cut.end));
    const findings = this.#findings();
    if (looksLikeLeader(bytes, skipBlank(bytes, from, cut.start), cut.start))
      // The record before has no end, and this one is whole.
      return this.#refuse("marc.record-cut", from, cut.start, findings);
    tellBetween(bytes, from, cut.start, findings);
    return cut.end - cut.start > leaderLength
      ? this.#read(cut, findings)
      : this.#refuse("marc.record-cut", cut.start, cut.end, findings);
  }

  #withoutEnd(isLast: boolean): Read | null {
    const { length } = this.#window.bytes;
    this.#searched = length;
    if (this.#isSkipping) this.#at = length;
    else if (length - this.#at > mostBytes) return this.#tooLong();
    else if (isLast) return this.#rest();
    return null;
  }

  #read({ start, end, isOtherLength, inside }: Cut, findings: Findings): Read {
    const { bytes } = this.#window;
    const isUsual = isUsualLeader(bytes, start);
    if (isOtherLength) tellLength(bytes, start, end, findings);
    if (inside >= 0) findings.add("marc.record-end-inside", inside, { done: "kept" });
    let count = soundDirectory(this.#window, start, end, this.#index);
    const isSound = count > 0 && isUsual && !isOtherLength;
    if (count < 0) count = mendDirectory(bytes, { start, end }, this.#index, findings);
    if (count < 0) return this.#refused(start, end, findings);
    if (!isUsual) {
      const { numbers, used } = this.#index;
      if (hasOtherIndicators(bytes, start, numbers.subarray(used - 3 * count, used)))
        return this.#refuse("marc.leader-counts", start, end, findings);
      explainLeader(bytes, start, findings);
    }
    return this.#checked({ start, end, count, isSound }, findings);
  }

  /** The record of which fields stand last in the index, when their bytes have been looked at. */
  #checked({ start, end, count, isSound }: Indexed, told: Findings | null): Read {
    const { bytes, view } = this.#window;
    const { numbers, used } = this.#index;
    const indexAt = used - 3 * count;
    const seen = scanFields(this.#window, this.#index, indexAt, count);
    let findings = told;
    const place: Place = {
      number: this.#number + 1,
      byte: this.#window.base + start,
      bytes,
      view,
      start,
      end,
      index: numbers,
      indexAt,
      count,
    };
    let { charset = null, flavour = null } = this.#options;
    let isText = true;
    if (seen & sawOdd) {
      findings ??= this.#findings();
      for (let at = indexAt; at < used; at += width) explainField(place, at, findings);
    }
    if (seen & (sawUpper | sawEscape)) {
      flavour ??= flavourOf(place);
      const text = judgeText(place, { flavour, given: charset, seen, fields: this.#index });
      if (text.findings.length > 0) findings ??= this.#findings();
      for (const { id, at, ...what } of text.findings) findings?.add(id, at, what);
      if (text.charset === null) return this.#refused(start, end, findings ?? this.#findings());
      charset = text.charset;
      isText = text.isSound;
    }
    this.#at = end;
    this.#number += 1;
    const found = charset ?? "ascii";
    const nature =
      isSound && findings === null
        ? soundNature(found)
        : {
            charset: found,
            isRegular: (seen & sawOdd) === 0,
            isUtf8: isText && isUnicode(found),
            isSound,
            findings: findings?.list ?? nothing,
          };
    return new MarcRecord(place, nature, flavour);
  }

  #findings(): Findings {
    const { base } = this.#window;
    return new Findings(this.#number + 1, (at) => base + at);
  }

  #refuse(id: FindingId, from: number, to: number, findings: Findings): NotARecord {
    findings.add(id, from, { done: "refused" });
    return this.#refused(from, to, findings);
  }

  /** The reason is among the findings already. */
  #refused(from: number, to: number, { list }: Findings): NotARecord {
    this.#at = to;
    this.#number += 1;
    return {
      kind: "refused",
      number: this.#number,
      byte: this.#window.base + from,
      source: this.#window.bytes.subarray(from, to),
      findings: list,
    };
  }

  #tooLong(): NotARecord {
    this.#isSkipping = true;
    return this.#refuse("marc.record-too-long", this.#at, this.#window.bytes.length, this.#findings());
  }

  /** What stands behind the last terminator: a record that lost its own, one that was cut, or nothing of the kind. */
  #rest(): Read {
    const { bytes } = this.#window;
    const from = this.#at;
    const to = bytes.length;
    const start = skipBlank(bytes, from, to);
    const findings = this.#findings();
    if (looksLikeLeader(bytes, start, to)) {
      tellBetween(bytes, from, start, findings);
      if (bytes[to - 1] !== fieldEnd || toldLength(bytes, start) !== to + 1 - start)
        return this.#refuse("marc.record-cut", start, to, findings);
      findings.add("marc.record-cut", to, { done: "repaired" });
      this.#append(new Uint8Array([recordEnd]));
      return this.#read(
        { start: start - from + this.#at, end: this.#window.bytes.length, isOtherLength: false, inside: -1 },
        findings,
      );
    }
    return this.#none(from, to);
  }

  /** What is no record. */
  #none(from: number, to: number): NotARecord {
    const { base, bytes } = this.#window;
    const findings = this.#findings();
    tellBetween(bytes, from, to, findings);
    this.#at = to;
    const source = bytes.subarray(from, to);
    return { kind: "noise", number: this.#number, byte: base + from, source, findings: findings.list };
  }
}

/** Terminators with nothing before them. */
function endOfEnds(bytes: Uint8Array, from: number): number {
  let to = from;
  while (bytes[to] === recordEnd) to++;
  return to;
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
