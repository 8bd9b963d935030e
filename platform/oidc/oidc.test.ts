import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { type Identities, openIdentities, ProviderFault } from "#platform/oidc";
import { aProvider, browse, claimsIn, type RealProvider } from "#platform/testing-oidc";

let provider: RealProvider;
const mei = { sub: "u-0001", username: "li.mei" };

before(async () => {
  provider = await aProvider();
});
after(() => provider?.stop());

function open(differs: Partial<RealProvider["config"]> = {}): Identities {
  const identities = openIdentities({ ...provider.config, ...differs });
  assert.ok(identities);
  return identities;
}

/** Goes there and comes back as this person. */
async function signIn(identities: Identities, visitor: RealProvider["visitor"] = mei) {
  provider.visitor = visitor;
  const { address, begun } = await identities.begin();
  return { answered: await browse(address), begun };
}

const isFault = (id: string) => (error: unknown) => {
  assert.ok(error instanceof ProviderFault, String(error));
  assert.equal(error.id, id, error.message);
  return true;
};

test("a city without a provider opens none, and nothing is asked before somebody signs in", async () => {
  assert.equal(openIdentities({ ...provider.config, oidcIssuer: undefined }), null);
  assert.ok(openIdentities({ ...provider.config, oidcIssuer: "http://localhost:1" }));
});

test("whoever signs in there is known by the provider's own name and the claim", async () => {
  const identities = open();
  const { answered, begun } = await signIn(identities);
  assert.equal(answered.origin + answered.pathname, "http://localhost:3000/desk/sign-in/answer");
  const shown = await identities.finish(answered, begun);
  assert.deepEqual(
    [shown.issuer, shown.subject, shown.login, shown.secondFactor],
    [provider.issuer, "u-0001", "li.mei", false],
  );
  assert.ok(shown.sitting);
  assert.match(shown.signOut ?? "", /\/session\/end\?.*id_token_hint=.*post_logout_redirect_uri=/);
});

test("the claim is asked for apart where the token does not carry it", async () => {
  await provider.rotate({ slim: true });
  try {
    const identities = open();
    const { answered, begun } = await signIn(identities);
    assert.equal((await identities.finish(answered, begun)).login, "li.mei");
  } finally {
    await provider.rotate();
  }
});

test("acr and amr stand for the second factor only where the settings say so", async () => {
  const strong = { ...mei, acr: "urn:gov:level3", amr: ["pwd", "otp"] };
  const cases: [string, object, boolean][] = [
    ["", strong, false],
    ["otp", strong, true],
    ["mfa, otp", strong, true],
    ["urn:gov:level3", strong, true],
    ["otp", mei, false],
    ["urn:gov:level4", strong, false],
  ];
  for (const [oidcSecondFactor, visitor, expected] of cases) {
    const identities = open({ oidcSecondFactor });
    const { answered, begun } = await signIn(identities, visitor as typeof mei);
    const { secondFactor } = await identities.finish(answered, begun);
    assert.equal(secondFactor, expected, oidcSecondFactor);
  }
});

test("keys may change between two sign-ins, and in the middle of one", async () => {
  const identities = open();
  const first = await signIn(identities);
  await identities.finish(first.answered, first.begun);
  await provider.rotate();
  const second = await signIn(identities);
  await provider.rotate();
  await identities.finish(second.answered, second.begun);
});

test("another state, another nonce and another verifier are refused", async () => {
  const identities = open();
  for (const differs of [
    { state: "x".repeat(43) },
    { nonce: "x".repeat(43) },
    { verifier: "x".repeat(43) },
  ]) {
    const { answered, begun } = await signIn(identities);
    await assert.rejects(identities.finish(answered, { ...begun, ...differs }), isFault("provider.invalid"));
  }
});

test("a code is good once", async () => {
  const identities = open();
  const { answered, begun } = await signIn(identities);
  await identities.finish(answered, begun);
  await assert.rejects(identities.finish(answered, begun), isFault("provider.invalid"));
});

