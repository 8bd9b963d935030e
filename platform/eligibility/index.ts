import type { Temporal } from "temporal-polyfill";
import { byProvider } from "./by-provider.ts";
import { askOverHttp } from "./http.ts";
import type { EligibilityProviders } from "./provider.ts";
import { simulatedEligibility } from "./simulator.ts";

export { providerDocument } from "./openapi.ts";
export type {
  EligibilityAnswer,
  EligibilityProviders,
  EligibilityQuestion,
  NoReason,
} from "./provider.ts";
export { eligibilitySimulator, simulatedEligibility } from "./simulator.ts";

/** The providers of the configuration; without any a demo city simulates them all, and in production nobody is asked. */
export function openEligibility(
  config: { mode: "demo" | "production"; eligibilityProviders?: string; eligibilitySecrets?: string },
  clock: () => Temporal.Instant,
  onTrouble: (reason: string) => void,
): EligibilityProviders {
  if (config.eligibilityProviders === undefined && config.mode === "demo") return simulatedEligibility;
  const urls = byProvider(config.eligibilityProviders);
  const secrets = byProvider(config.eligibilitySecrets);
  const of = (provider: string) => {
    const [url, secret] = [urls.get(provider), secrets.get(provider)];
    return url !== undefined && secret !== undefined ? { url, secret, clock, onTrouble } : null;
  };
  return {
    connected: [...urls.keys()].filter((name) => secrets.has(name)),
    async ask(provider, question) {
      const options = of(provider);
      return options ? askOverHttp(options, question) : { answer: "unavailable" };
    },
  };
}
