/** The certificate of the server: made anew at every start, for the names and addresses this machine has then. */
import { generateKeyPairSync } from "node:crypto";
import { isIP } from "node:net";
import { hostname, networkInterfaces } from "node:os";
import forge from "node-forge";
import type { Temporal } from "temporal-polyfill";
import { type Authority, newSerial } from "./authority.ts";
import { isWithin } from "./limits.ts";

export interface ServerCertificate {
  key: string;
  /** With the authority's behind it. */
  cert: string;
  names: string[];
}

/** Phones refuse longer ones of authorities that people installed. */
const validDays = 397;

/** Names and addresses by which this machine may be reached in its network, `localhost` first, and what is asked for besides. */
export function namesHere(asked: readonly string[] = []): string[] {
  const own = hostname().toLowerCase();
  const label = own.split(".")[0] ?? own;
  const addresses = Object.values(networkInterfaces())
    .flatMap((ones) => ones ?? [])
    // A link-local address is only whole with the name of a network card.
    .filter(({ internal, address }) => !internal && !address.startsWith("fe80"))
    .map(({ address }) => address);
  const names = ["localhost", "127.0.0.1", "::1", own, label, `${label}.local`, ...addresses, ...asked];
  return [...new Set(names.map((name) => name.toLowerCase()).filter((name) => name !== ""))];
}

/** A certificate for those of the names that the authority may speak for. */
export function certificateFor(
  { certificate: authorityPem, key: authorityKey, domains }: Authority,
  asked: readonly string[],
  now: Temporal.Instant,
): ServerCertificate {
  const names = asked.filter((name) => isWithin(name, domains));
  const pair = generateKeyPairSync("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  });
  const authority = forge.pki.certificateFromPem(authorityPem);
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = forge.pki.publicKeyFromPem(pair.publicKey);
  certificate.serialNumber = newSerial();
  certificate.validity.notBefore = new Date(now.epochMilliseconds - 3_600_000);
  certificate.validity.notAfter = new Date(now.epochMilliseconds + validDays * 86_400_000);
  certificate.setSubject([
    { shortName: "O", value: "Wenmai" },
    { shortName: "CN", value: "Wenmai on this machine" },
  ]);
  certificate.setIssuer(authority.subject.attributes);
  certificate.setExtensions([
    { name: "basicConstraints", critical: true, cA: false },
    { name: "keyUsage", critical: true, digitalSignature: true, keyEncipherment: true },
    { name: "extKeyUsage", serverAuth: true },
    {
      name: "authorityKeyIdentifier",
      keyIdentifier: authority.generateSubjectKeyIdentifier().getBytes(),
    },
    {
      name: "subjectAltName",
      altNames: names.map((name) => (isIP(name) ? { type: 7, ip: name } : { type: 2, value: name })),
    },
  ]);
  certificate.sign(forge.pki.privateKeyFromPem(authorityKey), forge.md.sha256.create());
  return { key: pair.privateKey, cert: `${forge.pki.certificateToPem(certificate)}${authorityPem}`, names };
}
