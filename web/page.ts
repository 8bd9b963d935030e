import {
  type ActionFunctionArgs,
  createContext,
  data,
  type LoaderFunctionArgs,
  type RouterContextProvider,
} from "react-router";
import type { Call } from "#contract";
import { localeFacts } from "#libs/texts";
import type { ProblemDocument } from "../platform/http/problem.ts";
import type { PageActor, PageContext } from "../platform/pages/context.ts";

export type { Call } from "#contract";
export type { ProblemDocument as Problem } from "../platform/http/problem.ts";
export type { Look, PageActor, PageCity } from "../platform/pages/context.ts";

/** Where entry.server puts what the composition root offers; read it with `pageOf`. */
export const pageKey = createContext<PageContext>();

/** The direction of a page. A demo turns any page round with `?dir=rtl`, for the eye and for tests. */
export function dirOf({ locale, city, here }: Pick<PageContext, "locale" | "city" | "here">): "ltr" | "rtl" {
  const turned = city.demo && new URL(here, "http://here").searchParams.get("dir") === "rtl";
  return turned ? "rtl" : localeFacts[locale].dir;
}

type Context = Readonly<RouterContextProvider>;

/** What this request's pages may know and do. `call` throws refusals as pages, so a loader needs no try. */
export function pageOf(context: Context): PageContext {
  const page = context.get(pageKey);
  return { ...page, call: callOf(context) };
}

/** Calls an operation as the person who asked. A refusal becomes the error page with its own status. */
export function callOf(context: Context): Call {
  const page = context.get(pageKey);
  return async (operation, input, options) => {
    const against = operation.method === "GET" ? null : (drawnForOther(page) ?? page.fileRefused);
    if (against) throw data({ problem: against }, { status: against.status });
    try {
      return await page.call(operation, input, options);
    } catch (error) {
      const refusal = page.problemOf(error);
      const problem = refusal && (operation.method === "GET" ? ofAddress(page, refusal) : refusal);
      // `data` survives the router's hiding of server errors; a plain throw would become "Unexpected Server Error".
      if (problem) throw data({ problem }, { status: problem.status });
      throw error;
    }
  };
}

/**
 * What a page reads is asked for by its address: an id in it that cannot be one is a page that is not there, and for a part of the
 * query there is no field that somebody could mend.
 */
function ofAddress(page: PageContext, problem: ProblemDocument): ProblemDocument {
  const errors = problem.errors ?? [];
  if (errors.some(({ field }) => field.startsWith("/params/"))) return missingPage(page);
  const asked = errors.length > 0 && errors.every(({ field }) => field.startsWith("/query/"));
  return asked ? addressProblem(page, errors) : problem;
}

/** Whom a page is about, for sentences that say 您 or name the one acted for: `{acts, select, true {…{name}…} other {…}}`. */
export function whomOf({ onBehalfOf }: PageActor): { acts: boolean; name: string } {
  return { acts: onBehalfOf !== null, name: onBehalfOf ?? "" };
}

/** There are affairs of a person to show: their own of a resident, or of whom somebody acts for. Staff at work have none. */
export function dealsForPerson({ kind, onBehalfOf }: PageActor): boolean {
  return kind === "resident" || onBehalfOf !== null;
}

/** The form was drawn for somebody else than the session now deals for: another window has changed sides. Nothing is done. */
function drawnForOther({ text, actor, drawnFor, requestId }: PageContext): ProblemDocument | null {
  if (!drawnFor || !actor.subject || drawnFor === actor.subject) return null;
  const whom = whomOf(actor);
  return {
    type: "about:blank",
    id: "form-for-other",
    title: text("problem.other-person.title", whom),
    detail: text("problem.other-person.do", whom),
    status: 409,
    request_id: requestId,
    data: { now: actor.kind },
  };
}

/** There is no page at this address. */
export function missingPage({ text, requestId }: PageContext): ProblemDocument {
  const title = text("problem.not-found.title");
  return { type: "about:blank", id: "not-found", title, status: 404, request_id: requestId };
}

/** The address holds what its page does not understand; it leads to the same address without that. */
export function addressProblem(
  { text, here, requestId }: PageContext,
  errors: NonNullable<ProblemDocument["errors"]>,
): ProblemDocument {
  const left = new URL(here, "http://here");
  for (const { field } of errors) left.searchParams.delete(field.split("/")[2] ?? "");
  return {
    type: "about:blank",
    id: "address-not-understood",
    title: text("problem.address.title", { count: errors.length }),
    detail: text("problem.address.do"),
    status: 400,
    request_id: requestId,
    next: { href: `${left.pathname}${left.search}`, label: text("problem.address.next") },
    errors,
  };
}

