/** The city's signing keys, made from its secret by generation: rotating makes the next one, and no private key is stored. Server only. */
import { createHash, createPrivateKey, createPublicKey, sign } from "node:crypto";
import { bytesOf, toBase64url } from "./base64url.ts";
import type { CityPublicKey, SignedText } from "./verify.ts";

/** What is kept of a key: a row, not a secret. Times in seconds since 1970. */
export interface KeyGeneration {
  generation: number;
  since: number;
  until: number | null;
}

export interface SigningKey {
  kid: string;
  city: string;
  sign(message: Uint8Array): Uint8Array;
}

export interface KeyRing {
  /** The key that signs new passes at this second: the newest whose time has come. */
  signingAt(now: number): SigningKey;
  /** For the doors: every generation whose passes may be shown now or soon. */
  public: CityPublicKey[];
}

// PKCS #8 for a raw Ed25519 seed (RFC 8410 §7, the example's first 16 bytes).
const pkcs8 = Buffer.from("302e020100300506032b657004220420", "hex");

/** The keys of a city. `seedOf` gives 32 secret bytes per generation, e.g. `(n) => secrets.key(`pass/${n}`)`. */
export function keyRing(
  city: string,
  generations: readonly KeyGeneration[],
  seedOf: (generation: number) => Uint8Array,
): KeyRing {
  const newestFirst = generations
    .map((row) => ({ ...row, ...keyPair(seedOf(row.generation)) }))
    .sort((one, other) => other.generation - one.generation);
  return {
    signingAt(now) {
      const key = newestFirst.find(({ since }) => since <= now);
      if (!key || (key.until !== null && key.until <= now))
        throw new Error(`no pass key of ${city} signs at ${now}`);
      return { kid: key.kid, city, sign: (message) => sign(null, message, key.privateKey) };
    },
    public: newestFirst.map(({ since, until, kid, key }) => ({
      kid,
      alg: "Ed25519",
      key,
      city,
      since,
      until,
    })),
  };
}

/** The first generation of a new city. */
export function firstGeneration(now: number): KeyGeneration[] {
  return [{ generation: 1, since: now, until: null }];
}

/** A text with the city's signature: `head` says what it is for. */
export function signText(key: SigningKey, head: `${string}.`, body: string): SignedText {
  const text = head + body;
  return { kid: key.kid, text, signature: toBase64url(key.sign(bytesOf(text))) };
}

/** Seconds in which a process that has not heard of the rotation may still sign with the key before. */
export const handOver = 3600;
/** Seconds a new key waits before it signs, so that doors that fetch keys once a day know it by then. */
export const notice = 24 * 3600;

/** The generations after a rotation ordered at `now`. The old key's passes run out by themselves; drop its row to end them at once. */
export function rotated(generations: readonly KeyGeneration[], now: number, wait = notice): KeyGeneration[] {
  const newest = generations.reduce((most, { generation }) => Math.max(most, generation), 0);
  const since = now + wait;
  const closed = generations.map((row) => (row.until === null ? { ...row, until: since + handOver } : row));
  return [...closed, { generation: newest + 1, since, until: null }];
}

function keyPair(seed: Uint8Array) {
  if (seed.length !== 32) throw new Error(`an Ed25519 seed has 32 bytes, not ${seed.length}`);
  const privateKey = createPrivateKey({ key: Buffer.concat([pkcs8, seed]), format: "der", type: "pkcs8" });
  const key = createPublicKey(privateKey).export({ format: "jwk" }).x ?? "";
  const digest = createHash("sha256").update(Buffer.from(key, "base64url")).digest();
  return { kid: digest.subarray(0, 6).toString("base64url"), key, privateKey };
}
