/** Code points as a short text for an address: sorted, each as the distance to the one before, 7 bits a byte, base64url. */
export function packCodes(codePoints: Iterable<number>): string {
  const bytes: number[] = [];
  let before = 0;
  for (const code of [...new Set(codePoints)].sort((a, b) => a - b)) {
    let gap = code - before;
    before = code;
    while (gap > 0x7f) {
      bytes.push((gap & 0x7f) | 0x80);
      gap >>>= 7;
    }
    bytes.push(gap);
  }
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replace(/=+$/, "");
}

/** The code points of `packCodes`, or null when the text is not one of ours or holds more than `most`. */
export function unpackCodes(text: string, most: number): number[] | null {
  if (!/^[\w-]*$/.test(text) || text.length > most * 4) return null;
  let bytes: string;
  try {
    bytes = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  } catch {
    return null;
  }
  const codes: number[] = [];
  let code = 0;
  let gap = 0;
  let shift = 0;
  for (const letter of bytes) {
    const byte = letter.charCodeAt(0);
    gap |= (byte & 0x7f) << shift;
    shift += 7;
    if (shift > 28) return null;
    if (byte & 0x80) continue;
    code += gap;
    if (code > 0x10ffff || codes.length === most) return null;
    codes.push(code);
    gap = 0;
    shift = 0;
  }
  return shift === 0 ? codes : null;
}
