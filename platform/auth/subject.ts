/** Sealing for one person: AES-256-GCM under the subject's secret. When the secret is destroyed nobody opens it again. */
import { createCipheriv, createDecipheriv, createSecretKey, randomBytes } from "node:crypto";

const version = 1;
const nonceBytes = 12;
const tagBytes = 16;
// Secrets become key objects first: asked to seal with bare bytes, Node spends as long again on finding out what they are.

/**
 * Seals bytes under a 32-byte secret: version ‖ nonce ‖ ciphertext ‖ tag (NIST SP 800-38D). `about` is bound to it,
 * not hidden: the row and column it belongs to, so that it cannot be moved to another.
 */
export function sealFor(secret: Uint8Array, plaintext: Uint8Array, about: string): Buffer {
  // Always fresh and never an argument: a nonce used twice under one key gives both texts away.
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv("aes-256-gcm", createSecretKey(secret), nonce).setAAD(Buffer.from(about));
  const sealed = Buffer.concat([cipher.update(plaintext), cipher.final()]);
  return Buffer.concat([Buffer.of(version), nonce, sealed, cipher.getAuthTag()]);
}

/** The bytes again. Throws when the secret or `about` is another, or one bit has changed. */
export function openFor(secret: Uint8Array, sealed: Uint8Array, about: string): Buffer {
  const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
  if (bytes.length < 1 + nonceBytes + tagBytes || bytes[0] !== version) {
    throw new Error(`what is sealed for "${about}" is no seal of version ${version}`);
  }
  const nonce = bytes.subarray(1, 1 + nonceBytes);
  const decipher = createDecipheriv("aes-256-gcm", createSecretKey(secret), nonce, {
    authTagLength: tagBytes,
  })
    .setAAD(Buffer.from(about))
    .setAuthTag(bytes.subarray(-tagBytes));
  return Buffer.concat([decipher.update(bytes.subarray(1 + nonceBytes, -tagBytes)), decipher.final()]);
}
