import { IntlMessageFormat } from "intl-messageformat";
import { startTransition } from "react";
import { hydrateRoot } from "react-dom/client";
import { HydratedRouter } from "react-router/dom";
import type { Text } from "./page.ts";
import { FactsProvider, type PageFacts } from "./text.tsx";

/** What root.tsx writes into the page for live pages. */
export type EmbeddedFacts = Omit<PageFacts, "text" | "nonce" | "words"> & { words: Record<string, string> };

function textsOf(words: Record<string, string>, locale: string): Text {
  const formats = new Map<string, IntlMessageFormat>();
  return (key, values) => {
    const message = words[key];
    // The server shows the key of a missing sentence too; `handle.texts` lacks its prefix.
    if (message === undefined) return key;
    let format = formats.get(key);
    if (!format) {
      format = new IntlMessageFormat(message, locale);
      formats.set(key, format);
    }
    return String(format.format(values));
  };
}

const embedded = document.getElementById("page-facts")?.textContent;
if (embedded) {
  // Written by our own root.tsx.
  const { words, ...facts } = JSON.parse(embedded) as EmbeddedFacts;
  startTransition(() => {
    hydrateRoot(
      document,
      <FactsProvider facts={{ ...facts, nonce: "", words: () => words, text: textsOf(words, facts.locale) }}>
        <HydratedRouter />
      </FactsProvider>,
    );
  });
}
