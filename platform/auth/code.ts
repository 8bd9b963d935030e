/** The six digits sent to a phone. Pure: the table and the message are the caller's. */
import { createHmac, timingSafeEqual } from "node:crypto";
import type { Temporal } from "temporal-polyfill";
import { digitsOf } from "./totp.ts";

export const codeMinutes = 5;
export const codeTries = 5;

/** A row: nothing in it tells the code or the phone to somebody without the key. */
export interface SentCode {
  hash: Buffer;
  expiresAt: Temporal.Instant;
  /** Tries so far, the present one included. */
  tries: number;
}

export interface CodeScope {
  /** `secrets.key("phone-code")` */
  key: Uint8Array;
  /** What the code is for and whose phone it went to, e.g. `sign-in <keyed hash of the phone>`: it is good for nothing else. */
  about: string;
}

export type CodeVerdict = "right" | "wrong" | "expired" | "too-many-tries";

/** A fresh code: `digits` goes to the phone and nowhere else, `sent` into the table. */
export function newCode(
  scope: CodeScope,
  { at, random }: { at: Temporal.Instant; random: (size: number) => Uint8Array },
): { digits: string; sent: SentCode } {
  const digits = sixDigits(random);
  const expiresAt = at.add({ minutes: codeMinutes });
  return { digits, sent: { hash: hashOf(scope, digits), expiresAt, tries: 0 } };
}

/**
 * Judges one try. Count it first, in a statement of its own that commits whatever comes of it
 * (`update … set tries = tries + 1 … returning`): else a thousand tries at once would all be the first.
 */
export function checkCode(
  scope: CodeScope,
  sent: SentCode,
  typed: string,
  at: Temporal.Instant,
): CodeVerdict {
  if (at.epochMilliseconds >= sent.expiresAt.epochMilliseconds) return "expired";
  if (sent.tries > codeTries) return "too-many-tries";
  const given = hashOf(scope, digitsOf(typed));
  return sent.hash.length === given.length && timingSafeEqual(sent.hash, given) ? "right" : "wrong";
}

function hashOf({ key, about }: CodeScope, digits: string): Buffer {
  return createHmac("sha256", key).update(`${about}\n${digits}`).digest();
}

/** Every number from 000000 to 999999 equally often: values that would favour the low ones are drawn again. */
function sixDigits(random: (size: number) => Uint8Array): string {
  const fair = 2 ** 32 - (2 ** 32 % 1_000_000);
  for (;;) {
    const value = Buffer.from(random(4)).readUInt32BE();
    if (value < fair) return String(value % 1_000_000).padStart(6, "0");
  }
}
