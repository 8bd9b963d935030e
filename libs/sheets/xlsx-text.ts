/** Letters that XML cannot hold, as XLSX writes them: `_x000D_` (ISO/IEC 29500-1 §22.9.2.19, ST_Xstring). */

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones that XML 1.0 forbids or changes
const unwritable = /[\u0000-\u0008\u000b-\u001f\ufffe\uffff]|_x[0-9A-Fa-f]{4}_/g;

/** The text as it stands between the tags of a cell. */
export function cellXml(text: string): string {
  return text
    .replace(unwritable, (found) =>
      found.length === 1
        ? `_x${found.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}_`
        : `_x005F${found}`,
    )
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;");
}

/** What `cellXml` was given, after XML has undone its own part. */
export function cellText(text: string): string {
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
}
