/** A certificate authority of this machine's own: made on first use, kept in the data folder, good for the local network alone. */
import { createHash, generateKeyPairSync, randomBytes, X509Certificate } from "node:crypto";
import { linkSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import forge from "node-forge";
import type { Temporal } from "temporal-polyfill";
import { localDomains, nameConstraints } from "./limits.ts";

export interface Authority {
  /** What people install. */
  certificate: string;
  key: string;
  /** SHA-256 of the certificate as phones show it: pairs of hex digits. */
  fingerprint: string;
  /** Names it may speak for; whatever else it signed no phone would believe. */
  domains: readonly string[];
}

const tenYears = 3652;

/** The authority kept in this folder, made if there is none. Two processes that begin together end with the same one. */
export function openAuthority(dataDir: string, now: Temporal.Instant): Authority {
  const path = join(dataDir, "local-ca.pem");
  const authority = read(path) ?? keep(path, make(now)) ?? read(path);
  if (!authority) throw new Error(`${path} can neither be read nor made`);
  if (Date.parse(new X509Certificate(authority.certificate).validTo) < now.epochMilliseconds)
    throw new Error(`${path} is over: remove it, start again, and install the new one on the phones`);
  return authority;
}

function read(path: string): Authority | null {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
  const certificate = /-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----\r?\n/s.exec(text)?.[0];
  const key = /-----BEGIN PRIVATE KEY-----.*?-----END PRIVATE KEY-----\r?\n/s.exec(text)?.[0];
  const domains = /^# names: (.*)$/m.exec(text)?.[1]?.split(" ");
  if (!certificate || !key || !domains)
    throw new Error(`${path} holds no authority: remove it to have a new one made`);
  return { certificate, key, domains, fingerprint: fingerprintOf(certificate) };
}

/** Null when another process was first. The whole file appears at once, readable by its owner alone. */
function keep(path: string, authority: Authority): Authority | null {
  const draft = `${path}.${randomBytes(6).toString("hex")}`;
  const text = `# names: ${authority.domains.join(" ")}\n${authority.certificate}${authority.key}`;
  writeFileSync(draft, text, { mode: 0o600 });
  try {
    linkSync(draft, path);
    return authority;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return null;
    throw error;
  } finally {
    rmSync(draft);
  }
}

function make(now: Temporal.Instant): Authority {
  const domains = localDomains(hostname());
  const pair = generateKeyPairSync("rsa", {
    modulusLength: 3072,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  });
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = forge.pki.publicKeyFromPem(pair.publicKey);
  certificate.serialNumber = newSerial();
  certificate.validity.notBefore = new Date(now.epochMilliseconds - 86_400_000);
  certificate.validity.notAfter = new Date(now.epochMilliseconds + tenYears * 86_400_000);
  // Phones list authorities by name: which machine, and which one of its authorities.
  const name = [
    { shortName: "O", value: "Wenmai" },
    { shortName: "CN", value: `Wenmai ${hostname().slice(0, 40)} ${certificate.serialNumber.slice(0, 6)}` },
  ];
  certificate.setSubject(name);
  certificate.setIssuer(name);
  certificate.setExtensions([
    { name: "basicConstraints", critical: true, cA: true, pathLenConstraint: 0 },
    { name: "keyUsage", critical: true, keyCertSign: true, cRLSign: true },
    { name: "subjectKeyIdentifier" },
    nameConstraints(domains),
  ]);
  certificate.sign(forge.pki.privateKeyFromPem(pair.privateKey), forge.md.sha256.create());
  const pem = forge.pki.certificateToPem(certificate).replaceAll("\r\n", "\n");
  return { certificate: pem, key: pair.privateKey, domains, fingerprint: fingerprintOf(pem) };
}

/** A positive number of 127 bits (RFC 5280 §4.1.2.2). */
export function newSerial(): string {
  const bytes = randomBytes(16);
  bytes[0] = ((bytes[0] ?? 0) & 0x3f) | 0x40;
  return bytes.toString("hex");
}

function fingerprintOf(pem: string): string {
  const hash = createHash("sha256").update(new X509Certificate(pem).raw).digest("hex").toUpperCase();
  return hash.match(/../g)?.join(":") ?? "";
}
