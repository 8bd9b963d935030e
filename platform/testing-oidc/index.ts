/** A real provider (oidc-provider) on a port of this machine, and a browser that follows its redirects. For tests. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { decodeJwt, exportJWK, generateKeyPair, type JWTPayload, SignJWT } from "jose";
import Provider, { type RequestContext } from "oidc-provider";
import { answerPath, logoutPath, type OidcConfig } from "../oidc/open.ts";

export interface Visitor {
  /** The provider's unchanging name for the person. */
  sub: string;
  /** The name under which the person signs in there. */
  username: string;
  acr?: string;
  amr?: string[];
}

/** Changes an identity token on its way: `sign` signs with the provider's own key, `foreign` with another. */
export type Tamper = (
  token: string,
  sign: (claims: JWTPayload) => Promise<string>,
  foreign: (claims: JWTPayload) => Promise<string>,
) => Promise<string>;

export interface RealProvider {
  issuer: string;
  /** Settings of a city that trusts it. */
  config: OidcConfig;
  /** Who sits before the browser; nobody: the person says no. */
  visitor: Visitor | null;
  /** Null lets tokens pass as they are. */
  tamper: Tamper | null;
  /** New keys; the old ones are gone. `slim` keeps claims about the profile out of the token: they are asked for apart. */
  rotate(as?: { slim: boolean }): Promise<void>;
  /** A logout token signed by the provider's key. */
  logoutToken(claims: JWTPayload): Promise<string>;
  /** Answers nothing any more, as a house without power. */
  stop(): Promise<void>;
}

