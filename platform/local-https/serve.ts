import type { FastifyInstance } from "fastify";
import type { Authority } from "./authority.ts";

/** Where phones fetch the authority. The type makes them offer to install it. */
export const authorityFile = "/local-ca.crt";

export function serveAuthority(app: FastifyInstance, { certificate }: Authority): void {
  app.get(authorityFile, { config: { limit: "free" } }, async (_request, reply) =>
    reply
      .type("application/x-x509-ca-cert")
      .header("content-disposition", 'attachment; filename="wenmai-local-ca.crt"')
      .header("cache-control", "no-store")
      .send(certificate),
  );
}
