/** The pass token `WM1.<body>.<signature>`: what the body's bytes mean. Pure and browser-safe; README.md draws the layout. */
import { type Bytes, bytesOf, fromBase64url, toBase64url } from "./base64url.ts";
import { type Algorithm, keyBytes, signatureBytes } from "./signature.ts";

export interface Claims {
  /** Key id of the city key that signs: base64url of 6 bytes. */
  kid: string;
  /** Opaque subject key: a UUID, the only name of the person in the pass. */
  subject: string;
  /** Seconds since 1970; valid from `issued` up to but not at `expires`. */
  issued: number;
  expires: number;
  /** City that issued it: its id in the configuration, e.g. `karamay`. */
  city: string;
  /** The phone's public key, raw and compressed, base64url; null for a pass on paper. */
  device: { alg: Algorithm; key: string } | null;
}

export interface Token {
  claims: Claims;
  /** Algorithm the token says it was signed with. */
  alg: Algorithm;
  /** The bytes the city signed. */
  message: Bytes;
  signature: Bytes;
}

/** Algorithms by the byte that names them. Zero is no signature, and so never a city's. */
const algorithms: readonly (Algorithm | null)[] = [null, "Ed25519", "ES256"];
const deviceAt = 32;
const cityPattern = /^[a-z][a-z0-9-]{0,31}$/;
const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** The text the city signs: `WM1.<body>`. Throws when a claim cannot be written: a bug of the caller. */
export function unsigned(claims: Claims): string {
  const kid = fromBase64url(claims.kid);
  if (kid?.length !== 6) throw new Error(`key id "${claims.kid}" is not 6 bytes of base64url`);
  if (!uuidPattern.test(claims.subject)) throw new Error("the subject of a pass is not a lower-case UUID");
  if (!cityPattern.test(claims.city)) throw new Error(`city "${claims.city}" is not 1–32 of a–z, 0–9 and -`);
  if (!(isTime(claims.issued) && isTime(claims.expires) && claims.issued < claims.expires)) {
    throw new Error(`a pass from ${claims.issued} to ${claims.expires} is no span of whole seconds`);
  }
  const key = claims.device ? fromBase64url(claims.device.key) : new Uint8Array(0);
  if (!key || key.length !== (claims.device ? keyBytes[claims.device.alg] : 0)) {
    throw new Error("the device key does not have the length of its algorithm");
  }
  const city = bytesOf(claims.city);
  const body = new Uint8Array(deviceAt + key.length + city.length);
  const view = new DataView(body.buffer);
  body[0] = algorithms.indexOf("Ed25519");
  body.set(kid, 1);
  body[7] = algorithms.indexOf(claims.device?.alg ?? null);
  body.set(uuidBytes(claims.subject), 8);
  view.setUint32(24, claims.issued);
  view.setUint32(28, claims.expires);
  body.set(key, deviceAt);
  body.set(city, deviceAt + key.length);
  return `WM1.${toBase64url(body)}`;
}

/** Reads a token; null when it is none. Says nothing about whether the signature is right. */
export function parseToken(text: string): Token | null {
  const [version, encoded, sealed, ...rest] = text.split(".");
  if (version !== "WM1" || !encoded || !sealed || rest.length > 0) return null;
  const body = fromBase64url(encoded);
  const signature = fromBase64url(sealed);
  if (!body || body.length <= deviceAt || signature?.length !== signatureBytes) return null;
  const alg = algorithms[body[0] ?? -1];
  const deviceAlg = algorithms[body[7] ?? -1];
  if (!alg || deviceAlg === undefined) return null;
  const cityAt = deviceAt + (deviceAlg ? keyBytes[deviceAlg] : 0);
  const city = String.fromCharCode(...body.subarray(cityAt, cityAt + 33));
  if (!cityPattern.test(city) || body.length !== cityAt + city.length) return null;
  const view = new DataView(body.buffer);
  const claims: Claims = {
    kid: toBase64url(body.subarray(1, 7)),
    subject: uuidText(body.subarray(8, 24)),
    issued: view.getUint32(24),
    expires: view.getUint32(28),
    city,
    device: deviceAlg && { alg: deviceAlg, key: toBase64url(body.subarray(deviceAt, cityAt)) },
  };
  return { claims, alg, message: bytesOf(`WM1.${encoded}`), signature };
}

/** Name of one token, short enough for a table and telling nothing: SHA-256 of its text, base64url. */
export async function tokenId(token: string): Promise<string> {
  return toBase64url(new Uint8Array(await crypto.subtle.digest("SHA-256", bytesOf(token))));
}

function isTime(seconds: number): boolean {
  return Number.isInteger(seconds) && seconds >= 0 && seconds <= 0xffffffff;
}

function uuidBytes(uuid: string): Uint8Array {
  const hex = uuid.replaceAll("-", "");
  return Uint8Array.from({ length: 16 }, (_, at) => Number.parseInt(hex.slice(at * 2, at * 2 + 2), 16));
}

function uuidText(bytes: Uint8Array): string {
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
