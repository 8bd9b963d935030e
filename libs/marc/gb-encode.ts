/** Writes GB18030: what GBK has in two bytes, everything else in four. A few characters for private use have no code. */

const pairs = { first: 0x81, last: 0xfe };
/** Four bytes count on: ten digits, 126 bytes, ten digits, 126 bytes. */
const [digitBytes, upperBytes] = [10, 126];
/** 0x90308130 is U+10000, and all characters above follow it in order. */
const supplementary = 189_000;

/** U+FFFD. */
const unknown = [0x84, 0x31, 0xa4, 0x37];

let codes: Map<number, number> | null = null;

/** What has no code becomes U+FFFD, and `lost` hears of it. */
export function encodeGb(text: string, lost: () => void = () => {}): Uint8Array {
  codes ??= readTable();
  const bytes: number[] = [];
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0;
    if (point < 0x80) bytes.push(point);
    else if (point > 0xffff) bytes.push(...fourBytes(supplementary + point - 0x10000));
    else {
      const code = codes.get(point);
      if (code === undefined) lost();
      bytes.push(
        ...(code === undefined ? unknown : code < 0 ? fourBytes(-code - 1) : [code >> 8, code & 0xff]),
      );
    }
  }
  return Uint8Array.from(bytes);
}

/** Codes of the basic plane by code point, as the decoder of the platform has them: two bytes, or below zero the place among four. */
function readTable(): Map<number, number> {
  const table = new Map<number, number>();
  const decoder = new TextDecoder("gb18030");
  const add = (bytes: number[], code: number) => {
    const text = decoder.decode(Uint8Array.from(bytes));
    if (text.length === 1 && text !== "\ufffd" && !table.has(text.charCodeAt(0)))
      table.set(text.charCodeAt(0), code);
  };
  for (let lead = pairs.first; lead <= pairs.last; lead++)
    for (let second = 0x40; second <= pairs.last; second++) add([lead, second], (lead << 8) | second);
  // 0x8431A439 is the last of the basic plane.
  for (let place = 0; place < 39_420; place++) add(fourBytes(place), -place - 1);
  return table;
}

function fourBytes(place: number): number[] {
  const fourth = place % digitBytes;
  const third = Math.floor(place / digitBytes) % upperBytes;
  const second = Math.floor(place / (digitBytes * upperBytes)) % digitBytes;
  const first = Math.floor(place / (digitBytes * upperBytes * digitBytes));
  return [0x81 + first, 0x30 + second, 0x81 + third, 0x30 + fourth];
}
