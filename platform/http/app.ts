/** The web server: every operation as a route, identity, limits, headers and problems around it. No domain in here. */
import { randomUUID } from "node:crypto";
import { Readable } from "node:stream";
import { constants } from "node:zlib";
import compress from "@fastify/compress";
import cookie from "@fastify/cookie";
import Fastify, {
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  type FastifyServerOptions,
} from "fastify";
import { anonymous } from "../auth/index.ts";
import { type Ctx, textFor } from "../ctx/index.ts";
import { Problem } from "../errors/index.ts";
import { type Locale, pickLocale, texts } from "../i18n/index.ts";
import { limitFor, limitTry } from "../limits/index.ts";
import { countRequest } from "../metrics/index.ts";
import { readable, refuseOtherMethods, refuseUnknownAddresses } from "./addresses.ts";
import { readBodiesStrictly } from "./body.ts";
import { FileAnswer } from "./file-answer.ts";
import { securityHeaders } from "./headers.ts";
import type { Implemented } from "./implement.ts";
import { isCommand } from "./operation.ts";
import { comesFromUs } from "./origin.ts";
import type { Performer } from "./perform.ts";
import { problemDocument, understood } from "./problem.ts";
import { answerUnheard, largestHead } from "./unheard.ts";
import { type BaseCtx, type ResolveActors, whoAsks } from "./who-asks.ts";

declare module "fastify" {
  interface FastifyRequest {
    /** The context of this request. Set before any handler runs. */
    ctx: Ctx;
    sessionToken: string | null;
  }
  interface FastifyContextConfig {
    /** A route that is not counted and yet answers some askers more than others. */
    asker?: true;
  }
}

export interface AppParts {
  operations: Implemented[];
  performer: Performer;
  base: BaseCtx;
  resolveActors: ResolveActors;
  https: boolean;
  /** Our own certificate, when no proxy ends https in front. */
  tls?: { key: string; cert: string };
  trustProxy: boolean;
}

export const sessionCookie = "wenmai";
const sessionSeconds = 30 * 24 * 3600;
const largestBody = 64 * 1024;

/** Builds the server without listening, so that a test can have its own. */
export async function buildApp(parts: AppParts): Promise<FastifyInstance> {
  const app = fastify(parts.tls, {
    logger: false,
    // One proxy: what stands further left in X-Forwarded-For was written by whoever asks.
    trustProxy: parts.trustProxy && ((_address, hop) => hop === 0),
    bodyLimit: largestBody,
    clientErrorHandler: answerUnheard,
    genReqId: () => randomUUID(),
    routerOptions: { maxParamLength: 200, ignoreTrailingSlash: true },
    forceCloseConnections: "idle",
    return503OnClosing: false,
    rewriteUrl: readable,
    frameworkErrors: (error, request, reply) => sendProblem(error, request, reply),
  });
  await app.register(cookie);
  // Quality 4: a page of 30 KB in about a millisecond. Built files are compressed beforehand.
  await app.register(compress, {
    threshold: 1024,
    encodings: ["br", "gzip"],
    brotliOptions: { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } },
  });
  readBodiesStrictly(app);
  closeGracefully(app);
  app.decorateRequest("sessionToken", null);
  const identify = identifier(parts);
  app.addHook("onRequest", async (request, reply) => {
    // A browser that noted it of our own certificate's https would refuse every other server on this machine.
    securityHeaders(reply, parts.https && !parts.tls);
    reply.header("x-request-id", request.id);
    await identify(request, reply);
    limitFor(request, parts.base.clock());
    if (request.url !== request.originalUrl) throw new Problem("address-unreadable", 400);
    if (!comesFromUs(originOf(request))) throw new Problem("cross-site", 403);
  });
  app.addHook("onResponse", async (request, reply) => countRequest(request, reply));
  app.setErrorHandler((error, request, reply) => sendProblem(error, request, reply));
  for (const one of parts.operations) addRoute(app, parts.performer, one);
  refuseOtherMethods(
    app,
    parts.operations.map(({ operation }) => operation),
  );
  refuseUnknownAddresses(app);
  return app;
}

function fastify(tls: AppParts["tls"], options: FastifyServerOptions): FastifyInstance {
  const head = { maxHeaderSize: largestHead };
  if (!tls) return Fastify({ ...options, http: head });
  // Nobody here asks the server for more than what both kinds have.
  return Fastify({ ...options, https: { ...tls, ...head } } as FastifyServerOptions);
}

