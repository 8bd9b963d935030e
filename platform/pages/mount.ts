import { randomBytes } from "node:crypto";
import { join } from "node:path";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { Problem, tooLarge } from "../errors/index.ts";
import { sendProblem } from "../http/app.ts";
import type { ProblemDocument } from "../http/problem.ts";
import type { PageContext, PageOffer } from "./context.ts";
import { type FormFiles, takeFiles } from "./file-form.ts";
import { serveFonts } from "./fonts.ts";
import { drawnFor, readableForm } from "./form.ts";
import { keepAskedLanguage } from "./kept.ts";
import { lookOf } from "./look.ts";
import { contentSecurityPolicy, scriptPolicy } from "./security.ts";
import { sendWebResponse, toWebAddress, toWebRequest } from "./web.ts";

/** The part of the built pages (build/server/index.js) that the server uses; the router itself stays inside the bundle. */
export interface PageBuild {
  entry: { module: { serve: (build: unknown) => PageHandler } };
}
type PageHandler = (request: Request, page: PageContext) => Promise<Response>;

export interface PagesOptions {
  build: PageBuild;
  /** Folder with the built browser files, usually build/client. */
  files: string;
  /** What the pages of one request may know and do. */
  makeContext: (request: FastifyRequest, reply: FastifyReply) => PageOffer | Promise<PageOffer>;
  /** Addresses outside that pages may fetch the map's pictures from (`mapOrigins`); none unless told. */
  origins?: readonly string[];
  /** Largest form a page accepts, in bytes. */
  bodyLimit?: number;
  /** Pages below one address take files too, from those who may send some; nobody else can make us hold so much. */
  uploads?: { below: string; bodyLimit: number; may: (request: FastifyRequest) => boolean };
  /** Pages below these addresses take larger files, which are kept on their way in. */
  formFiles?: readonly FormFiles[];
}

/** A page is read, and its forms are posted; the web knows no other way to one. */
const pageMethods = ["GET", "HEAD", "POST"];
const bodiless = new Set(["GET", "HEAD", "OPTIONS"]);
const aYear = "public, max-age=31536000, immutable";
const anHour = "public, max-age=3600";

/**
 * Mounts the built pages as the last route: everything no other route took. Hashed files are served precompressed and
 * cached for ever. Register it after every other route and after the cookie and compress plugins.
 */
export async function mountPages(fastify: FastifyInstance, options: PagesOptions): Promise<void> {
  const handle = options.build.entry.module.serve(options.build);

  await fastify.register(serveFiles, options);
  serveFonts(fastify);

  await fastify.register(async (pages) => {
    // Forms are read by the page itself, so that a field can repeat and a file can be refused kindly.
    pages.removeAllContentTypeParsers();
    const formLimit = options.bodyLimit ?? 1_048_576;
    const parser = { parseAs: "buffer", bodyLimit: formLimit } as const;
    pages.addContentTypeParser("*", parser, async (request: FastifyRequest, body: Buffer) =>
      readableForm(request.headers["content-type"], body),
    );

    const show = async (
      request: FastifyRequest,
      reply: FastifyReply,
      web: Request,
      offer: PageOffer,
      refused: ProblemDocument | null,
    ) => {
      const nonce = randomBytes(16).toString("base64url");
      const look = lookOf(request.headers.cookie);
      const page: PageContext = {
        ...offer,
        nonce,
        look,
        here: carried(request.url),
        drawnFor: await drawnFor(web),
        refused,
        fileRefused: request.fileRefused ? offer.problemOf(request.fileRefused) : null,
      };
      const response = await handle(web, page);
      if (response.headers.get("content-type")?.startsWith("text/html")) {
        reply.header("content-security-policy", contentSecurityPolicy(nonce, options.origins));
        // A page shows who is signed in: it is never kept for somebody else.
        if (!response.headers.has("cache-control")) reply.header("cache-control", "private, no-cache");
      }
      return sendWebResponse(reply, response);
    };

    // What is refused before a page runs is told as a page all the same: whoever sent a form does not read JSON.
    pages.setErrorHandler(async (error, request, reply) => {
      const offer = await Promise.resolve(options.makeContext(request, reply)).catch(() => null);
      const refused = offer?.problemOf(error);
      if (!offer || !refused || !wantsPage(request)) return sendProblem(error, request, reply);
      return show(request, reply, new Request(new URL("/-", toWebAddress(request))), offer, refused);
    });

    const answer = async (request: FastifyRequest, reply: FastifyReply) => {
      if (!pageMethods.includes(request.method)) {
        reply.header("allow", pageMethods.join(", "));
        throw new Problem("method-not-allowed", 405, { allowed: pageMethods.join(", ") });
      }
      keepAskedLanguage(request, reply);
      return show(
        request,
        reply,
        toWebRequest(request, reply),
        await options.makeContext(request, reply),
        null,
      );
    };
    pages.all("/*", { bodyLimit: formLimit }, answer);
    for (const files of options.formFiles ?? []) await takeFiles(pages, files, answer);
    if (options.uploads) {
      const { below, bodyLimit, may } = options.uploads;
      const onRequest = async (request: FastifyRequest) => {
        // Without a length it could be anything.
        const length = Number(request.headers["content-length"] ?? Number.POSITIVE_INFINITY);
        const sends = !bodiless.has(request.method) && length > formLimit;
        if (sends && !may(request)) throw tooLarge(formLimit);
      };
      pages.all(`${below}*`, { bodyLimit, onRequest }, answer);
    }
  });
}

/** Hashed files and the few with fixed names. Never counted and never anybody's: a page has a dozen of them. */
async function serveFiles(fastify: FastifyInstance, { files, origins }: PagesOptions): Promise<void> {
  fastify.addHook("onRoute", (route) => {
    route.config = { ...route.config, limit: "free" };
  });
  const shared = { index: false, preCompressed: true, decorateReply: false, cacheControl: false } as const;
  await fastify.register(fastifyStatic, {
    ...shared,
    root: join(files, "assets"),
    prefix: "/assets/",
    setHeaders: (reply, path) => {
      reply.header("cache-control", aYear);
      if (isScript(path)) reply.header("content-security-policy", scriptPolicy(origins));
    },
  });
  // Icons, robots.txt: one route each, so that pages keep the rest of the addresses.
  await fastify.register(fastifyStatic, {
    ...shared,
    root: files,
    wildcard: false,
    globIgnore: ["assets/**", ".vite/**", "**/*.br", "**/*.gz"],
    setHeaders: (reply, path) => {
      reply.header("cache-control", anHour);
      if (isScript(path)) reply.header("content-security-policy", scriptPolicy(origins));
    },
  });
}

const isScript = (path: string) => /\.m?js(\.br|\.gz)?$/.test(path);

/** Links and forms repeat the address of their page, some of them twice encoded: an endless one would not come through. */
const carried = (address: string) => (address.length > 4_000 ? (address.split("?")[0] ?? "/") : address);

const wantsPage = ({ headers }: FastifyRequest) => headers.accept?.includes("text/html") === true;
