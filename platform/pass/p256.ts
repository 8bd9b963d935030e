/** Points of P-256 in 33 bytes instead of 65 (SEC 1 §2.3.3–2.3.4): a pass must fit into a small QR code. Browser-safe. */
import type { Bytes } from "./base64url.ts";

// SP 800-186 §3.2.1.3
const p = 0xffffffff00000001000000000000000000000000ffffffffffffffffffffffffn;
const b = 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn;

/** An uncompressed point (65 bytes, 04 x y) in 33 bytes; null when it is not one. */
export function compressed(point: Uint8Array): Bytes | null {
  if (point.length !== 65 || point[0] !== 4) return null;
  const short = new Uint8Array(33);
  short[0] = 2 + ((point[64] ?? 0) & 1);
  short.set(point.subarray(1, 33), 1);
  return short;
}

/** The uncompressed point of a compressed one; null when no such point lies on the curve. */
export function uncompressed(short: Uint8Array): Bytes | null {
  const sign = short[0];
  if (short.length !== 33 || (sign !== 2 && sign !== 3)) return null;
  const x = numberOf(short.subarray(1));
  if (x >= p) return null;
  const square = mod(x * x * x - 3n * x + b);
  // p ≡ 3 (mod 4), so a root, if there is one, is square^((p+1)/4).
  let y = power(square, (p + 1n) / 4n);
  if (mod(y * y) !== square) return null;
  if (Number(y & 1n) !== sign - 2) y = mod(p - y);
  const point = new Uint8Array(65);
  point[0] = 4;
  point.set(short.subarray(1), 1);
  for (let at = 64; at > 32; at--, y >>= 8n) point[at] = Number(y & 255n);
  return point;
}

function numberOf(bytes: Uint8Array): bigint {
  let value = 0n;
  for (const byte of bytes) value = (value << 8n) | BigInt(byte);
  return value;
}

function mod(value: bigint): bigint {
  const rest = value % p;
  return rest < 0n ? rest + p : rest;
}

function power(base: bigint, exponent: bigint): bigint {
  let result = 1n;
  for (let left = exponent, square = base; left > 0n; left >>= 1n, square = mod(square * square)) {
    if (left & 1n) result = mod(result * square);
  }
  return result;
}
