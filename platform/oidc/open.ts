/** The provider that the settings name, asked through openid-client; nothing is fetched before somebody signs in. */
import { createRemoteJWKSet, errors, jwtVerify } from "jose";
import * as oidc from "openid-client";
import type { Config } from "../config/index.ts";
import {
  type Begun,
  type Identities,
  type IdentityShown,
  type LogoutNews,
  ProviderFault,
} from "./provider.ts";

export type OidcConfig = Pick<
  Config,
  | "oidcIssuer"
  | "oidcClientId"
  | "oidcClientSecret"
  | "oidcName"
  | "oidcScope"
  | "oidcLoginClaim"
  | "oidcSecondFactor"
  | "publicUrl"
>;

/** Where the provider sends browsers back to, and where it may tell us that a sitting is over. */
export const answerPath = "/desk/sign-in/answer";
export const logoutPath = "/api/provider-logout";

const seconds = 5;
/** Short: whoever begins must be told here that the provider is away, and not by their browser there. */
const metadataMs = 30_000;
const awayMs = 5_000;
/** Clocks of two houses. */
const skew = 60;

/** The provider, or null where the settings name none. */
export function openIdentities(config: OidcConfig): Identities | null {
  const { oidcIssuer: issuer, oidcClientId: clientId } = config;
  if (!issuer || !clientId) return null;
  const known = metadataOf(config, issuer, clientId);
  const redirect = new URL(answerPath, config.publicUrl).href;
  const counts = new Set(
    config.oidcSecondFactor
      .split(",")
      .map((word) => word.trim())
      .filter(Boolean),
  );
  return {
    name: config.oidcName,
    issuer,
    async begin() {
      const client = await known();
      const begun: Begun = {
        state: oidc.randomState(),
        nonce: oidc.randomNonce(),
        verifier: oidc.randomPKCECodeVerifier(),
      };
      const address = oidc.buildAuthorizationUrl(client, {
        redirect_uri: redirect,
        scope: config.oidcScope,
        state: begun.state,
        nonce: begun.nonce,
        code_challenge: await oidc.calculatePKCECodeChallenge(begun.verifier),
        code_challenge_method: "S256",
      });
      return { address: address.href, begun };
    },
    async finish(answered, begun) {
      const client = await known();
      // Behind a proxy the address that came in is another than the one that was registered.
      const address = new URL(redirect);
      address.search = answered.search;
      try {
        const tokens = await oidc.authorizationCodeGrant(client, address, {
          expectedState: begun.state,
          expectedNonce: begun.nonce,
          pkceCodeVerifier: begun.verifier,
          idTokenExpected: true,
        });
        return await shownBy(client, tokens, { config, counts });
      } catch (error) {
        throw faultOf(error);
      }
    },
    readLogout: (token) => logoutNews(known, token, clientId),
  };
}

/**
 * A client for each sitting, from metadata kept for half a minute: so keys are fetched anew, and a changed key is never unknown.
 * A provider that is away is not asked again for some seconds: everybody who tries meanwhile is told at once.
 */
function metadataOf(config: OidcConfig, issuer: string, clientId: string): () => Promise<oidc.Configuration> {
  const plain = issuer.startsWith("http://");
  const metadata = {
    ...(config.oidcClientSecret && { client_secret: config.oidcClientSecret }),
    [oidc.clockTolerance]: skew,
  };
  const options = { timeout: seconds, execute: plain ? [oidc.allowInsecureRequests] : [] };
  const discovered = keptFor({ ms: metadataMs, faultMs: awayMs }, async () =>
    (await oidc.discovery(new URL(issuer), clientId, metadata, undefined, options)).serverMetadata(),
  );
  return async () => {
    const server = await discovered().catch((error: unknown) => {
      throw faultOf(error);
    });
    const client = new oidc.Configuration(server, clientId, metadata, authentication(config, server));
    client.timeout = seconds;
    if (plain) oidc.allowInsecureRequests(client);
    // The signature too, though the token comes from the provider itself over TLS (OpenID Connect Core §3.1.3.7 no. 6).
    oidc.enableNonRepudiationChecks(client);
    return client;
  };
}

