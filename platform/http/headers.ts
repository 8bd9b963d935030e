/** Security headers of every answer. Pages replace the content policy with their own (platform/pages/security.ts). */
import type { FastifyReply } from "fastify";

/** `httpsAlways`: browsers are told to come by https alone for a year. */
export function securityHeaders(reply: FastifyReply, httpsAlways: boolean): void {
  reply.headers({
    // Answers of the API are data: a browser that shows one as a page may load nothing.
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(self), geolocation=(self), microphone=()",
    ...(httpsAlways && { "strict-transport-security": "max-age=31536000" }),
  });
}
