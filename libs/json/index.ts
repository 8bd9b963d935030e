/** Finds what JSON.parse keeps silent about: the same key twice in one object (RFC 8259 §4), and bottomless nesting. */

export class TooDeep extends Error {}

interface Open {
  /** Names seen in this object; null in an array. */
  names: Set<string> | null;
  /** The name or index we are at. */
  at: string | number;
  /** The next text is a name. */
  awaitsName: boolean;
}

/** JSON pointer (RFC 6901) of the first key that stands twice, or null. `json` is valid. Throws TooDeep past `deepest`. */
export function duplicateKey(json: string, deepest = 64): string | null {
  const open: Open[] = [];
  for (let i = 0; i < json.length; i++) {
    const here = open.at(-1);
    switch (json[i]) {
      case "{":
      case "[":
        if (open.length === deepest) throw new TooDeep();
        open.push(
          json[i] === "{"
            ? { names: new Set(), at: "", awaitsName: true }
            : { names: null, at: 0, awaitsName: false },
        );
        break;
      case "}":
      case "]":
        open.pop();
        break;
      case ",":
        if (here?.names) here.awaitsName = true;
        else if (here) here.at = Number(here.at) + 1;
        break;
      case '"': {
        const end = endOfText(json, i);
        if (here?.names && here.awaitsName) {
          // Parsed, because "a" and "\u0061" are one name.
          const name = String(JSON.parse(json.slice(i, end + 1)));
          here.at = name;
          here.awaitsName = false;
          if (here.names.has(name)) return pointer(open);
          here.names.add(name);
        }
        i = end;
      }
    }
  }
  return null;
}

/** Index of the closing quotation mark of the text that opens at `start`. */
function endOfText(json: string, start: number): number {
  let end = start + 1;
  while (json[end] !== '"') end += json[end] === "\\" ? 2 : 1;
  return end;
}

function pointer(open: Open[]): string {
  return open
    .map(({ at }) => `/${String(at).slice(0, 100).replaceAll("~", "~0").replaceAll("/", "~1")}`)
    .join("");
}