/** What `make` answered, for so long; a failure is kept too, for shorter. One question at a time. */
function keptFor<T>(
  { ms, faultMs }: { ms: number; faultMs: number },
  make: () => Promise<T>,
): () => Promise<T> {
  let kept: { answer: Promise<T>; until: number } | null = null;
  return () => {
    if (kept && performance.now() < kept.until) return kept.answer;
    const answer = make();
    const mine = { answer, until: performance.now() + ms };
    kept = mine;
    answer.catch(() => {
      mine.until = performance.now() + faultMs;
    });
    return answer;
  };
}

function authentication(
  { oidcClientSecret: secret }: OidcConfig,
  server: oidc.ServerMetadata,
): oidc.ClientAuth {
  if (!secret) return oidc.None();
  const methods = server.token_endpoint_auth_methods_supported ?? ["client_secret_basic"];
  return methods.includes("client_secret_basic")
    ? oidc.ClientSecretBasic(secret)
    : oidc.ClientSecretPost(secret);
}

type Tokens = Awaited<ReturnType<typeof oidc.authorizationCodeGrant>>;

async function shownBy(
  client: oidc.Configuration,
  tokens: Tokens,
  { config, counts }: { config: OidcConfig; counts: ReadonlySet<string> },
): Promise<IdentityShown> {
  const claims = tokens.claims();
  if (!claims || !tokens.id_token) throw new ProviderFault("provider.invalid", "no identity token");
  const { end_session_endpoint: end, userinfo_endpoint: info } = client.serverMetadata();
  let login = claims[config.oidcLoginClaim];
  // Some providers tell the profile only when it is asked for apart (OpenID Connect Core §5.4).
  if (login === undefined && info)
    login = (await oidc.fetchUserInfo(client, tokens.access_token, claims.sub))[config.oidcLoginClaim];
  const means = [claims.acr, ...(Array.isArray(claims.amr) ? claims.amr : [])];
  return {
    issuer: claims.iss,
    subject: claims.sub,
    login: typeof login === "string" && login !== "" ? login : null,
    secondFactor: means.some((word) => typeof word === "string" && counts.has(word)),
    sitting: typeof claims.sid === "string" ? claims.sid : null,
    signOut: end
      ? oidc.buildEndSessionUrl(client, {
          id_token_hint: tokens.id_token,
          post_logout_redirect_uri: new URL("/desk/sign-in", config.publicUrl).href,
        }).href
      : null,
  };
}

const logoutEvent = "http://schemas.openid.net/event/backchannel-logout";

async function logoutNews(
  known: () => Promise<oidc.Configuration>,
  token: string,
  clientId: string,
): Promise<LogoutNews> {
  const { jwks_uri: keys, issuer } = (await known()).serverMetadata();
  if (!keys) throw new ProviderFault("provider.invalid", "the provider has no keys");
  const { payload } = await jwtVerify(
    token,
    createRemoteJWKSet(new URL(keys), { timeoutDuration: seconds * 1000 }),
    {
      issuer,
      audience: clientId,
      clockTolerance: skew,
      maxTokenAge: 300,
      requiredClaims: ["iat", "jti"],
    },
  ).catch((error: unknown) => {
    throw new ProviderFault(error instanceof errors.JOSEError ? "provider.invalid" : "provider.away", error);
  });
  const { events, nonce, sid, sub } = payload;
  const isLogout = typeof events === "object" && events !== null && logoutEvent in events;
  const sitting = typeof sid === "string" ? sid : null;
  const subject = sub ?? null;
  if (!isLogout || nonce !== undefined || (!sitting && !subject))
    throw new ProviderFault("provider.invalid", "no logout token");
  return { issuer, subject, sitting };
}

/** What openid-client throws, by what a person can do about it. */
function faultOf(error: unknown): ProviderFault {
  if (error instanceof ProviderFault) return error;
  if (error instanceof oidc.AuthorizationResponseError)
    return new ProviderFault(
      /access_denied|login_required/.test(error.error) ? "provider.denied" : "provider.invalid",
      error,
    );
  if (error instanceof oidc.ResponseBodyError)
    return new ProviderFault(error.status >= 500 ? "provider.away" : "provider.invalid", error);
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  // fetch itself failed, it took too long, or what answered is no provider at all.
  if (error instanceof TypeError || /TIMEOUT|NOT_JSON|NOT_CONFORM|PARSE_ERROR/.test(code))
    return new ProviderFault("provider.away", error);
  return new ProviderFault("provider.invalid", error);
}