export type LoadArgs = LoaderFunctionArgs<RouterContextProvider>;
export type ActArgs = ActionFunctionArgs<RouterContextProvider>;

type Loaded<F> = F extends (...args: never[]) => infer R ? Plain<Awaited<R>> : undefined;
type Plain<T> = T extends { type: string; data: infer D; init: ResponseInit | null }
  ? D
  : Exclude<T, Response>;

/** Props of a page: `export default function Home({ loaderData }: PageProps<typeof loader>)`. */
export interface PageProps<L = undefined, A = undefined> {
  loaderData: Loaded<L>;
  actionData?: Loaded<A>;
  params: Record<string, string | undefined>;
}

/** What a page declares about itself: `export const handle = { … } satisfies Handle`. */
export interface Handle {
  /** True when the page needs the framework in the browser. Leave it out for content pages. */
  live?: true;
  /** Prefixes of the message keys a live page needs in the browser. */
  texts?: readonly string[];
}

/** What an action gives back when it was refused: shown by `ErrorSummary` and by each `Field`. */
export interface FormProblem {
  problem: ProblemDocument;
  /** What the person typed, so that nothing is lost. Passwords and files are not repeated, nor what was typed for somebody else. */
  values: Record<string, string>;
}

const kinds = new Set([400, 409, 413, 415, 422, 429]);

/**
 * In an action: `catch (error) { return formProblem(error, form) }`. Gives refusals back to the page with their status;
 * throws on everything else (not signed in, not found, bugs), which the error page shows. `code` is what opens something, and not
 * repeated, unless the page says that its own is the short name of a thing.
 */
export function formProblem(error: unknown, form?: FormData, code: "opens" | "names" = "opens") {
  const problem = problemIn(error);
  if (!problem || !kinds.has(problem.status)) throw error;
  const typed = form ? valuesOf(form, code) : {};
  const values = isOthers(problem) ? whichForm(typed) : typed;
  return data<FormProblem>({ problem, values }, { status: problem.status });
}

/** What was typed for one person stands in no form of another. At the desk a thing is written, whoever writes. */
function isOthers({ id, data }: ProblemDocument): boolean {
  return id === "form-for-other" && data?.now !== "staff";
}

/** Of what was sent only which of a page's forms it was, so that the refusal stands at its head. */
function whichForm(values: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).filter(([name]) => name === "do" || name === "as"));
}

/** The problem inside something a page threw, or null. */
export function problemIn(error: unknown): ProblemDocument | null {
  const inside = error && typeof error === "object" && "data" in error ? error.data : null;
  if (!inside || typeof inside !== "object" || !("problem" in inside)) return null;
  // Made by callOf above; nothing else throws this shape.
  return inside.problem as ProblemDocument;
}

/** A form asks for what its page does not do: refused, and nothing is done. For the `default` of an action. */
export function unknownAct({ text, requestId }: PageContext) {
  const problem: ProblemDocument = {
    type: "about:blank",
    id: "input.invalid",
    title: text("refusal.input.invalid", { count: 1 }),
    detail: text("refusal.input.invalid.do"),
    status: 400,
    request_id: requestId,
  };
  return data({ problem }, { status: 400 });
}

/** The key of this attempt (see `Form`): `call(makeClaim, input, keyOf(form))` does a thing once though sent twice. */
export function keyOf(form: FormData): { key?: string } {
  const key = form.get("_key");
  return typeof key === "string" && key ? { key } : {};
}

/** What stands in a field of a form or in an address, without blanks around it; empty where there is no text of that name. */
export function said(form: { get(name: string): unknown }, name: string): string {
  const value = form.get(name);
  return typeof value === "string" ? value.trim() : "";
}

/** A number from a field. Left empty it is no number, which the contract refuses as missing, not as too small. */
export function numberOf(form: FormData, name: string): number {
  const typed = said(form, name);
  return typed === "" ? Number.NaN : Number(typed);
}

function valuesOf(form: FormData, code: "opens" | "names"): Record<string, string> {
  const values: Record<string, string> = {};
  for (const [name, value] of form) {
    const isSecret = /password|secret/i.test(name) || (name === "code" && code === "opens");
    if (typeof value === "string" && !name.startsWith("_") && !isSecret) values[name] = value;
  }
  return values;
}
