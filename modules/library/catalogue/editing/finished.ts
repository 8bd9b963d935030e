/** What nobody types: the number, the moment, how the text is encoded. Pure. */
import type { Flavour } from "#libs/marc";
import type { FieldLine, Lines } from "../reading/as-lines.ts";
import { filled } from "./check.ts";

/** `moment`: `20261130101500.0`, of the latest change. */
export function finished(
  lines: Lines,
  to: { flavour: Flavour; moment: string; number: string | null },
): Lines {
  const { leader, fields } = filled(lines);
  const said = fields.filter(({ tag }) => tag !== "005");
  const number: FieldLine[] =
    to.number === null || said.some(({ tag }) => tag === "001") ? [] : [{ tag: "001", value: to.number }];
  const all = [...number, ...said];
  const at = all.findLastIndex(({ tag }) => tag < "005") + 1;
  return inUnicode({ leader, fields: all.toSpliced(at, 0, { tag: "005", value: to.moment }) }, to.flavour);
}

/** Whatever it was: here it is kept in Unicode, and says so (leader/09; 100$a/26–29). */
export function inUnicode({ leader, fields }: Lines, flavour: Flavour): Lines {
  if (flavour === "marc21") return { leader: `${leader.slice(0, 9)}a${leader.slice(10)}`, fields };
  return { leader, fields: fields.map((field) => (field.tag === "100" ? codedInUnicode(field) : field)) };
}

const codedInUnicode = (field: FieldLine): FieldLine => ({
  ...field,
  subfields: (field.subfields ?? []).map((one) =>
    one.code === "a" && one.value.length === 36
      ? { ...one, value: `${one.value.slice(0, 26)}50  ${one.value.slice(30)}` }
      : one,
  ),
});
