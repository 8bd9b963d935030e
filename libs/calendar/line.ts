/** Content lines of iCalendar: names, parameters, escaping, folding (RFC 5545 §3.1, §3.3.11; RFC 6868). */

const octetsPerLine = 75;
const encoder = new TextEncoder();

export interface Property {
  name: string;
  /** Already in the property's value type: text must have gone through `escapeText`. */
  value: string;
  params?: Record<string, string>;
}

/** A TEXT value: backslash, semicolon, comma and line ends escaped, other control characters left out (§3.3.11). */
export function escapeText(text: string): string {
  return withoutControls(text)
    .replace(/[\\;,]/g, (sign) => `\\${sign}`)
    .replace(/\r\n|\r|\n/g, "\\n");
}

/** One property as folded lines, each ended by CRLF. */
export function contentLine({ name, value, params = {} }: Property): string {
  const written = Object.entries(params).map(([key, text]) => `;${key}=${paramValue(text)}`);
  return fold(`${name}${written.join("")}:${value.replace(/[\r\n]/g, "")}`);
}

/** Folds a line at 75 octets without ever cutting a character (§3.1: lines SHOULD NOT be longer, line end excluded). */
export function fold(line: string): string {
  const parts: string[] = [];
  let part = "";
  let octets = 0;
  for (const character of line) {
    const size = encoder.encode(character).length;
    // A continuation begins with the one space that unfolding takes away again.
    const room = parts.length === 0 ? octetsPerLine : octetsPerLine - 1;
    if (octets + size > room) {
      parts.push(part);
      part = "";
      octets = 0;
    }
    part += character;
    octets += size;
  }
  parts.push(part);
  return `${parts.join("\r\n ")}\r\n`;
}

/** Undoes folding. For tests and for readers of our own files. */
export function unfold(text: string): string[] {
  return text
    .replace(/\r\n[ \t]/g, "")
    .split("\r\n")
    .filter((line) => line !== "");
}

/** Circumflex encoding of what a parameter cannot hold (RFC 6868 §3), quoted where §3.2 wants it. */
function paramValue(text: string): string {
  const encoded = withoutControls(text)
    .replaceAll("^", "^^")
    .replace(/\r\n|\r|\n/g, "^n")
    .replaceAll('"', "^'");
  return /[:;,]/.test(encoded) ? `"${encoded}"` : encoded;
}

/** §3.1 CONTROL: all controls but tab are not text; line ends are dealt with by the caller. */
function withoutControls(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters the standard forbids
  return text.toWellFormed().replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, "");
}
