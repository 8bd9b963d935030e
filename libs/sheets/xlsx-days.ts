/** Days and times in XLSX are numbers; only the format of the cell says so. */

// Built-in formats of days and times (ISO/IEC 29500-1 §18.8.30), those of Chinese and Japanese Excel (27–36, 50–58) included.
const builtIn = new Set([14, 15, 16, 17, 18, 19, 20, 21, 22, 45, 46, 47]);
const isBuiltIn = (id: number) => builtIn.has(id) || (id >= 27 && id <= 36) || (id >= 50 && id <= 58);

/** Does a cell of this format show a day or a time? */
export function isDayFormat(id: number, code: string | undefined): boolean {
  if (code === undefined) return isBuiltIn(id);
  // Words in quotes, escaped letters and colours say nothing.
  return /[ymdhs年月日时分]/i.test(code.replace(/"[^"]*"|\\.|\[(?!h+\]|m+\]|s+\])[^\]]*\]/g, ""));
}

/** `2026-06-12`, `2026-06-12 09:30` or `09:30`: what the person sees, written one way. */
export function dayText(serial: number, since1904: boolean): string {
  const minutes = Math.round(serial * 1440);
  const days = Math.floor(minutes / 1440);
  const inDay = minutes - days * 1440;
  const two = (value: number) => String(value).padStart(2, "0");
  const time = `${two(Math.floor(inDay / 60))}:${two(inDay % 60)}`;
  if (days === 0) return time;
  // Excel counts a 29 February 1900 that never was: its first 59 days are one off, and nobody's.
  const origin = since1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, days < 60 ? 31 : 30);
  const day = new Date(origin + days * 86_400_000).toISOString().slice(0, 10);
  return inDay === 0 ? day : `${day} ${time}`;
}
