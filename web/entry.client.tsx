import { startTransition } from "react";
import { hydrateRoot } from "react-dom/client";
import { HydratedRouter } from "react-router/dom";
import { type Catalogue, textOf } from "#browser/i18n";
import { FactsProvider, type PageFacts } from "./text.tsx";

/** What root.tsx writes into the page for live pages. */
export type EmbeddedFacts = Omit<PageFacts, "text" | "nonce" | "words"> & { words: Catalogue };

const embedded = document.getElementById("page-facts")?.textContent;
if (embedded) {
  // Written by our own root.tsx.
  const { words, ...facts } = JSON.parse(embedded) as EmbeddedFacts;
  // A sentence whose prefix is missing in `handle.texts` shows its key and is told on the console.
  const text = textOf(words, { zone: facts.city.zone, onFault: console.warn });
  startTransition(() => {
    hydrateRoot(
      document,
      <FactsProvider facts={{ ...facts, nonce: "", words: () => words, text }}>
        <HydratedRouter />
      </FactsProvider>,
    );
  });
}
