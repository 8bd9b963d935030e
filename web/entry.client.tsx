import { startTransition } from "react";
import { hydrateRoot } from "react-dom/client";
import { HydratedRouter } from "react-router/dom";
import { type Catalogue, dayOfIso, textOf } from "#libs/texts";
import { mayLackHan } from "./fonts.ts";
import { fetchLateLetters } from "./late-letters.ts";
import { FactsProvider, type PageFacts } from "./text.tsx";

/** What root.tsx writes into the page for live pages. */
export type EmbeddedFacts = Omit<PageFacts, "text" | "nonce" | "words"> & { words: Catalogue };

const embedded = document.getElementById("page-facts")?.textContent;
if (embedded) {
  // Written by our own root.tsx.
  const { words, ...facts } = JSON.parse(embedded) as EmbeddedFacts;
  const { zone, today } = facts.city;
  // A sentence whose prefix is missing in `handle.texts` shows its key and is told on the console.
  const text = textOf(words, { zone, today: dayOfIso(today), onFault: console.warn });
  if (mayLackHan(navigator.userAgent)) fetchLateLetters(document);
  startTransition(() => {
    hydrateRoot(
      document,
      <FactsProvider facts={{ ...facts, nonce: "", words: () => words, text }}>
        <HydratedRouter />
      </FactsProvider>,
    );
  });
}
