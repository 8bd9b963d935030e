/**
 * What the authority may speak for (RFC 5280 §4.2.1.10): names and addresses of a local network. Whoever steals its key cannot
 * pretend to be anything else to the phones that trust it.
 */
import { isIPv4, isIPv6 } from "node:net";
import forge from "node-forge";

/** Names without an owner in the world, and this machine's. */
export function localDomains(host: string): string[] {
  const own = host.toLowerCase().split(".")[0] ?? "";
  return [...new Set(["localhost", "local", "lan", "internal", "home.arpa", ...(isLabel(own) ? [own] : [])])];
}

const isLabel = (text: string) => /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(text);

/** Loopback, private (RFC 1918, RFC 4193), carriers' (RFC 6598) and link-local addresses. */
const networks: readonly (readonly [address: string, bits: number])[] = [
  ["127.0.0.0", 8],
  ["10.0.0.0", 8],
  ["172.16.0.0", 12],
  ["192.168.0.0", 16],
  ["169.254.0.0", 16],
  ["100.64.0.0", 10],
  ["::1", 128],
  ["fc00::", 7],
  ["fe80::", 10],
];

/** May the authority speak for this name or address? */
export function isWithin(name: string, domains: readonly string[]): boolean {
  if (!isIPv4(name) && !isIPv6(name))
    return domains.some((domain) => name === domain || name.endsWith(`.${domain}`));
  const bytes = bytesOf(name);
  return networks.some(([network, bits]) => {
    const [of, mask] = [bytesOf(network), maskOf(bits, bytesOf(network).length)];
    return of.length === bytes.length && bytes.every((byte, at) => (byte & (mask[at] ?? 0)) === of[at]);
  });
}

/** The extension: these names, these networks, nothing else. */
export function nameConstraints(domains: readonly string[]): object {
  const { asn1 } = forge;
  const base = (tag: number, value: string) =>
    asn1.create(asn1.Class.UNIVERSAL, asn1.Type.SEQUENCE, true, [
      asn1.create(asn1.Class.CONTEXT_SPECIFIC, tag, false, value),
    ]);
  const permitted = [
    ...domains.map((domain) => base(2, domain)),
    ...networks.map(([network, bits]) => {
      const bytes = bytesOf(network);
      return base(7, Buffer.from([...bytes, ...maskOf(bits, bytes.length)]).toString("latin1"));
    }),
  ];
  const value = asn1.create(asn1.Class.UNIVERSAL, asn1.Type.SEQUENCE, true, [
    asn1.create(asn1.Class.CONTEXT_SPECIFIC, 0, true, permitted),
  ]);
  return { id: "2.5.29.30", critical: true, value };
}

function maskOf(bits: number, length: number): number[] {
  return Array.from({ length }, (_, at) => (0xff00 >> Math.min(8, Math.max(0, bits - at * 8))) & 0xff);
}

/** 4 or 16 bytes. */
export function bytesOf(address: string): number[] {
  if (isIPv4(address)) return address.split(".").map(Number);
  const [head = "", tail] = address.split("::");
  const groups = (text: string) => (text === "" ? [] : text.split(":"));
  const [before, after] = [groups(head), groups(tail ?? "")];
  const zeros = Array<string>(tail === undefined ? 0 : 8 - before.length - after.length).fill("0");
  return [...before, ...zeros, ...after].flatMap((group) => {
    const number = Number.parseInt(group, 16);
    return [number >> 8, number & 0xff];
  });
}
