import { PassThrough, Readable } from "node:stream";
import { renderToPipeableStream } from "react-dom/server";
import {
  createRequestHandler,
  type EntryContext,
  RouterContextProvider,
  type ServerBuild,
  ServerRouter,
} from "react-router";
import type { PageContext } from "../platform/pages/context.ts";
import { type Handle, pageKey } from "./page.ts";
import { FactsProvider } from "./text.tsx";

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

/** Content pages are sent whole (their length is known, they compress well); live pages stream. */
export default function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  router: EntryContext,
  context: RouterContextProvider,
): Promise<Response> {
  const page = context.get(pageKey);
  const live = isLive(router);
  headers.set("content-type", "text/html; charset=utf-8");
  headers.append("vary", "cookie, accept-language");
  return new Promise((resolve, reject) => {
    const sink = new PassThrough();
    const { pipe, abort } = renderToPipeableStream(
      <FactsProvider facts={page}>
        <ServerRouter context={router} url={request.url} nonce={page.nonce} />
      </FactsProvider>,
      {
        nonce: page.nonce,
        onShellReady() {
          if (!live) return;
          pipe(sink);
          // Node's own type of the same web stream.
          const body = Readable.toWeb(sink) as unknown as ReadableStream;
          resolve(new Response(body, { status, headers }));
        },
        onAllReady() {
          clearTimeout(timer);
          if (live) return;
          const parts: Buffer[] = [];
          sink.on("data", (part: Buffer) => parts.push(part));
          sink.on("end", () => {
            const whole = Buffer.concat(parts);
            headers.set("content-length", String(whole.length));
            resolve(new Response(request.method === "HEAD" ? null : whole, { status, headers }));
          });
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

function isLive(router: EntryContext): boolean {
  return router.staticHandlerContext.matches.some((match) => {
    const handle: Handle | undefined = match.route.handle;
    return handle?.live === true;
  });
}