/** The city it knows is at `publicUrl`, and hears there of people who sign out at the provider. */
export async function aProvider({ publicUrl = "http://localhost:3000" } = {}): Promise<RealProvider> {
  const kept = keptRows();
  const server = createServer((request, response) => handle(request, response));
  await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
  // Listening on TCP: the address is one.
  const issuer = `http://localhost:${(server.address() as AddressInfo).port}`;
  const foreign = await someKey();
  let key = await someKey();
  let handle: ReturnType<Provider["callback"]> = (_request, response) => void response.end();
  const signer = (by: Key) => (claims: JWTPayload) =>
    new SignJWT(claims).setProtectedHeader({ alg: "RS256", kid: by.kid }).sign(by.secret);
  const real: RealProvider = {
    issuer,
    config: {
      oidcIssuer: issuer,
      oidcClientId: "wenmai",
      oidcClientSecret: "a secret of tests, known to all",
      oidcName: "统一身份认证",
      oidcScope: "openid profile",
      oidcLoginClaim: "preferred_username",
      oidcSecondFactor: "",
      publicUrl,
    },
    visitor: null,
    tamper: null,
    async rotate({ slim } = { slim: false }) {
      key = await someKey();
      handle = providerAt(issuer, key, slim);
    },
    logoutToken: (claims) => signer(key)(claims),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  handle = providerAt(issuer, key, false);
  return real;

  function providerAt(at: string, own: Key, slim: boolean) {
    const provider = new Provider(at, {
      clients: [
        {
          client_id: "wenmai",
          client_secret: "a secret of tests, known to all",
          redirect_uris: [new URL(answerPath, publicUrl).href],
          post_logout_redirect_uris: [new URL("/desk/sign-in", publicUrl).href],
          backchannel_logout_uri: new URL(logoutPath, publicUrl).href,
          backchannel_logout_session_required: true,
        },
      ],
      jwks: { keys: [own.jwk] },
      cookies: { keys: ["a key of tests"] },
      claims: { openid: ["sub", "acr", "amr", "sid"], profile: ["preferred_username"] },
      conformIdTokenClaims: slim,
      pkce: { required: () => true },
      adapter: kept,
      features: { devInteractions: { enabled: false }, backchannelLogout: { enabled: true } },
      ttl: { Session: 600, Grant: 600, Interaction: 600, AccessToken: 600, IdToken: 600 },
      findAccount: async (_ctx: unknown, sub: string) => ({
        accountId: sub,
        claims: async () => ({ sub, preferred_username: real.visitor?.username }),
      }),
      interactions: { url: (_ctx: unknown, { uid }: { uid: string }) => `/interaction/${uid}` },
    });
    provider.use(async (ctx: RequestContext, next: () => Promise<void>) => {
      if (ctx.path.startsWith("/interaction/")) {
        await decide(provider, ctx);
        return;
      }
      await next();
      const { body } = ctx;
      if (ctx.path === "/token" && real.tamper && typeof body?.id_token === "string")
        ctx.body = { ...body, id_token: await real.tamper(body.id_token, signer(own), signer(foreign)) };
    });
    return provider.callback();
  }

  /** The person before the browser, without pages: signs in and agrees, or says no. */
  async function decide(provider: Provider, ctx: RequestContext): Promise<void> {
    const { prompt, params, session } = await provider.interactionDetails(ctx.req, ctx.res);
    const { visitor } = real;
    ctx.respond = false;
    const finish = (result: object) =>
      provider.interactionFinished(ctx.req, ctx.res, result, { mergeWithLastSubmission: true });
    if (!visitor) return finish({ error: "access_denied", error_description: "the person said no" });
    const { sub, acr, amr } = visitor;
    if (prompt.name === "login")
      return finish({ login: { accountId: sub, ...(acr && { acr }), ...(amr && { amr }) } });
    const grant = new provider.Grant({ accountId: session?.accountId ?? sub, clientId: params.client_id });
    grant.addOIDCScope("openid profile");
    return finish({ consent: { grantId: await grant.save() } });
  }
}

interface Key {
  kid: string;
  secret: CryptoKey;
  jwk: object;
}

let keys = 0;
async function someKey(): Promise<Key> {
  const { privateKey } = await generateKeyPair("RS256", { extractable: true });
  const kid = `k${++keys}`;
  return {
    kid,
    secret: privateKey,
    jwk: { ...(await exportJWK(privateKey)), kid, alg: "RS256", use: "sig" },
  };
}

type Row = Record<string, unknown> & { grantId?: string; uid?: string; consumed?: number };

/** Where the provider keeps its things: outlives a change of keys. */
function keptRows() {
  const rows = new Map<string, Row>();
  return (name: string) => {
    const of = (id: string) => `${name} ${id}`;
    const findBy = async (field: "uid" | "userCode", value: string) =>
      [...rows].find(([id, row]) => id.startsWith(of("")) && row[field] === value)?.[1];
    return {
      upsert: async (id: string, row: Row) => void rows.set(of(id), row),
      find: async (id: string) => rows.get(of(id)),
      findByUid: (uid: string) => findBy("uid", uid),
      findByUserCode: (code: string) => findBy("userCode", code),
      consume: async (id: string) => {
        const row = rows.get(of(id));
        if (row) row.consumed = Math.floor(Date.now() / 1000);
      },
      destroy: async (id: string) => void rows.delete(of(id)),
      revokeByGrantId: async (grantId: string) => {
        for (const [id, row] of rows) if (row.grantId === grantId) rows.delete(id);
      },
    };
  };
}

/** Follows an address as a browser with its own cookies does, until it is sent away from there. Answers where to. */
export async function browse(address: string): Promise<URL> {
  const cookies = new Map<string, string>();
  const { origin } = new URL(address);
  let at = new URL(address);
  for (let hops = 0; hops < 20 && at.origin === origin; hops++) {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const response = await fetch(at, { redirect: "manual", headers: { cookie } });
    for (const set of response.headers.getSetCookie()) {
      const [pair = ""] = set.split(";");
      const eq = pair.indexOf("=");
      cookies.set(pair.slice(0, eq), pair.slice(eq + 1));
    }
    const next = response.headers.get("location");
    if (!next) throw new Error(`${at.href} answered ${response.status}: ${await response.text()}`);
    at = new URL(next, at);
  }
  return at;
}

/** What a token says, unchecked. */
export const claimsIn = (token: string): JWTPayload => decodeJwt(token);
