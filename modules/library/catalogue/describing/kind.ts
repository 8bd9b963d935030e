/** Which kind of thing a record is about: leader/06 of both families. */
import type { MarcRecord } from "#libs/marc";

/** `other`: holdings by themselves, classification, community information. */
export type RecordKind = "bibliographic" | "authority" | "other";

const kinds: Record<MarcRecord["flavour"], Record<string, RecordKind>> = {
  marc21: { z: "authority", u: "other", v: "other", x: "other", y: "other", w: "other", q: "other" },
  unimarc: { x: "authority", y: "authority", z: "authority" },
};

export function kindOf({ flavour, leader }: Pick<MarcRecord, "flavour" | "leader">): RecordKind {
  return kinds[flavour][leader[6] ?? ""] ?? "bibliographic";
}
