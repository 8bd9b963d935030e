import assert from "node:assert/strict";
import { createHash, generateKeyPairSync, randomUUID } from "node:crypto";
import { test } from "node:test";
import fc from "fast-check";
import { bytesOf, toBase64url } from "./base64url.ts";
import { stepMessage, stepOf } from "./code.ts";
import { deviceKey, type KeyPlace } from "./device.ts";
import {
  type CityPublicKey,
  checkPass,
  type DeviceJwk,
  type Door,
  firstGeneration,
  issuePass,
  keyRing,
  readDeviceKey,
  rotated,
  seenHere,
  staticCode,
  tokenId,
} from "./index.ts";
import { handOver, notice } from "./keys.ts";
import { unsigned } from "./token.ts";

const nowMs = Date.UTC(2026, 10, 23, 4, 0, 10);
const now = Math.floor(nowMs / 1000);
const seedOf = (generation: number) => createHash("sha256").update(`seed ${generation}`).digest();
const ring = keyRing("karamay", firstGeneration(now - 86400), seedOf);
const subject = "0199d8a4-3b52-7c11-8f00-5a2d1e9c7b34";

/** A drawer for one phone's key, holding it as a browser would: the very CryptoKeys. */
function drawer(pair: CryptoKeyPair | null = null): KeyPlace {
  let kept = pair;
  return {
    read: async () => kept,
    keep: async (fresh) => (kept ??= fresh),
    forget: async () => {
      kept = null;
    },
  };
}

async function phone(alg: "Ed25519" | "ES256") {
  const use: ("sign" | "verify")[] = ["sign", "verify"];
  const made =
    alg === "Ed25519"
      ? await crypto.subtle.generateKey({ name: "Ed25519" }, false, use)
      : await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, false, use);
  return deviceKey(drawer(made));
}

function aPass(device: DeviceJwk | null, when: { issued?: number; expires?: number; city?: string } = {}) {
  const { issued = now - 60, expires = now + 30 * 86400 } = when;
  const short = device && readDeviceKey(device);
  if (device) assert.ok(short);
  return issuePass(ring.signingAt(now), { subject, device: short, issued, expires });
}

function door(over: Partial<Door> = {}): Door {
  return { keys: ring.public, nowMs, seen: seenHere(), ...over };
}

async function why(text: string, at: Door = door()) {
  const check = await checkPass(text, at);
  return check.kind === "refused" ? check.why : check.kind;
}

for (const alg of ["Ed25519", "ES256"] as const) {
  test(`a live code of a phone with ${alg} is good, names the subject, and fits a small QR code`, async () => {
    const device = await phone(alg);
    const text = await device.liveCode(aPass(device.publicJwk), nowMs);
    const check = await checkPass(text, door());
    assert.ok(check.kind === "good");
    assert.equal(check.claims.subject, subject);
    assert.equal(check.claims.city, "karamay");
    assert.ok(text.length < 310, `${text.length} characters`);
  });

  test(`every single flipped bit of a live code with ${alg} refuses`, async () => {
    const device = await phone(alg);
    const text = await device.liveCode(aPass(device.publicJwk), nowMs);
    assert.equal(await why(text), "good");
    for (let bit = 0; bit < text.length * 7; bit++) {
      const at = Math.floor(bit / 7);
      const flipped = String.fromCharCode(text.charCodeAt(at) ^ (1 << (bit % 7)));
      const kind = (await checkPass(text.slice(0, at) + flipped + text.slice(at + 1), door())).kind;
      assert.equal(kind, "refused", `bit ${bit} (${text[at]} → ${flipped})`);
    }
  });
}

test("every single flipped bit of a static code refuses", async () => {
  const text = staticCode(aPass(null));
  for (let bit = 0; bit < text.length * 7; bit++) {
    const at = Math.floor(bit / 7);
    const flipped = String.fromCharCode(text.charCodeAt(at) ^ (1 << (bit % 7)));
    assert.equal((await checkPass(text.slice(0, at) + flipped + text.slice(at + 1), door())).kind, "refused");
  }
});

test("a static code never admits by itself, with or without a device in the pass", async () => {
  const device = await phone("Ed25519");
  for (const token of [aPass(null), aPass(device.publicJwk)]) {
    assert.equal(await why(staticCode(token)), "needs-document-check");
  }
});

test("a pass on paper has no live code, even with a signature of somebody's phone", async () => {
  const device = await phone("Ed25519");
  assert.equal(await why(await device.liveCode(aPass(null), nowMs)), "no-device");
});

test("another phone cannot make the code", async () => {
  const [mine, theirs] = [await phone("ES256"), await phone("ES256")];
  assert.equal(await why(await theirs.liveCode(aPass(mine.publicJwk), nowMs)), "forged-code");
});

