import { PassThrough } from "node:stream";
import { renderToPipeableStream } from "react-dom/server";
import {
  createRequestHandler,
  type EntryContext,
  RouterContextProvider,
  type ServerBuild,
  ServerRouter,
} from "react-router";
import type { PageContext } from "../platform/pages/context.ts";
import { fontHead, mayLackHan } from "./fonts.ts";
import { markForeignRuns } from "./foreign-runs.ts";
import { nameErrors } from "./named-errors.ts";
import { dirOf, pageKey } from "./page.ts";
import { FactsProvider } from "./text.tsx";
import { breakHeadings } from "./word-breaks.ts";

export const streamTimeout = 5_000;

/** How the server enters the pages: the router lives in this bundle only, so there is never a second copy of it. */
export function serve(build: ServerBuild) {
  const handle = createRequestHandler(build, import.meta.env.DEV ? "development" : "production");
  return (request: Request, page: PageContext): Promise<Response> => {
    const context = new RouterContextProvider();
    context.set(pageKey, page);
    return handle(request, context);
  };
}

/** Errors that are bugs go to the log with the request's id; refusals and absent readers do not. */
export function handleError(
  error: unknown,
  { request, context }: { request: Request; context: RouterContextProvider },
) {
  if (!request.signal.aborted) context.get(pageKey).report(error);
}

/**
 * Pages are sent whole: their length is known, they compress well, and the font of their headings is cut to the
 * characters they really have. Loaders have answered by now, so a stream would win nothing.
 */
export default function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  router: EntryContext,
  context: RouterContextProvider,
): Promise<Response> {
  const page = context.get(pageKey);
  headers.set("content-type", "text/html; charset=utf-8");
  headers.append("vary", "cookie, accept-language");
  return new Promise((resolve, reject) => {
    const sink = new PassThrough();
    const parts: Buffer[] = [];
    sink.on("data", (part: Buffer) => parts.push(part));
    sink.on("end", () => {
      const bare = mayLackHan(request.headers.get("user-agent"));
      const named = (html: string) => nameErrors(html, (label) => page.text("kit.errors.of", { label }));
      const drawn = Buffer.concat(parts).toString("utf8");
      // A live page must be found in the browser as it was drawn.
      const live = drawn.includes('id="page-facts"');
      const html = live ? drawn : breakHeadings(markForeignRuns(named(drawn), page.locale, dirOf(page)));
      const whole = Buffer.from(
        html.replace("</head>", `${fontHead(html, { nonce: page.nonce, bare })}</head>`),
      );
      headers.set("content-length", String(whole.length));
      resolve(new Response(request.method === "HEAD" ? null : whole, { status, headers }));
    });
    const { pipe, abort } = renderToPipeableStream(
      <FactsProvider facts={page}>
        <ServerRouter context={router} url={request.url} nonce={page.nonce} />
      </FactsProvider>,
      {
        nonce: page.nonce,
        onAllReady() {
          clearTimeout(timer);
          pipe(sink);
        },
        onShellError: reject,
        onError(error) {
          if (!request.signal.aborted) page.report(error);
        },
      },
    );
    const timer = setTimeout(() => abort(new Error("the page took too long to draw")), streamTimeout + 1_000);
    timer.unref();
    request.signal.addEventListener("abort", () => {
      clearTimeout(timer);
      abort(request.signal.reason);
    });
  });
}
