/** Checks a signature under a named algorithm, in Node and in the browser by the same lines. Keys and signatures are raw bytes. */
import type { Bytes } from "./base64url.ts";
import { uncompressed } from "./p256.ts";

/** Ed25519: RFC 8032. ES256: ECDSA on P-256 with SHA-256, signature r‖s (RFC 7518 §3.4), key a compressed point. */
export type Algorithm = "Ed25519" | "ES256";

export const keyBytes: Record<Algorithm, number> = { Ed25519: 32, ES256: 33 };
export const signatureBytes = 64;

/** Did this key sign this message? False, never an error, for keys and signatures that are none. */
export async function signed(alg: Algorithm, key: Bytes, message: Bytes, signature: Bytes): Promise<boolean> {
  if (key.length !== keyBytes[alg] || signature.length !== signatureBytes) return false;
  return alg === "Ed25519" ? ed25519(key, message, signature) : es256(key, message, signature);
}

async function ed25519(key: Bytes, message: Bytes, signature: Bytes): Promise<boolean> {
  const known = await imported(key, { name: "Ed25519" });
  if (known === null) return ed25519InScript(key, message, signature);
  return crypto.subtle.verify({ name: "Ed25519" }, known, signature, message);
}

/** The same answer where the browser knows no Ed25519 (Chromium before 137): the scanner at the door may be an old phone. */
export async function ed25519InScript(key: Bytes, message: Bytes, signature: Bytes): Promise<boolean> {
  const { verifyAsync } = await import("@noble/ed25519");
  return verifyAsync(signature, message, key, { zip215: false }).catch(() => false);
}

async function es256(key: Bytes, message: Bytes, signature: Bytes): Promise<boolean> {
  const point = uncompressed(key);
  const known = point && (await imported(point, { name: "ECDSA", namedCurve: "P-256" }));
  if (!known) return false;
  return crypto.subtle.verify({ name: "ECDSA", hash: "SHA-256" }, known, signature, message);
}

/** Null when the browser does not know the algorithm or the bytes are no key: WebCrypto throws for both. */
async function imported(
  key: Bytes,
  algorithm: { name: string; namedCurve?: string },
): Promise<CryptoKey | null> {
  return crypto.subtle.importKey("raw", key, algorithm, false, ["verify"]).catch(() => null);
}
