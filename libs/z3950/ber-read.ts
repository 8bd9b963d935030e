/** Reads BER whole, in a loop: no depth of nesting and no number of values makes it grow without bound. */
import { type Ber, deepest, type Header, headerAt, isEnd, Unreadable } from "./ber.ts";

/** A PDU with a thousand records in the richest syntax has fewer. */
const mostValues = 100_000;

/** A constructed value whose end has not been seen. */
interface Open {
  parts: Ber[];
  /** It ends here at the latest. */
  end: number;
  /** It ends where two zero bytes stand. */
  isIndefinite: boolean;
}

/** The one value that these bytes are. Throws `Unreadable`. */
export function readBer(bytes: Uint8Array): Ber {
  const values: Ber[] = [];
  const open: Open[] = [];
  let at = 0;
  let count = 0;
  do {
    const within = open.at(-1);
    if (within && !within.isIndefinite && at === within.end) {
      open.pop();
      continue;
    }
    const limit = within?.end ?? bytes.length;
    const header = headerAt(bytes, at);
    if (!header || header.contentAt > limit) throw new Unreadable(at, "the bytes end inside a value");
    if (within?.isIndefinite && isEnd(header)) {
      open.pop();
      at = header.contentAt;
      continue;
    }
    if (++count > mostValues) throw new Unreadable(at, `more than ${mostValues} values`);
    if (open.length >= deepest) throw new Unreadable(at, `more than ${deepest} values in one another`);
    const [value, parts] = begun(bytes, at, header, limit);
    (within?.parts ?? values).push(value);
    if (parts) {
      const isIndefinite = header.length === null;
      open.push({ parts, end: isIndefinite ? limit : header.contentAt + (header.length ?? 0), isIndefinite });
    }
    at = header.contentAt + (parts ? 0 : (header.length ?? 0));
  } while (open.length > 0);
  const [value] = values;
  if (!value || at < bytes.length) throw new Unreadable(at, "bytes behind the value");
  return value;
}

function begun(bytes: Uint8Array, at: number, header: Header, limit: number): [Ber, Ber[] | null] {
  const { tag, isConstructed, length, contentAt } = header;
  if (length !== null && contentAt + length > limit)
    throw new Unreadable(at, `a value of ${length} bytes does not fit where it stands`);
  const parts: Ber[] | null = isConstructed ? [] : null;
  const content = bytes.subarray(contentAt, parts ? contentAt : contentAt + (length ?? 0));
  return [{ tag, parts, content, byte: at }, parts];
}
