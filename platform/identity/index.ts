import type { Temporal } from "temporal-polyfill";
import { httpIdentity } from "./http.ts";
import type { IdentityProvider } from "./provider.ts";
import { simulatedIdentity } from "./simulator.ts";

export { httpIdentity } from "./http.ts";
export type { IdentityAnswer, IdentityProvider } from "./provider.ts";
export { identitySimulator, simulatedIdentity } from "./simulator.ts";

/** The provider of the configuration; without one a demo city simulates it, and in production level 3 is not offered. */
export function openIdentity(
  config: { mode: "demo" | "production"; identityUrl?: string; identitySecret?: string },
  clock: () => Temporal.Instant,
  onTrouble: (reason: string) => void,
): IdentityProvider {
  if (config.identityUrl !== undefined)
    return httpIdentity({ url: config.identityUrl, secret: config.identitySecret, clock, onTrouble });
  return config.mode === "production" ? nobody : simulatedIdentity;
}

const nobody: IdentityProvider = { connected: false, check: async () => "unavailable" };
