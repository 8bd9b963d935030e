/**
 * SHA-256 (FIPS 180-4) and HMAC (RFC 2104 / FIPS 198-1), written out because the verifier runs in a page opened from disk, where
 * a browser offers none, and because both sides then run the same code. A test holds it equal to OpenSSL's.
 */

/** First 32 bits of the fractional parts of the cube roots of the first 64 primes (FIPS 180-4 §4.2.2), and of the square roots of the first 8 (§5.3.3). */
const rounds = new Int32Array(64);
const start = new Int32Array(8);
for (let candidate = 2, n = 0; n < 64; candidate++) {
  let prime = true;
  for (let divisor = 2; divisor * divisor <= candidate; divisor++)
    if (candidate % divisor === 0) prime = false;
  if (!prime) continue;
  if (n < 8) start[n] = fraction(Math.sqrt(candidate));
  rounds[n++] = fraction(Math.cbrt(candidate));
}

function fraction(root: number): number {
  return ((root - Math.floor(root)) * 4_294_967_296) | 0;
}

const schedule = new Int32Array(64);

/** One block of 64 bytes into the state (§6.2.2). */
function compress(state: Int32Array, bytes: Uint8Array, at: number): void {
  const w = schedule;
  for (let t = 0; t < 16; t++) {
    const i = at + 4 * t;
    w[t] = (at8(bytes, i) << 24) | (at8(bytes, i + 1) << 16) | (at8(bytes, i + 2) << 8) | at8(bytes, i + 3);
  }
  for (let t = 16; t < 64; t++) {
    const x = at32(w, t - 15);
    const y = at32(w, t - 2);
    const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
    const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
    w[t] = (at32(w, t - 16) + s0 + at32(w, t - 7) + s1) | 0;
  }
  let a = at32(state, 0);
  let b = at32(state, 1);
  let c = at32(state, 2);
  let d = at32(state, 3);
  let e = at32(state, 4);
  let f = at32(state, 5);
  let g = at32(state, 6);
  let h = at32(state, 7);
  for (let t = 0; t < 64; t++) {
    const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + at32(rounds, t) + at32(w, t)) | 0;
    const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + t1) | 0;
    d = c;
    c = b;
    b = a;
    a = (t1 + t2) | 0;
  }
  state[0] = at32(state, 0) + a;
  state[1] = at32(state, 1) + b;
  state[2] = at32(state, 2) + c;
  state[3] = at32(state, 3) + d;
  state[4] = at32(state, 4) + e;
  state[5] = at32(state, 5) + f;
  state[6] = at32(state, 6) + g;
  state[7] = at32(state, 7) + h;
}

// An index within bounds is never undefined; the compiler cannot know, and a check in the inner loop would cost.
const at8 = (of: Uint8Array, i: number) => of[i] as number;
const at32 = (of: Int32Array, i: number) => of[i] as number;

// Used again for every message: a hundred thousand draws of a key would otherwise make a million arrays.
const tail = new Uint8Array(128);
const working = new Int32Array(8);
const innerDigest = new Uint8Array(32);

/** Adds the last bytes to a state that has seen `before` bytes already, padded (§5.1.1), and writes its 32 bytes to `digest`. */
function finish(state: Int32Array, bytes: Uint8Array, before: number, digest: Uint8Array): void {
  let at = 0;
  for (; at + 64 <= bytes.length; at += 64) compress(state, bytes, at);
  const rest = bytes.length - at;
  const end = rest < 56 ? 64 : 128;
  tail.fill(0, rest, end);
  for (let i = 0; i < rest; i++) tail[i] = at8(bytes, at + i);
  tail[rest] = 0x80;
  const total = before + bytes.length;
  put32(tail, end - 8, Math.floor(total / 0x2000_0000));
  put32(tail, end - 4, total << 3);
  for (at = 0; at < end; at += 64) compress(state, tail, at);
  for (let i = 0; i < 8; i++) put32(digest, 4 * i, at32(state, i));
}

function put32(bytes: Uint8Array, at: number, word: number): void {
  bytes[at] = word >>> 24;
  bytes[at + 1] = word >>> 16;
  bytes[at + 2] = word >>> 8;
  bytes[at + 3] = word;
}

/** The SHA-256 of the bytes, 32 bytes. */
export function sha256(bytes: Uint8Array): Uint8Array {
  const digest = new Uint8Array(32);
  finish(start.slice(), bytes, 0, digest);
  return digest;
}

/** HMAC-SHA256 under one key, for many messages: the key's two blocks are worked in once. */
export function hmac(key: Uint8Array): (message: Uint8Array) => Uint8Array {
  const short = key.length > 64 ? sha256(key) : key;
  const keyed = (pad: number) => {
    const state = start.slice();
    const block = Uint8Array.from({ length: 64 }, (_, i) => (short[i] ?? 0) ^ pad);
    compress(state, block, 0);
    return state;
  };
  const [inner, outer] = [keyed(0x36), keyed(0x5c)];
  return (message) => {
    working.set(inner);
    finish(working, message, 64, innerDigest);
    working.set(outer);
    const digest = new Uint8Array(32);
    finish(working, innerDigest, 64, digest);
    return digest;
  };
}

/** Bytes as lower-case hexadecimal digits. */
export function hexOf(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += byte.toString(16).padStart(2, "0");
  return text;
}

/** Bytes of an even number of hexadecimal digits. */
export function bytesOfHex(hex: string): Uint8Array {
  return Uint8Array.from({ length: hex.length / 2 }, (_, i) =>
    Number.parseInt(hex.slice(2 * i, 2 * i + 2), 16),
  );
}

const utf8 = new TextEncoder();

/** Text as UTF-8. */
export function bytesOf(text: string): Uint8Array {
  return utf8.encode(text);
}
