import assert from "node:assert/strict";
import { X509Certificate } from "node:crypto";
import { once } from "node:events";
import { mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises";
import { createServer, request } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { Temporal } from "temporal-polyfill";
import { type Authority, openAuthority } from "./authority.ts";
import { certificateFor, namesHere } from "./certificate.ts";
import { followNames, openLocalHttps } from "./index.ts";
import { isWithin, localDomains } from "./limits.ts";

const now = Temporal.Now.instant();

async function folder(t: TestContext): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), "wenmai-https-"));
  t.after(() => rm(path, { recursive: true, force: true }));
  return path;
}

/** What a client that trusts this authority alone says to a server that pretends to be `name`. */
async function visit(t: TestContext, authority: Authority, names: string[], name: string): Promise<string> {
  const { key, cert } = certificateFor(
    { ...authority, domains: [...authority.domains, "example"] },
    names,
    now,
  );
  const server = createServer({ key, cert }, (_request, response) => response.end("hello"));
  t.after(() => server.close());
  await once(server.listen(0, "127.0.0.1"), "listening");
  const { port } = server.address() as AddressInfo;
  return new Promise((resolve) => {
    const lookup = (_host: string, _options: object, done: (...found: unknown[]) => void) =>
      done(null, [{ address: "127.0.0.1", family: 4 }]);
    const asked = {
      host: name,
      port,
      ca: authority.certificate,
      lookup: lookup as never,
      agent: false,
    } as const;
    request(asked, (answer) => answer.setEncoding("utf8").on("data", resolve))
      .on("error", (error) => resolve(error.message))
      .end();
  });
}

test("the authority is made once, kept by its owner alone, and the same for all that begin together", async (t) => {
  const path = await folder(t);
  const [one, other] = [openAuthority(path, now), openAuthority(path, now)];
  assert.equal(one.certificate, other.certificate);
  assert.deepEqual(await readdir(path), ["local-ca.pem"]);
  assert.equal((await stat(join(path, "local-ca.pem"))).mode & 0o777, 0o600);
  const read = new X509Certificate(one.certificate);
  assert.equal(read.ca, true);
  assert.equal(read.fingerprint256, one.fingerprint);
  assert.match(read.subject, /CN=Wenmai /);
});

test("a file that is no authority, or one that is over, is told and not replaced", async (t) => {
  const path = await folder(t);
  openAuthority(path, now);
  assert.throws(() => openAuthority(path, now.add({ hours: 24 * 3660 })), /is over/);
  await writeFile(join(path, "local-ca.pem"), "something else");
  assert.throws(() => openAuthority(path, now), /holds no authority/);
});

test("phones that trust the authority believe this machine by name and by address", async (t) => {
  const authority = openAuthority(await folder(t), now);
  assert.equal(await visit(t, authority, ["localhost", "127.0.0.1"], "localhost"), "hello");
  assert.equal(await visit(t, authority, ["127.0.0.1"], "127.0.0.1"), "hello");
  assert.equal(await visit(t, authority, ["box.local"], "box.local"), "hello");
  assert.match(await visit(t, authority, ["localhost"], "box.local"), /not in the cert's altnames/);
  const leaf = new X509Certificate(certificateFor(authority, ["localhost", "::1", "192.168.1.5"], now).cert);
  assert.ok(leaf.checkIP("192.168.1.5") && leaf.checkIP("::1") && leaf.checkHost("localhost"));
  assert.ok(leaf.checkIssued(new X509Certificate(authority.certificate)));
  const days = (Date.parse(leaf.validTo) - Date.parse(leaf.validFrom)) / 86_400_000;
  assert.ok(days < 398, `${days} days`);
});

test("nobody with the authority's key can pretend to be another site", async (t) => {
  const authority = openAuthority(await folder(t), now);
  assert.match(await visit(t, authority, ["evil.example"], "evil.example"), /permitted subtree violation/);
});

test("what lies within a local network", () => {
  const domains = localDomains("Reading-Room.city.example");
  assert.deepEqual(domains, ["localhost", "local", "lan", "internal", "home.arpa", "reading-room"]);
  for (const name of [
    "localhost",
    "box.local",
    "reading-room",
    "10.1.2.3",
    "192.168.0.1",
    "172.31.9.9",
    "::1",
    "fd00::5",
  ])
    assert.ok(isWithin(name, domains), name);
  for (const name of [
    "example",
    "local.example",
    "8.8.8.8",
    "172.32.0.1",
    "2001:db8::1",
    "reading-room.city.example",
  ])
    assert.ok(!isWithin(name, domains), name);
  assert.deepEqual(localDomains("_odd_"), domains.slice(0, 5));
});

test("this machine's names begin with localhost and hold what was asked for", () => {
  const names = namesHere(["box.lan", "LOCALHOST", ""]);
  assert.deepEqual(names.slice(0, 3), ["localhost", "127.0.0.1", "::1"]);
  assert.ok(names.includes("box.lan"));
  assert.equal(new Set(names).size, names.length);
});

test("the names of the configuration are in it, those that mean everything are not", async (t) => {
  const dataDir = await folder(t);
  const { certificate } = openLocalHttps(
    { dataDir, host: "0.0.0.0", publicUrl: "https://hall.local:3000" },
    now,
  );
  assert.ok(certificate.names.includes("hall.local"));
  assert.ok(!certificate.names.includes("0.0.0.0"));
});

test("the certificate follows the machine into another network, and is renewed before it is over", async (t) => {
  const authority = openAuthority(await folder(t), now);
  const given: string[] = [];
  let [names, clock] = [["localhost"], now];
  const server = {
    setSecureContext: ({ cert }: { cert?: unknown }) =>
      void given.push(new X509Certificate(String(cert)).subjectAltName ?? ""),
    once: () => undefined,
  };
  const { look } = followNames(server as never, authority, { names: () => names, clock: () => clock });
  look();
  assert.deepEqual(given, []);
  names = ["localhost", "192.168.7.7"];
  look();
  look();
  assert.deepEqual(given, ["DNS:localhost, IP Address:192.168.7.7"]);
  clock = now.add({ hours: 301 * 24 });
  look();
  assert.equal(given.length, 2);
});