/** A request that is being answered while the server stops is the last of its connection: else close() waits for idle sockets. */
function closeGracefully(app: FastifyInstance): void {
  let closing = false;
  app.addHook("preClose", async () => {
    closing = true;
  });
  app.addHook("onSend", async (_request, reply) => {
    if (closing) reply.header("connection", "close");
  });
}

/** Gives each request its context, with who asks. */
function identifier({ base, resolveActors, https }: AppParts) {
  const askerOf = whoAsks(base, resolveActors);
  return async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    const token = request.cookies[sessionCookie] ?? null;
    request.sessionToken = token;
    request.ctx = {
      ...base,
      actor: anonymous,
      channel: "portal",
      requestId: request.id,
      locale: localeOf(request),
      sessionToken: token,
      countTry: (kind) => limitTry(request, kind, base.clock()),
      setSession: (fresh) => {
        if (fresh === null) reply.clearCookie(sessionCookie, { path: "/" });
        else
          reply.setCookie(sessionCookie, fresh, {
            path: "/",
            httpOnly: true,
            sameSite: "lax",
            secure: https,
            maxAge: sessionSeconds,
          });
      },
    };
    const { limit, asker: asksWho } = request.routeOptions.config;
    // Health, metrics and files are the same for everybody, and answer without a database.
    if (!token || (limit === "free" && !asksWho)) return;
    const asker = await askerOf(token);
    if (asker) request.ctx = { ...request.ctx, ...asker };
  };
}

/** Read by itself, because a request can be refused before it has a context. */
function localeOf(request: FastifyRequest): Locale {
  const query = Object(request.query).lang;
  return pickLocale({
    query: typeof query === "string" ? query : null,
    cookie: request.cookies?.lang ?? null,
    acceptLanguage: request.headers["accept-language"] ?? null,
  });
}

function addRoute(app: FastifyInstance, performer: Performer, { operation }: Implemented): void {
  app.route({
    method: operation.method,
    url: operation.path,
    bodyLimit: operation.bodyLimit ?? largestBody,
    config: { operation: operation.id },
    handler: async (request, reply) => {
      const key = isCommand(operation) ? idempotencyKey(request.headers["idempotency-key"]) : null;
      const raw = {
        params: request.params,
        query: withoutLanguage(request.query),
        ...(isCommand(operation) && { body: request.body ?? {} }),
      };
      const answer = await performer.perform(request.ctx, operation.id, raw, key);
      reply.header("cache-control", "no-store");
      if (operation.media) reply.type(operation.media);
      return answer instanceof FileAnswer ? sendFile(reply, answer) : answer;
    },
  });
}

function sendFile(reply: FastifyReply, file: FileAnswer): FastifyReply {
  return reply
    .type(file.media)
    .header("content-disposition", file.disposition)
    .send(Readable.from(file.pieces, { objectMode: false }));
}

function withoutLanguage(query: unknown): object {
  const { lang: _, ...rest } = Object(query);
  return rest;
}

function idempotencyKey(header: string | string[] | undefined): string | null {
  if (header === undefined) return null;
  const key = String(header);
  if (!/^[\x21-\x7e]{8,100}$/.test(key)) throw new Problem("idempotency.bad-key", 400);
  return key;
}

function originOf(request: FastifyRequest) {
  const { headers } = request;
  return {
    method: request.method,
    host: request.host,
    origin: headers.origin,
    fetchSite: headers["sec-fetch-site"]?.toString(),
    hasCookie: headers.cookie !== undefined,
  };
}

/** Answers with a problem document; unexpected errors are logged whole and told as a request id only. */
export function sendProblem(thrown: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const error = understood(thrown, request.routeOptions.bodyLimit);
  const document = problemDocument(
    error,
    request.ctx ? textFor(request.ctx) : texts(localeOf(request)),
    request.id,
  );
  // A refusal is foreseen, whatever its number.
  if (document.status >= 500 && !(thrown instanceof Problem))
    request.ctx?.log.error({ err: thrown, request: request.id }, "unexpected");
  if (error instanceof Problem && typeof error.data.retryAfter === "number")
    reply.header("retry-after", error.data.retryAfter);
  return reply.status(document.status).type("application/problem+json").send(document);
}
