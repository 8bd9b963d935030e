/** 880 and what it stands for: MARC 21's second writing of a field, in the script of the thing itself (MARC 21 appendix A, $6). */
import { delimiter } from "./bytes.ts";
import type { Field } from "./field.ts";
import type { Finding } from "./finding.ts";
import type { MarcRecord } from "./record.ts";

export interface Link {
  /** Tag of the other field. */
  tag: string;
  /** `00`: there is no other. */
  number: string;
}

/**
 * What $6 says; null where no tag and number can be read from it. Script and direction behind them are not needed to know the other field, and
 * are passed over however they stand: with a mark of direction, as the Library of Congress sends them, a blank, a full stop.
 */
export function readLink(text: string): Link | null {
  const plain = text.normalize("NFKC").replace(/[\p{Cf}\p{Cc}\s]/gu, "");
  const [, tag, number] = /^(\d{3})\p{Pd}?(\d{1,2})(?!\d)/u.exec(plain) ?? [];
  return tag && number ? { tag, number: number.padStart(2, "0") } : null;
}

export interface Linked {
  /** Of a field its 880. */
  twins: ReadonlyMap<Field, Field>;
  /** 880s that are no other's, and what they would stand for. */
  alone: { tag: string; field: Field }[];
  /** 880s of which that cannot be told. */
  unread: Field[];
  findings: Finding[];
}

interface Half extends Link {
  field: Field;
  isTold: boolean;
}

const unlinked: Linked = { twins: new Map(), alone: [], unread: [], findings: [] };

/** Which of a record's fields are written twice, and what is against their links. UNIMARC's $6 is another matter. */
export function linkedFields(record: MarcRecord, fields: readonly Field[]): Linked {
  if (record.flavour !== "marc21" || !hasLinks(record, fields)) return unlinked;
  const findings: Finding[] = [];
  const tell = (field: Field, why: string, done: Finding["done"] = "kept") =>
    findings.push({
      id: "marc.link",
      record: record.number,
      field: field.tag,
      byte: field.byte,
      done,
      data: { link: (field.get("6") ?? "").slice(0, 100), why },
    });
  const others: Half[] = [];
  const vernacular: Half[] = [];
  const unread: Field[] = [];
  for (const field of fields) {
    const is880 = field.tag === "880";
    const said = field.get("6");
    const link = readLink(said ?? "");
    if (is880 && !link) unread.push(field);
    if (is880 ? !link : !link && said?.trimStart().startsWith("880")) tell(field, "no-link");
    // Local fields have a $6 of their own.
    else if (link && (is880 || link.tag === "880"))
      (is880 ? vernacular : others).push({ ...link, field, isTold: false });
  }

  const twins = new Map<Field, Field>();
  const taken = new Set<Half>();
  const pair = (one: Half, other: Half) => {
    twins.set(one.field, other.field);
    taken.add(one).add(other);
  };
  const isFree = (half: Half) => !taken.has(half) && half.number !== "00";
  for (const half of vernacular.filter(isFree)) {
    const same = others.filter(({ field, number }) => field.tag === half.tag && number === half.number);
    const free = same.find(isFree);
    if (free) pair(free, half);
    else if (same.length > 0) {
      tell(half.field, "twice");
      half.isTold = true;
    }
  }
  // The number alone makes the two one: one of them names the other by a wrong tag.
  for (const half of vernacular.filter((one) => isFree(one) && !one.isTold)) {
    const rivals = vernacular.filter((one) => isFree(one) && one.number === half.number);
    const [free, another] = others.filter((one) => isFree(one) && one.number === half.number);
    if (!free || another || rivals.length > 1) continue;
    pair(free, half);
    tell(half.field, "other-tag", "repaired");
  }
  for (const half of [...others, ...vernacular]) if (isFree(half) && !half.isTold) tell(half.field, "alone");
  const alone = vernacular.filter((half) => !taken.has(half)).map(({ tag, field }) => ({ tag, field }));
  return { twins, alone, unread, findings };
}

const six = 0x36;

/** Most records have none, and then no text is made of any field to see it. */
function hasLinks({ place: { bytes, start, end } }: MarcRecord, fields: readonly Field[]): boolean {
  for (let at = bytes.indexOf(delimiter, start); at >= 0 && at < end; at = bytes.indexOf(delimiter, at + 1))
    if (bytes[at + 1] === six) return true;
  return fields.some(({ tag }) => tag === "880");
}
