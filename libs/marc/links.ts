/** 880 and what it stands for: MARC 21's second writing of a field, in the script of the thing itself (MARC 21 appendix A, $6). */
import type { Field } from "./field.ts";
import type { Finding } from "./finding.ts";
import type { MarcRecord } from "./record.ts";

export interface Link {
  /** Tag of the other field. */
  tag: string;
  /** `00`: there is no other. */
  number: string;
  /** `$1` for Chinese, Japanese and Korean, `(3` for Arabic …; empty where none is told. */
  script: string;
  /** It is read from right to left. */
  isRightToLeft: boolean;
}

/** What $6 says; null where it has not the form for it. */
export function readLink(text: string): Link | null {
  const [, tag, number, script = "", direction] =
    /^(\d{3})-(\d\d)(?:\/([^/]*))?(?:\/(r?))?$/.exec(text.trim()) ?? [];
  return tag && number ? { tag, number, script, isRightToLeft: direction === "r" } : null;
}

export interface Pair {
  /** The romanised field; null where 880 stands alone. */
  field: Field | null;
  /** In its own script; null where the other has been lost. */
  vernacular: Field | null;
  link: Link;
}

/** Fields that are written twice, in the order of the record, and what is against their links. */
export function linkedFields(record: MarcRecord): { pairs: Pair[]; findings: Finding[] } {
  const pairs = new Map<string, Pair>();
  const findings: Finding[] = [];
  for (const field of record.fields()) {
    const text = field.get("6");
    const isVernacular = field.tag === "880";
    if (text === null && !isVernacular) continue;
    const link = readLink(text ?? "");
    const tell = (why: string) =>
      findings.push({
        id: "marc.link",
        record: record.number,
        field: field.tag,
        byte: field.byte,
        done: "kept",
        data: { link: text ?? "", why },
      });
    if (!link) {
      tell("no-link");
      continue;
    }
    const [tag, side] = isVernacular ? [link.tag, "vernacular" as const] : [field.tag, "field" as const];
    // 00 links to nothing, and every one of them to nothing else.
    const key = link.number === "00" ? `${tag}-00-${field.byte}` : `${tag}-${link.number}`;
    const pair = pairs.get(key);
    if (!pair) pairs.set(key, { field: null, vernacular: null, link, [side]: field });
    else if (pair[side]) tell("twice");
    else {
      pair[side] = field;
      if (isVernacular) pair.link = link;
    }
  }
  for (const { field, vernacular, link } of pairs.values()) {
    const alone = field && vernacular ? null : (field ?? vernacular);
    if (alone && link.number !== "00")
      findings.push({
        id: "marc.link",
        record: record.number,
        field: alone.tag,
        byte: alone.byte,
        done: "kept",
        data: { link: alone.get("6") ?? "", why: "alone" },
      });
  }
  return { pairs: [...pairs.values()], findings };
}
