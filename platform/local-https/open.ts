import type { Temporal } from "temporal-polyfill";
import { type Authority, openAuthority } from "./authority.ts";
import { certificateFor, namesHere, type ServerCertificate } from "./certificate.ts";

export interface LocalHttps {
  authority: Authority;
  certificate: ServerCertificate;
  /** The names there are now, when the machine has changed its network. */
  names(): string[];
}

/** The authority of this data folder and a certificate for all the names of this machine and of the configuration. */
export function openLocalHttps(
  { dataDir, host, publicUrl }: { dataDir: string; host: string; publicUrl: string },
  now: Temporal.Instant,
): LocalHttps {
  const asked = [host, new URL(publicUrl).hostname.replace(/^\[|\]$/g, "")].filter(
    (name) => !/^(0\.0\.0\.0|::)$/.test(name),
  );
  const names = () => namesHere(asked);
  const authority = openAuthority(dataDir, now);
  return { authority, certificate: certificateFor(authority, names(), now), names };
}
