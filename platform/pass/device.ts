/** The phone's side of the pass: a key that cannot leave it, and the code it signs every 30 seconds. Browser only. */
import { toBase64url } from "./base64url.ts";
import { stepMessage, stepOf } from "./code.ts";
import { tokenId } from "./token.ts";

export { msToNextStep } from "./code.ts";

/** Where the key pair lives. It holds CryptoKeys, never their bytes. */
export interface KeyPlace {
  read(): Promise<CryptoKeyPair | null>;
  /** Keeps the pair unless there is one already; answers the pair that is kept. */
  keep(pair: CryptoKeyPair): Promise<CryptoKeyPair>;
  forget(): Promise<void>;
}

export interface DeviceKey {
  /** To send with the request for a pass. */
  publicJwk: JsonWebKey;
  /** The QR text `WM1D.…` for this moment (milliseconds since 1970, by the server's clock if known). */
  liveCode(token: string, nowMs: number): Promise<string>;
}

/** The key of this phone, made on first use: Ed25519, or P-256 where the browser has no Ed25519. */
export async function deviceKey(place: KeyPlace = keysInBrowser()): Promise<DeviceKey> {
  if (!globalThis.crypto?.subtle) throw new Error("keys need a secure page: https, or localhost");
  const pair = (await place.read()) ?? (await place.keep(await freshPair()));
  const algorithm =
    pair.privateKey.algorithm.name === "ECDSA" ? { name: "ECDSA", hash: "SHA-256" } : { name: "Ed25519" };
  return {
    publicJwk: await crypto.subtle.exportKey("jwk", pair.publicKey),
    async liveCode(token, nowMs) {
      const step = stepOf(nowMs);
      const message = stepMessage(await tokenId(token), step);
      const signature = new Uint8Array(await crypto.subtle.sign(algorithm, pair.privateKey, message));
      return `WM1D.${token}.${step}.${toBase64url(signature)}`;
    },
  };
}

async function freshPair(): Promise<CryptoKeyPair> {
  const use: ("sign" | "verify")[] = ["sign", "verify"];
  try {
    return await crypto.subtle.generateKey({ name: "Ed25519" }, false, use);
  } catch {
    return crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, false, use);
  }
}

const database = "wenmai-pass";
const drawer = "keys";
const name = "device";

/** IndexedDB of this site: it can hold a key that script cannot read out. */
export function keysInBrowser(): KeyPlace {
  return {
    read: () =>
      within("readonly", async (keys) => (await done<CryptoKeyPair | undefined>(keys.get(name))) ?? null),
    keep: (pair) =>
      within("readwrite", async (keys) => {
        // One transaction, so that two open pages end with the same key.
        const before = await done<CryptoKeyPair | undefined>(keys.get(name));
        if (before) return before;
        await done(keys.put(pair, name));
        return pair;
      }),
    forget: () => within("readwrite", async (keys) => void (await done(keys.delete(name)))),
  };
}

async function within<R>(mode: IDBTransactionMode, work: (keys: IDBObjectStore) => Promise<R>): Promise<R> {
  const opening = indexedDB.open(database, 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore(drawer);
  const db = await done(opening);
  try {
    const tx = db.transaction(drawer, mode);
    const committed = new Promise<void>((resolve, reject) => {
      tx.oncomplete = () => resolve();
      tx.onabort = () => reject(tx.error ?? new Error("the browser would not keep the key"));
    });
    const [result] = await Promise.all([work(tx.objectStore(drawer)), committed]);
    return result;
  } finally {
    db.close();
  }
}

function done<R>(request: IDBRequest<R>): Promise<R> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