test("a token for another audience, of another issuer, too old, without nonce or signed by another key is refused", async () => {
  const identities = open();
  const now = Math.floor(Date.now() / 1000);
  const cases: Record<string, RealProvider["tamper"]> = {
    "as it is": (token, sign) => sign(claimsIn(token)),
    audience: (token, sign) => sign({ ...claimsIn(token), aud: "another-city" }),
    issuer: (token, sign) => sign({ ...claimsIn(token), iss: "http://localhost:1" }),
    expired: (token, sign) => sign({ ...claimsIn(token), iat: now - 900, exp: now - 300 }),
    nonce: (token, sign) => sign({ ...claimsIn(token), nonce: "another" }),
    "no nonce": (token, sign) => sign({ ...claimsIn(token), nonce: undefined }),
    key: (token, _sign, foreign) => foreign(claimsIn(token)),
    "no signature": async (token) => {
      const [, claims] = token.split(".");
      const none = Buffer.from(JSON.stringify({ alg: "none" })).toString("base64url");
      return `${none}.${claims}.`;
    },
    "changed claims": async (token) => {
      const [head, , signature] = token.split(".");
      const claims = Buffer.from(JSON.stringify({ ...claimsIn(token), sub: "u-0002" })).toString("base64url");
      return `${head}.${claims}.${signature}`;
    },
  };
  try {
    for (const [what, tamper] of Object.entries(cases)) {
      provider.tamper = tamper;
      const { answered, begun } = await signIn(identities);
      const finished = identities.finish(answered, begun);
      if (what === "as it is") await finished;
      else await assert.rejects(finished, isFault("provider.invalid"), what);
    }
  } finally {
    provider.tamper = null;
  }
});

test("whoever says no there is told so; what is no answer at all is refused", async () => {
  const identities = open();
  const { answered, begun } = await signIn(identities, null);
  await assert.rejects(identities.finish(answered, begun), isFault("provider.denied"));
  const nothing = new URL("http://localhost:3000/desk/sign-in/answer?state=x");
  await assert.rejects(identities.finish(nothing, begun), isFault("provider.invalid"));
});

test("a provider that is away is a fault of its own, and is not asked again at once", async () => {
  const gone = await aProvider();
  await gone.stop();
  const identities = openIdentities(gone.config);
  assert.ok(identities);
  await assert.rejects(identities.begin(), isFault("provider.away"));
  await assert.rejects(identities.begin(), isFault("provider.away"));

  const leaving = await aProvider();
  leaving.visitor = mei;
  const there = openIdentities(leaving.config);
  assert.ok(there);
  const { address, begun } = await there.begin();
  const answered = await browse(address);
  await leaving.stop();
  await assert.rejects(there.finish(answered, begun), isFault("provider.away"), "in the middle");
});

test("news of signing out is believed from the provider alone, for this city, and recent", async () => {
  const identities = open();
  const now = Math.floor(Date.now() / 1000);
  const right = {
    iss: provider.issuer,
    aud: "wenmai",
    iat: now,
    exp: now + 120,
    jti: "n1",
    sub: "u-0001",
    sid: "s1",
    events: { "http://schemas.openid.net/event/backchannel-logout": {} },
  };
  assert.deepEqual(await identities.readLogout(await provider.logoutToken(right)), {
    issuer: provider.issuer,
    subject: "u-0001",
    sitting: "s1",
  });
  const wrong = {
    audience: { ...right, aud: "another-city" },
    issuer: { ...right, iss: "http://localhost:1" },
    old: { ...right, iat: now - 3600, exp: now + 60 },
    "no event": { ...right, events: {} },
    "an identity token": { ...right, nonce: "x" },
    nobody: { ...right, sub: undefined, sid: undefined },
  };
  for (const [what, claims] of Object.entries(wrong))
    await assert.rejects(
      identities.readLogout(await provider.logoutToken(claims)),
      isFault("provider.invalid"),
      what,
    );
  await assert.rejects(identities.readLogout("no token"), isFault("provider.invalid"));
});
