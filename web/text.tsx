import { createContext, type ReactNode, useContext } from "react";
import type { Look, PageActor, PageCity, Text } from "./page.ts";

/** What every part of a page may know without asking. */
export interface PageFacts {
  text: Text;
  words: (prefixes: readonly string[]) => Record<string, string>;
  locale: string;
  city: PageCity;
  actor: PageActor;
  look: Look;
  here: string;
  nonce: string;
  requestId: string;
}

const Facts = createContext<PageFacts | null>(null);

export function FactsProvider({ facts, children }: { facts: PageFacts; children: ReactNode }) {
  return <Facts value={facts}>{children}</Facts>;
}

/** The facts of this page. */
export function usePage(): PageFacts {
  const facts = useContext(Facts);
  if (!facts) throw new Error("usePage needs the FactsProvider of entry.server or entry.client.");
  return facts;
}

/** `const t = useText(); t("home.open-now", { count: 3 })`. */
export function useText(): Text {
  return usePage().text;
}

const rightToLeft = new Set(["ug", "kk-Arab"]);

/** The writing direction of a language of ours. */
export function dirOf(locale: string): "rtl" | "ltr" {
  return rightToLeft.has(locale) ? "rtl" : "ltr";
}