test("clocks may differ by one step, not by two", async () => {
  const device = await phone("Ed25519");
  const token = aPass(device.publicJwk);
  const at = async (steps: number) => why(await device.liveCode(token, nowMs + steps * 30_000));
  assert.deepEqual(await Promise.all([-2, -1, 0, 1, 2].map(at)), [
    "old-code",
    "good",
    "good",
    "good",
    "early-code",
  ]);
});

test("a step is written in one way only", async () => {
  const device = await phone("Ed25519");
  const text = await device.liveCode(aPass(device.publicJwk), nowMs);
  assert.equal(await why(text.replace(`.${stepOf(nowMs)}.`, `.0${stepOf(nowMs)}.`)), "not-a-pass");
});

test("a code is good once; the next step's code is good again", async () => {
  const device = await phone("Ed25519");
  const token = aPass(device.publicJwk);
  const at = door();
  const text = await device.liveCode(token, nowMs);
  assert.equal(await why(text, at), "good");
  assert.equal(await why(text, at), "used-code");
  assert.equal(await why(text, door()), "good", "a door that has not seen it cannot know");
  const next = await device.liveCode(token, nowMs + 30_000);
  assert.equal(await why(next, { ...at, nowMs: nowMs + 30_000 }), "good");
  assert.equal(
    await why(text, { ...at, nowMs: nowMs + 30_000 }),
    "used-code",
    "still inside the grace of one step",
  );
});

test("the other signature that ECDSA allows for the same step is the same code", async () => {
  const device = await phone("ES256");
  const text = await device.liveCode(aPass(device.publicJwk), nowMs);
  const at = door();
  assert.equal(await why(text, at), "good");
  const cut = text.lastIndexOf(".");
  const signature = Buffer.from(text.slice(cut + 1), "base64url");
  const n = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
  const s = n - BigInt(`0x${signature.subarray(32).toString("hex")}`);
  signature.set(Buffer.from(s.toString(16).padStart(64, "0"), "hex"), 32);
  const twin = `${text.slice(0, cut)}.${toBase64url(signature)}`;
  assert.equal(await why(twin), "good", "the twin does verify, so the door must know it by its step");
  assert.equal(await why(twin, at), "used-code");
});

test("a pass is good from its issue (with two minutes for the door's slow clock) up to its end", async () => {
  const span = (issued: number, expires: number) => why(staticCode(aPass(null, { issued, expires })));
  assert.equal(await span(now - 10, now + 1), "needs-document-check");
  assert.equal(await span(now - 10, now), "expired");
  assert.equal(await span(now + 120, now + 999), "needs-document-check");
  assert.equal(await span(now + 122, now + 999), "not-yet-valid");
});

test("a token cannot choose its algorithm", async () => {
  const good = aPass(null);
  const [, encoded = ""] = good.split(".");
  const body = Buffer.from(encoded, "base64url");
  for (const named of [0, 2, 3, 255]) {
    body[0] = named;
    const text = `WM1.${toBase64url(body)}`;
    const signature = toBase64url(ring.signingAt(now).sign(bytesOf(text)));
    assert.match(await why(staticCode(`${text}.${signature}`)), /^(wrong-algorithm|not-a-pass)$/);
  }
  // The classic: the public key used as if it belonged to the algorithm the attacker knows.
  const keys: CityPublicKey[] = ring.public.map((key) => ({ ...key, alg: "ES256" }));
  assert.equal(await why(staticCode(good), door({ keys })), "wrong-algorithm");
});

test("a device key signed in under one algorithm is not read as the other", async () => {
  const device = await phone("Ed25519");
  const short = readDeviceKey(device.publicJwk);
  assert.ok(short);
  const order = { kid: ring.signingAt(now).kid, city: "karamay", subject, issued: now, expires: now + 10 };
  assert.throws(
    () => unsigned({ ...order, device: { alg: "ES256", key: short.key } }),
    /length of its algorithm/,
  );
});

test("keys rotate: both generations' passes are good, each only for the time its key signed", async () => {
  const generations = rotated(firstGeneration(now - 86400), now, notice);
  const both = keyRing("karamay", generations, seedOf);
  const later = now + notice + handOver + 10;
  const order = { subject, device: null, expires: later + 86400 };
  const old = both.signingAt(now);
  const fresh = both.signingAt(now + notice);
  assert.notEqual(old.kid, fresh.kid);
  const at = door({ keys: both.public, nowMs: later * 1000 });
  assert.equal(await why(staticCode(issuePass(old, { ...order, issued: now })), at), "needs-document-check");
  assert.equal(
    await why(staticCode(issuePass(fresh, { ...order, issued: later })), at),
    "needs-document-check",
  );
  assert.equal(await why(staticCode(issuePass(old, { ...order, issued: later })), at), "unknown-key");
  assert.equal(await why(staticCode(issuePass(fresh, { ...order, issued: now })), at), "unknown-key");
  const dropped = keyRing("karamay", generations.slice(1), seedOf);
  assert.equal(
    await why(staticCode(issuePass(old, { ...order, issued: now })), door({ keys: dropped.public })),
    "unknown-key",
  );
});

