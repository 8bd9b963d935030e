/** How often who may ask for what. Numbers stop machines, not people: a school or a library shares one address. */
import type { Limit } from "./bucket.ts";

/** `sign-in` is counted where somebody tries, besides the request itself. */
export type LimitClass = "read" | "write" | "sign-in";

export type Limits = Record<LimitClass, { account: Limit; address: Limit }>;

export const ordinaryLimits: Limits = {
  read: { account: { burst: 300, perMinute: 1200 }, address: { burst: 1000, perMinute: 6000 } },
  write: { account: { burst: 100, perMinute: 300 }, address: { burst: 200, perMinute: 600 } },
  // A class of forty signs in at once; a machine that guesses gets thirty tries a minute.
  "sign-in": { account: { burst: 60, perMinute: 30 }, address: { burst: 60, perMinute: 30 } },
};

export interface Asker {
  account: string | null;
  ip: string;
}

/** The bucket that pays: the account's own; the address's for strangers and for everybody who signs in. */
export function bucketFor(
  kind: LimitClass,
  { account, ip }: Asker,
  limits: Limits,
): { key: string; limit: Limit } {
  return account !== null && kind !== "sign-in"
    ? { key: `${kind} account ${account}`, limit: limits[kind].account }
    : { key: `${kind} address ${network(ip)}`, limit: limits[kind].address };
}

/** IPv4 as it is, IPv6 by its /64: one household or one rented machine has all of that. */
export function network(ip: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(ip)?.[1];
  if (mapped) return mapped;
  if (!ip.includes(":")) return ip;
  const [head = "", tail] = (ip.split("%")[0] ?? "").toLowerCase().split("::");
  const groups = head === "" ? [] : head.split(":");
  const after = tail ? tail.split(":") : [];
  const missing = tail === undefined ? 0 : 8 - groups.length - after.length;
  return [...groups, ...Array(Math.max(0, missing)).fill("0"), ...after]
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ""))
    .join(":");
}
