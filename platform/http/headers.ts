/** Security headers. Own file, because the policy is read by people who do not read the server. */
import type { FastifyReply, FastifyRequest } from "fastify";

/** Sets them on every answer. Scripts: ours, or carrying this page's nonce. Nothing comes from elsewhere. */
export function securityHeaders(request: FastifyRequest, reply: FastifyReply, https: boolean): void {
  reply.headers({
    "content-security-policy": [
      "default-src 'self'",
      `script-src 'self' 'nonce-${request.nonce}'`,
      "style-src 'self'",
      // React and plots set widths and positions on single elements.
      "style-src-attr 'unsafe-inline'",
      "img-src 'self' data: blob:",
      "worker-src 'self'",
      "connect-src 'self'",
      "object-src 'none'",
      "base-uri 'none'",
      "form-action 'self'",
      "frame-ancestors 'none'",
      ...(https ? ["upgrade-insecure-requests"] : []),
    ].join("; "),
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(self), geolocation=(self), microphone=()",
    ...(https && { "strict-transport-security": "max-age=31536000" }),
  });
}
