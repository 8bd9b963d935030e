/** Where the provider of identities says that somebody signed out there (OpenID Connect Back-Channel Logout 1.0 §2.5). */
import type { FastifyInstance } from "fastify";
import { heedLogout } from "#people";
import { Problem } from "#platform/errors";
import { logoutPath } from "#platform/oidc";
import type { City } from "./city.ts";

const longest = 16_384;

/** Takes a form, as the standard wants it, and answers without words: the sender is a machine. */
export async function hearProviderLogout(app: FastifyInstance, city: City): Promise<void> {
  if (!city.base.oidc) return;
  await app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser(
      "application/x-www-form-urlencoded",
      { parseAs: "string", bodyLimit: longest },
      (_request, body, done) => done(null, new URLSearchParams(String(body))),
    );
    scope.post(logoutPath, async (request, reply) => {
      reply.header("cache-control", "no-store");
      request.ctx.countTry("sign-in");
      const token = request.body instanceof URLSearchParams ? (request.body.get("logout_token") ?? "") : "";
      try {
        await heedLogout(city.ctx(request.id), token);
        return reply.code(200).send();
      } catch (error) {
        if (!(error instanceof Problem)) throw error;
        return reply.code(400).send({ error: "invalid_request" });
      }
    });
  });
}
