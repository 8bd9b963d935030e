/** Which family of formats a record belongs to: the same tags mean other things in the other. */
import { packedTag } from "./bytes.ts";
import { type Place, width } from "./place.ts";

/** `unimarc` is CNMARC too. */
export type Flavour = "marc21" | "unimarc";

const [titleOfMarc21, titleOfUnimarc, codesOfMarc21] = ["245", "200", "008"].map(packedTag);

/** By the title field, which differs; then by 008 of MARC 21; then by the last position of the leader, `0` in MARC 21 alone. */
export function flavourOf(record: Place): Flavour {
  let [marc21, unimarc, coded] = [false, false, false];
  for (let at = record.indexAt; at < record.indexAt + width * record.count; at += width) {
    const tag = record.index[at];
    if (tag === titleOfMarc21) marc21 = true;
    else if (tag === titleOfUnimarc) unimarc = true;
    else if (tag === codesOfMarc21) coded = true;
  }
  if (marc21 !== unimarc) return marc21 ? "marc21" : "unimarc";
  return coded || record.bytes[record.start + 23] === 0x30 ? "marc21" : "unimarc";
}
