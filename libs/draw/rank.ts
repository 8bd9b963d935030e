/** From secret, list and public value to one order of all entries. */
import type { Entry } from "./list.ts";
import { compare, version } from "./list.ts";
import { bytesOf, bytesOfHex, hexOf, hmac, sha256 } from "./sha256.ts";

/** What is made public of a secret of 32 random bytes before the draw: SHA-256 of the bytes, in hexadecimal. */
export function commitmentTo(secret: string): string {
  return hexOf(sha256(bytesOfHex(secret)));
}

/** HMAC-SHA256(secret, "wenmai-draw-1 seed␊" list hash "␊" value). Neither who keeps the secret nor who makes the value can steer it. */
export function seedOf(secret: string, listHash: string, value: string): string {
  return hexOf(hmac(bytesOfHex(secret))(bytesOf(`${version} seed\n${listHash}\n${value}`)));
}

/**
 * The key of an entry of weight w: the greatest of HMAC-SHA256(seed, "rank " number " " i), i = 1 … w, as bytes. The greatest of w even
 * chances is one even chance to the power 1/w, so the order is that of Efraimidis and Spirakis (2006), without a rounded number anywhere.
 */
function keyOf({ number, weight }: Entry, chance: (message: Uint8Array) => Uint8Array): Uint8Array {
  let best = chance(asciiOf(`rank ${number} 1`));
  for (let i = 2; i <= weight; i++) {
    const next = chance(asciiOf(`rank ${number} ${i}`));
    if (compareBytes(next, best) > 0) best = next;
  }
  return best;
}

// One array for all messages: a message is done with before the next is written.
const message = new Uint8Array(32);

function asciiOf(text: string): Uint8Array {
  for (let i = 0; i < text.length; i++) message[i] = text.charCodeAt(i);
  return message.subarray(0, text.length);
}

/** The first six bytes, which fit a number and decide all but one comparison in many millions. */
function headOf(key: Uint8Array): number {
  let head = 0;
  for (let i = 0; i < 6; i++) head = head * 256 + (key[i] ?? 0);
  return head;
}

/** The entries, the greatest key first. Equal keys cannot be expected before the sun goes out; the number would decide. */
export function inOrder(entries: readonly Entry[], seed: string): Entry[] {
  const chance = hmac(bytesOfHex(seed));
  return entries
    .map((entry) => {
      const key = keyOf(entry, chance);
      return { entry, key, head: headOf(key) };
    })
    .sort((a, b) => b.head - a.head || compareBytes(b.key, a.key) || compare(a.entry.number, b.entry.number))
    .map(({ entry }) => entry);
}

function compareBytes(a: Uint8Array, b: Uint8Array): number {
  for (let i = 0; i < a.length; i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