test("a pass of another city is refused, whoever signed it", async () => {
  const shihezi = keyRing("shihezi", firstGeneration(0), () => createHash("sha256").update("other").digest());
  const order = { subject, device: null, issued: now, expires: now + 60 };
  const theirs = staticCode(issuePass(shihezi.signingAt(now), order));
  assert.equal(await why(theirs), "unknown-key");
  const lying = staticCode(issuePass({ ...ring.signingAt(now), city: "shihezi" }, order));
  assert.equal(await why(lying, door({ keys: [...ring.public, ...shihezi.public] })), "other-city");
});

test("whatever is scanned, the answer is a refusal and never an error", async () => {
  const real = staticCode(aPass(null));
  const parts = fc.array(
    fc.constantFrom(...real.split("."), "WM1D", "0", "-1", "1e3", "", "é", "A".repeat(87)),
    { maxLength: 8 },
  );
  const anyText = fc.oneof(
    fc.string({ unit: "binary" }),
    parts.map((some) => some.join(".")),
  );
  await fc.assert(
    fc.asyncProperty(anyText, async (text) => {
      if (text !== real) assert.equal((await checkPass(text, door())).kind, "refused");
    }),
    { numRuns: 300 },
  );
});

test("any subject, span and city comes back as it was written", async () => {
  const city = fc.stringMatching(/^[a-z][a-z0-9-]{0,31}$/);
  const span = fc.tuple(fc.nat({ max: 1000 }), fc.integer({ min: 1, max: 9_999_999 }));
  await fc.assert(
    fc.asyncProperty(fc.uuid(), span, city, async (uuid, [before, after], name) => {
      const signing = { ...ring.signingAt(now), city: name };
      const token = issuePass(signing, {
        subject: uuid,
        device: null,
        issued: now - before,
        expires: now + after,
      });
      const keys = ring.public.map((key) => ({ ...key, city: name }));
      const check = await checkPass(staticCode(token), door({ keys }));
      assert.ok(check.kind === "needs-document-check");
      const { kid } = signing;
      assert.deepEqual(check.claims, {
        kid,
        city: name,
        subject: uuid,
        issued: now - before,
        expires: now + after,
        device: null,
      });
      assert.equal(check.tokenId, await tokenId(token));
    }),
    { numRuns: 60 },
  );
});

test("only public keys of the two kinds are taken from a phone", () => {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const good = publicKey.export({ format: "jwk" });
  assert.equal(readDeviceKey(good)?.alg, "ES256");
  assert.equal(readDeviceKey(privateKey.export({ format: "jwk" })), null, "a private key is not wanted");
  assert.equal(readDeviceKey({ ...good, y: good.x }), null, "not on the curve");
  assert.equal(
    readDeviceKey(generateKeyPairSync("ec", { namedCurve: "P-384" }).publicKey.export({ format: "jwk" })),
    null,
  );
  assert.equal(readDeviceKey(generateKeyPairSync("x25519").publicKey.export({ format: "jwk" })), null);
  assert.equal(readDeviceKey({ kty: "OKP", crv: "Ed25519", x: "AAAA" }), null);
  assert.equal(readDeviceKey({}), null);
});

test("an order that no pass can carry is a bug and says which part", () => {
  const key = ring.signingAt(now);
  const order = { subject, device: null, issued: now, expires: now + 1 };
  assert.throws(() => issuePass(key, { ...order, subject: "zhang-san" }), /UUID/);
  assert.throws(() => issuePass(key, { ...order, expires: now }), /span/);
  assert.throws(() => issuePass(key, { ...order, issued: now + 0.5 }), /span/);
  assert.throws(() => issuePass({ ...key, city: "克拉玛依" }, order), /city/);
});

test("a phone keeps its key, and its private half cannot be read out", async () => {
  const place = drawer();
  const first = await deviceKey(place);
  const again = await deviceKey(place);
  assert.deepEqual(first.publicJwk, again.publicJwk);
  const kept = await place.read();
  assert.ok(kept);
  await assert.rejects(crypto.subtle.exportKey("jwk", kept.privateKey));
  assert.equal(stepMessage("x", stepOf(nowMs)).length, `WM1D.x.${stepOf(nowMs)}`.length);
});

test("a door forgets old steps but none that can still come", async () => {
  const seen = seenHere();
  const step = stepOf(nowMs);
  const id = randomUUID();
  assert.equal(seen.firstTime(id, step), true);
  for (const other of [step + 1, step - 1, step + 1]) await seen.firstTime(randomUUID(), other);
  assert.equal(seen.firstTime(id, step), false);
});
