/** CNMARC's pinyin: $A is how $a sounds, $F how $f does; some libraries write that of the title in $9. */
import type { Field } from "./field.ts";

export interface Sounded {
  code: string;
  text: string;
  /** Null where none is given. */
  pinyin: string | null;
}

/** Subfields with what is written of their sound, which follows them: a capital of the same letter, or $9 behind $a. */
export function soundedSubfields(field: Field): Sounded[] {
  const found: Sounded[] = [];
  for (const { code, value } of field.subfields) {
    const of = code === "9" ? "a" : code.toLowerCase();
    const before = found.findLast((one) => one.code === of);
    if (of === code) found.push({ code, text: value, pinyin: null });
    else if (before && before.pinyin === null) before.pinyin = value;
    else found.push({ code, text: value, pinyin: null });
  }
  return found;
}
