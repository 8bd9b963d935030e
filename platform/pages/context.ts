import type { Static, TSchema } from "typebox";

/** What a page needs to know of an operation (see platform/http/operation.ts). */
export interface PageOperation {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly params?: TSchema | undefined;
  readonly query?: TSchema | undefined;
  readonly body?: TSchema | undefined;
  readonly answer: TSchema;
}

type Part<S, K extends string> = S extends TSchema ? { [k in K]: Static<S> } : { [k in K]?: undefined };

/** The input of an operation: only the parts it declares. */
export type InputOf<O extends PageOperation> = Part<O["params"], "params"> &
  Part<O["query"], "query"> &
  Part<O["body"], "body">;

export type AnswerOf<O extends PageOperation> = Static<O["answer"]>;

/** Calls an operation as the person who asked for the page. A refusal is thrown. */
export type Call = <O extends PageOperation>(operation: O, input: InputOf<O>) => Promise<AnswerOf<O>>;

export type TextValues = Record<string, string | number | boolean | Date>;

/** The sentence behind a key in the page's language. */
export type Text = (key: string, values?: TextValues) => string;

/** RFC 9457 problem as the pages show it. `do` says what the person can do next. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail?: string;
  do?: string;
  requestId?: string;
  errors?: { field: string; detail: string; id?: string }[];
}

/** Facts about the person for display only: what is allowed is asked of the server, per thing. */
export interface PageActor {
  kind: "anonymous" | "resident" | "staff" | "system";
  name: string | null;
  level: 0 | 1 | 2 | 3;
  onBehalfOf: string | null;
  can: readonly string[];
}

export interface PageCity {
  name: string;
  zone: string;
  demo: boolean;
}

/** How this person likes to read: kept in cookies, obeyed by the server, so that nothing flashes. */
export interface Look {
  theme: "auto" | "light" | "dark";
  size: "normal" | "big";
}

/** What the composition root gives for one request. */
export interface PageOffer {
  call: Call;
  actor: PageActor;
  locale: string;
  text: Text;
  /** Raw messages whose keys begin with one of the prefixes, for live pages. */
  words: (prefixes: readonly string[]) => Record<string, string>;
  city: PageCity;
  requestId: string;
  /** Turns what `call` threw into a problem, or null for a bug. */
  problemOf: (error: unknown) => Problem | null;
  /** Called with every unexpected error of a page. */
  report: (error: unknown) => void;
}

/** What loaders, actions and the shells see. */
export interface PageContext extends PageOffer {
  nonce: string;
  look: Look;
  /** The path with its query, for "back to here" links. */
  here: string;
}
