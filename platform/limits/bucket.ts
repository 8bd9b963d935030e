/**
 * Token buckets as one number each: the generic cell rate algorithm (ITU-T I.371, annex A). A bucket holds `burst` tokens and gets
 * `perMinute` back a minute; what is kept is the moment at which it will be full again.
 */

export interface Limit {
  burst: number;
  perMinute: number;
}

/** What a store shared by several processes would have to offer too. */
export interface Buckets {
  /** Takes one token. 0 when there was one, else the milliseconds until there is. */
  take(key: string, limit: Limit, nowMs: number): number;
}

/** Buckets of this process, at most `most`: beyond that the one longest unused is forgotten, and so begins full again. */
export function bucketsHere(most = 50_000): Buckets & { readonly size: number } {
  const fullAt = new Map<string, number>();
  return {
    get size() {
      return fullAt.size;
    },
    take(key, { burst, perMinute }, nowMs) {
      const perToken = 60_000 / perMinute;
      const full = Math.max(fullAt.get(key) ?? 0, nowMs);
      const wait = full + perToken - burst * perToken - nowMs;
      // Deleted and set again, so that the map's order is the order of last use, refused or not.
      fullAt.delete(key);
      fullAt.set(key, wait > 0 ? full : full + perToken);
      if (fullAt.size > most) forgetOldest(fullAt);
      return wait > 0 ? Math.ceil(wait) : 0;
    },
  };
}

function forgetOldest(fullAt: Map<string, number>): void {
  const [oldest] = fullAt.keys();
  if (oldest !== undefined) fullAt.delete(oldest);
}
