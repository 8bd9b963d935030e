/** How somebody likes to read, kept by their browser for a year. */
import type { FastifyReply, FastifyRequest } from "fastify";
import { localeForTag } from "../i18n/index.ts";
import { cookie } from "./look.ts";
import { lookCookie } from "./look-cookie.ts";

/** Keeps the language of `?lang=`: whoever asked for it once means the pages behind the next links too. */
export function keepAskedLanguage(request: FastifyRequest, reply: FastifyReply): void {
  const { lang } = Object(request.query);
  const locale = typeof lang === "string" ? localeForTag(lang) : null;
  if (locale === null || cookie(request.headers.cookie, "lang") === locale) return;
  reply.header("set-cookie", lookCookie("lang", locale, { secure: request.protocol === "https" }));
}
