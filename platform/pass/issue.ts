/** The city signs a pass. Server only. */
import { createPublicKey } from "node:crypto";
import { bytesOf, toBase64url } from "./base64url.ts";
import type { SigningKey } from "./keys.ts";
import { compressed } from "./p256.ts";
import { type Claims, unsigned } from "./token.ts";

export interface PassOrder {
  /** Opaque subject key of the holder. */
  subject: string;
  /** What `readDeviceKey` made of the phone's public key; null for a pass on paper. */
  device: Claims["device"];
  /** Seconds since 1970, half-open. */
  issued: number;
  expires: number;
}

/** A public key as WebCrypto exports it (RFC 7517); what else it holds is ignored. */
export interface DeviceJwk {
  kty?: string;
  crv?: string;
  x?: string;
  y?: string;
  d?: string;
}

/** The token `WM1.…` of a pass. */
export function issuePass(key: SigningKey, order: PassOrder): string {
  const text = unsigned({ ...order, kid: key.kid, city: key.city });
  return `${text}.${toBase64url(key.sign(bytesOf(text)))}`;
}

/** A phone's public key (JWK, Ed25519 or P-256) in short form; null for any other key, a private one, or a point off the curve. */
export function readDeviceKey(jwk: DeviceJwk): Claims["device"] {
  if (jwk.d !== undefined) return null;
  const { kty, crv, x, y } = jwk;
  try {
    const known = createPublicKey({ key: { kty, crv, x, y }, format: "jwk" }).export({ format: "jwk" });
    const across = Buffer.from(known.x ?? "", "base64url");
    if (known.crv === "Ed25519") return { alg: "Ed25519", key: toBase64url(across) };
    if (known.crv !== "P-256") return null;
    const short = compressed(
      Buffer.concat([Uint8Array.of(4), across, Buffer.from(known.y ?? "", "base64url")]),
    );
    return short && { alg: "ES256", key: toBase64url(short) };
  } catch {
    // OpenSSL says in its own words that this is no key; the caller names the field.
    return null;
  }
}
