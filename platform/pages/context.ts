import type { Catalogue, Locale, Text } from "#libs/texts";
import type { Call } from "../http/operation.ts";
import type { ProblemDocument } from "../http/problem.ts";

/** Facts about the person for display only: what is allowed is asked of the server, per thing. */
export interface PageActor {
  kind: "anonymous" | "resident" | "staff" | "system";
  name: string | null;
  /** Whose affairs are dealt with: one's own, or those of the person one acts for. Opaque; forms carry it back. */
  subject: string | null;
  level: 0 | 1 | 2 | 3;
  onBehalfOf: string | null;
  can: readonly string[];
}

export interface PageCity {
  name: string;
  zone: string;
  /** Where the city is found by everybody, without a slash at the end. */
  url: string;
  demo: boolean;
  /** The day there, "2026-06-12". */
  today: string;
}

/** How this person likes to read: kept in cookies, obeyed by the server, so that nothing flashes. */
export interface Look {
  theme: "auto" | "light" | "dark";
  size: "normal" | "big";
}

/** What the composition root gives for one request. */
export interface PageOffer {
  /** Calls an operation as the person who asked for the page. A refusal is thrown. */
  call: Call;
  actor: PageActor;
  locale: Locale;
  text: Text;
  /** The part of the texts under these prefixes, for live pages. */
  words: (prefixes: readonly string[]) => Catalogue;
  city: PageCity;
  requestId: string;
  /** SHA-256 of the certificate authority this machine made for itself, where https is served with it. */
  localAuthority?: string | null;
  /** Turns what `call` threw into a problem, or null for a bug. */
  problemOf: (error: unknown) => ProblemDocument | null;
  /** Called with every unexpected error of a page. */
  report: (error: unknown) => void;
}

/** What loaders, actions and the shells see. */
export interface PageContext extends PageOffer {
  nonce: string;
  look: Look;
  /** The path with its query, for "back to here" links. */
  here: string;
  /** Whose affairs the posted form was drawn for; null when it does not say. */
  drawnFor: string | null;
  /** Set when the request was refused before any page saw it: too much, too large, from elsewhere. */
  refused: ProblemDocument | null;
  /** What is wrong with the file that came in the form: it was not kept, and what the form asks for is refused with it. */
  fileRefused: ProblemDocument | null;
}
