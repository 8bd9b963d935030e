/** The second factor of staff: six digits from an app (RFC 6238), each good once, and recovery codes for a lost phone. */
import { createHmac, timingSafeEqual } from "node:crypto";
import { Secret, TOTP } from "otpauth";
import type { Temporal } from "temporal-polyfill";
import { newReadableCode, plainReadableCode } from "./readable-code.ts";

// What every app understands: SHA-1, six digits, 30 seconds.
const form = { algorithm: "SHA1", digits: 6, period: 30 };

/** A new shared secret in base32: 160 bits (RFC 4226 §4 R6). Store it sealed. */
export function newTotpSecret(random: (size: number) => Uint8Array): string {
  return new Secret({ buffer: Uint8Array.from(random(20)).buffer }).base32;
}

/** The text of the QR code that an app reads. */
export function totpAddress(secret: string, names: { issuer: string; account: string }): string {
  return new TOTP({ ...form, secret, issuer: names.issuer, label: names.account }).toString();
}

/**
 * The step this code belongs to, or null when it is wrong or used. Store it as the next `lastStep`, guarded
 * (`where last_step < …`): a code is good once (RFC 6238 §5.2). Clocks may differ by one step.
 */
export function checkTotp(
  secret: string,
  code: string,
  { at, lastStep }: { at: Temporal.Instant; lastStep: number | null },
): number | null {
  const token = digitsOf(code);
  if (!/^\d{6}$/.test(token)) return null;
  const timestamp = at.epochMilliseconds;
  const off = TOTP.validate({ ...form, secret: Secret.fromBase32(secret), token, timestamp, window: 1 });
  if (off === null) return null;
  const step = TOTP.counter({ period: form.period, timestamp }) + off;
  return lastStep !== null && step <= lastStep ? null : step;
}

/** ASCII digits without spaces: a Chinese keyboard types ６ for 6. */
export function digitsOf(typed: string): string {
  return typed.normalize("NFKC").replace(/\s/g, "");
}

const recoveryCount = 10;

/** Ten codes of 50 bits to show once, and what to store of them. */
export function newRecoveryCodes(
  key: Uint8Array,
  random: (size: number) => Uint8Array,
): { codes: string[]; hashes: string[] } {
  const codes = Array.from({ length: recoveryCount }, () => newReadableCode(random));
  return { codes, hashes: codes.map((code) => recoveryHash(key, code).toString("base64url")) };
}

/** The hashes that remain after this code is spent, or null when it is none of them. Looks at all in any case. */
export function spendRecoveryCode(key: Uint8Array, code: string, hashes: readonly string[]): string[] | null {
  const given = recoveryHash(key, code);
  const remaining = hashes.filter((hash) => !isSame(Buffer.from(hash, "base64url"), given));
  return remaining.length < hashes.length ? remaining : null;
}

function isSame(one: Buffer, other: Buffer): boolean {
  return one.length === other.length && timingSafeEqual(one, other);
}

function recoveryHash(key: Uint8Array, code: string): Buffer {
  return createHmac("sha256", key)
    .update(`recovery ${plainReadableCode(code)}`)
    .digest();
}
