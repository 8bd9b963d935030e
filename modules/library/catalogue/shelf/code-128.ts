/** Code 128 (ISO/IEC 15417), as scanners of counters read it. Pure. */

/** Widths of bar, space, bar … of each symbol, eleven modules; the last is the stop with its closing bar. */
const widths = (
  "212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232 122132 122231 113222 123122 123221 " +
  "223211 221132 221231 213212 223112 312131 311222 321122 321221 312212 322112 322211 212123 212321 232121 111323 131123 131321 " +
  "112313 132113 132311 211313 231113 231311 112133 112331 132131 113123 113321 133121 313121 211331 231131 213113 213311 213131 " +
  "311123 311321 331121 312113 312311 332111 314111 221411 431111 111224 111422 121124 121421 141122 141221 112214 112412 122114 " +
  "122411 142112 142211 241211 221114 413111 241112 134111 111242 121142 121241 114212 124112 124211 411212 421112 421211 212141 " +
  "214121 412121 111143 111341 131141 114113 114311 411113 411311 113141 114131 311141 411131 211412 211214 211232 2331112"
).split(" ");

const startB = 104;
const startC = 105;
const stop = 106;

/** The symbols of a text, check included; null where it has signs beyond ASCII. Digits alone, an even number of them, go two by two. */
export function symbolsOf(text: string): number[] | null {
  if (!/^[\x20-\x7e]+$/.test(text)) return null;
  const inPairs = /^(?:\d\d){2,}$/.test(text);
  const data = inPairs
    ? (text.match(/../g) ?? []).map(Number)
    : [...text].map((sign) => sign.charCodeAt(0) - 32);
  const start = inPairs ? startC : startB;
  const sum = data.reduce((total, value, at) => total + value * (at + 1), start);
  return [start, ...data, sum % 103, stop];
}

/** Bars as SVG path data, a module wide 1 and so high; `width` in modules, without the quiet zones of ten at both ends. */
export function barsOf(text: string, height: number): { d: string; width: number } | null {
  const symbols = symbolsOf(text);
  if (!symbols) return null;
  let [d, x] = ["", 0];
  for (const symbol of symbols)
    for (const [at, digit] of [...(widths[symbol] ?? "")].entries()) {
      const wide = Number(digit);
      if (at % 2 === 0) d += `M${x} 0h${wide}v${height}h-${wide}z`;
      x += wide;
    }
  return { d, width: x };
}
