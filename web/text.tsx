import { createContext, type ReactNode, useContext } from "react";
import { type Catalogue, type Locale, localeFacts, type Text, type TextValue } from "#libs/texts";
import { type Look, type PageActor, type PageCity, whomOf } from "./page.ts";

/** What every part of a page may know without asking. */
export interface PageFacts {
  text: Text;
  words: (prefixes: readonly string[]) => Catalogue;
  locale: Locale;
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

/** `const t = useText(); t("home.open-now", { count: 3 })`. Days and times go in as Temporal values. */
export function useText(): Text {
  return usePage().text;
}

/** `t("claim.own", { ...useWhom(), size })`: see `whomOf`. */
export function useWhom(): ReturnType<typeof whomOf> {
  return whomOf(usePage().actor);
}

/**
 * A sentence as an element of the page: `<Say k="shell.nav.home" />`. Where the page's language has no text yet and
 * another stands in, it says so with `lang` and `dir`, so that voices and fonts are right; a translation nobody has approved is marked.
 */
export function Say({ k, values }: { k: string; values?: Record<string, TextValue> }) {
  const t = useText();
  const lang = t.langOf(k);
  if (lang === t.locale) {
    if (!t.isUnapproved(k)) return t(k, values);
    return (
      <>
        {t(k, values)} <small>（{t("shell.unapproved")}）</small>
      </>
    );
  }
  return (
    <span lang={lang} dir={localeFacts[lang].dir}>
      {t(k, values)}
    </span>
  );
}
