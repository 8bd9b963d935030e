import assert from "node:assert/strict";
import { after, before } from "node:test";
import { TOTP } from "otpauth";
import { anOrganisation } from "#places/testing";
import { findSession, type Role } from "#platform/auth";
import { type Ctx, inTx, trueRandom } from "#platform/ctx";
import { newId } from "#platform/db";
import { performer } from "#platform/http";
import { type Identities, openIdentities } from "#platform/oidc";
import { at, dbTest } from "#platform/testing";
import { aProvider, browse, type RealProvider } from "#platform/testing-oidc";
import { actorFor } from "../account/actor.ts";
import { leave } from "../leaving/leaving.ts";
import { operations } from "../routes.ts";
import { addStaff } from "../staff/add-staff.ts";
import { aStaff } from "../testing.ts";
import { heedLogout } from "./invite.ts";

const city = performer(operations, { checkAnswers: true });
const noon = "2026-06-12T04:00:00Z";
const password = "白杨河边的黄叶落了一地";
let provider: RealProvider;

before(async () => {
  provider = await aProvider();
});
after(() => provider?.stop());

/** A city that trusts the provider, a manager, and 李梅, whom the provider calls `username`. */
async function house(
  base: Ctx,
  { role = "clerk", secondFactor = "" }: { role?: Role; secondFactor?: string } = {},
) {
  const identities = openIdentities({ ...provider.config, oidcSecondFactor: secondFactor });
  const ctx: Ctx = { ...base, oidc: identities, random: trueRandom, clock: at(noon) };
  const login = `li.mei.${newId().slice(-8)}`;
  const username = `3301-${newId().slice(-8)}`;
  const made = await inTx(ctx, async (inner) => {
    const organisation = await anOrganisation(inner);
    const manager = await aStaff(inner, { organisationId: organisation.id, role: "manager" });
    const { account } = await addStaff(inner, {
      login,
      name: "李梅",
      organisation: organisation.id,
      role,
      password,
    });
    return { organisation, manager, account };
  });
  const visitor = { sub: `u-${newId()}`, username };
  /** One browser: comes back from the provider with a proof, has a session. */
  const browser = (instant = noon) => {
    let token: string | null = null;
    const own: Ctx = {
      ...ctx,
      clock: at(instant),
      setSession: (fresh) => {
        token = fresh;
      },
    };
    const whoIs = async () => {
      const session = token === null ? null : await findSession(own.db, token, own.clock());
      return session && actorFor(own, session);
    };
    const call = async (operation: string, input: object) =>
      city.perform(
        { ...own, sessionToken: token, actor: (await whoIs()) ?? own.actor },
        operation,
        input,
        null,
      );
    const fetchProof = async (person: RealProvider["visitor"] = visitor) => {
      provider.visitor = person;
      const { address, attempt } = (await call("people.begin-provider-sign-in", {})) as {
        address: string;
        attempt: string;
      };
      const { search } = await browse(address);
      const query = { attempt, answer: search };
      return { query, ...((await call("people.provider-answer", { query })) as { proof: string }) };
    };
    const enter = async (proof: string, code?: string) =>
      (
        (await call("people.provider-sign-in", { body: { proof, ...(code && { code }) } })) as {
          state: string;
        }
      ).state;
    const signIn = async (person?: RealProvider["visitor"]) => enter((await fetchProof(person)).proof);
    return { call, whoIs, fetchProof, enter, signIn };
  };
  const asManager = (operation: string, input: object, instant = noon) =>
    city.perform({ ...ctx, clock: at(instant), actor: made.manager.actor }, operation, input, null);
  const invite = (expected = username, instant = noon) =>
    asManager("people.invite-identity", { params: { account: made.account }, body: { expected } }, instant);
  return { ...made, ctx, login, username, visitor, browser, asManager, invite };
}

dbTest(
  "an invited colleague is linked at the first sign-in; from then on the provider's own number counts",
  async ({ db, ctx }) => {
    const { browser, invite, visitor, account, organisation, asManager } = await house(ctx);
    await assert.rejects(browser().signIn(), { id: "provider.unknown" }, "nobody invited");
    await invite();
    const here = browser();
    assert.equal(await here.signIn(), "in");
    assert.deepEqual((await here.whoIs())?.grants, [{ role: "clerk", path: organisation.path }]);
    const renamed = browser();
    assert.equal(await renamed.signIn({ ...visitor, username: "another name" }), "in");
    await assert.rejects(
      browser().signIn({ ...visitor, sub: "somebody else" }),
      { id: "provider.unknown" },
      "the name alone opens nothing any more",
    );
    const member = (await asManager("people.staff-member", { params: { account }, query: {} })) as {
      identity: { state: string; expected: string | null };
    };
    assert.deepEqual([member.identity.state, member.identity.expected], ["linked", null]);
    const { kept } = await db.one<{ kept: string }>`
    select row_to_json(i)::text as kept from people.staff_identity i where account = ${account}`;
    assert.ok(!kept.includes(visitor.sub), "the number itself is nowhere");
  },
);

dbTest(
  "the provider's own number may be the invitation; an old invitation is none; one name invites one",
  async ({ ctx }) => {
    const { browser, invite, visitor, username, asManager, organisation } = await house(ctx);
    await invite();
    await assert.rejects(
      browser("2026-07-12T04:00:01Z").signIn(),
      { id: "provider.unknown" },
      "after 30 days",
    );
    await invite(visitor.sub);
    assert.equal(await browser().signIn(), "in");
    const other = (await asManager("people.add-staff", {
      body: { login: `n-${newId().slice(-8)}`, name: "小王", organisation: organisation.id, role: "clerk" },
    })) as { account: string };
    const third = (await asManager("people.add-staff", {
      body: { login: `n-${newId().slice(-8)}`, name: "老赵", organisation: organisation.id, role: "clerk" },
    })) as { account: string };
    const inviteAs = ({ account }: { account: string }) =>
      asManager("people.invite-identity", { params: { account }, body: { expected: username } });
    await inviteAs(other);
    await assert.rejects(inviteAs(third), { id: "provider.invited" });
  },
);

dbTest("an answer is good for the attempt it answers, once, and not for long", async ({ ctx }) => {
  const { browser, invite } = await house(ctx);
  await invite();
  const [one, other] = [browser(), browser()];
  const first = await one.fetchProof();
  const second = await other.fetchProof();
  await assert.rejects(
    one.call("people.provider-answer", { query: { ...second.query, attempt: first.query.attempt } }),
    { id: "provider.invalid" },
    "another browser's answer",
  );
  await assert.rejects(
    one.call("people.provider-answer", { query: first.query }),
    { id: "provider.invalid" },
    "twice",
  );
  assert.equal(await one.enter(first.proof), "in");
  await assert.rejects(browser().enter(first.proof), { id: "provider.over" }, "a proof begins one session");
  const results = await Promise.allSettled(Array.from({ length: 5 }, () => browser().enter(second.proof)));
  assert.equal(results.filter(({ status }) => status === "fulfilled").length, 1);
  const late = await browser().fetchProof();
  await assert.rejects(browser("2026-06-12T04:10:00Z").enter(late.proof), { id: "provider.over" });
  await assert.rejects(browser().enter(`${late.proof.slice(0, -4)}AAAA`), { id: "provider.over" }, "touched");
  await assert.rejects(
    browser().enter(late.query.attempt),
    { id: "provider.over" },
    "an attempt is no proof",
  );
});

dbTest(
  "the provider's second factor counts only where it is said; one's own is asked for then",
  async ({ ctx }) => {
    const real = (one: Ctx): Ctx => ({ ...one, city: { ...one.city, demo: false } });
    const strict = await house(real(ctx), { role: "publisher" });
    await strict.invite();
    const otp = { ...strict.visitor, amr: ["pwd", "otp"] };
    const here = strict.browser();
    assert.equal(await here.signIn(otp), "in");
    assert.deepEqual(
      (await here.whoIs())?.grants,
      [],
      "a publisher sleeps: nothing stands for the second factor",
    );

    // Sets up their own: from then on it is asked for.
    await here.call("people.start-second-factor", { body: {} });
    const { setup } = (await here.call("people.own-security", {})) as { setup: { secret: string } };
    const codeAt = (instant: string) =>
      new TOTP({ secret: setup.secret }).generate({ timestamp: Date.parse(instant) });
    await here.call("people.confirm-second-factor", { body: { code: codeAt(noon) } });
    const later = strict.browser("2026-06-12T05:00:00Z");
    const { proof } = await later.fetchProof(otp);
    assert.equal(await later.enter(proof), "code-needed");
    assert.equal(await later.whoIs(), null);
    await assert.rejects(later.enter(proof, "000000"), { id: "second-factor.wrong-code" });
    assert.equal(await later.enter(proof, codeAt("2026-06-12T05:00:00Z")), "in");
    assert.equal((await later.whoIs())?.grants.length, 1);

    const trusting = await house(real(ctx), { role: "publisher", secondFactor: "otp" });
    await trusting.invite();
    const there = trusting.browser();
    assert.equal(await there.signIn({ ...trusting.visitor, amr: ["pwd"] }), "in");
    assert.deepEqual((await there.whoIs())?.grants, [], "a password there is one factor");
    assert.equal(await there.signIn({ ...trusting.visitor, amr: ["pwd", "otp"] }), "in");
    assert.equal((await there.whoIs())?.grants.length, 1);
  },
);

dbTest(
  "who does not know the first password works all the same, and it opens nothing to whoever knows it",
  async ({ db, ctx }) => {
    const { browser, invite, account, login } = await house(ctx);
    await db.run`update people.staff set must_change = true where account = ${account}`;
    await invite();
    const here = browser();
    await here.signIn();
    assert.equal((await here.whoIs())?.grants.length, 1);
    const other = browser();
    await other.call("people.staff-sign-in", { body: { login, password } });
    assert.deepEqual((await other.whoIs())?.grants, []);
  },
);

dbTest(
  "whoever has left, or is parted from the identity, does not come in by it; open sessions end",
  async ({ ctx }) => {
    const { ctx: base, browser, invite, account, asManager, visitor } = await house(ctx);
    await invite();
    const here = browser();
    await here.signIn();
    await asManager("people.remove-identity", { params: { account } });
    assert.equal(await here.whoIs(), null);
    await assert.rejects(browser().signIn(), { id: "provider.unknown" });
    await invite();
    const again = browser();
    await again.signIn();
    await inTx(base, (inner) => leave(inner, account));
    assert.equal(await again.whoIs(), null);
    await assert.rejects(browser().signIn(), { id: "provider.unknown" });

    // The identity is free for the account of whoever comes back to work.
    const next = await house(ctx);
    await next.invite(visitor.username);
    assert.equal(await next.browser().signIn(visitor), "in");
  },
);

dbTest(
  "signing out leads to the provider once; news from there ends the sitting and no other",
  async ({ db, ctx }) => {
    const { ctx: base, browser, invite, visitor, login } = await house(ctx);
    await invite();
    const [one, two, byPassword] = [browser(), browser(), browser()];
    await one.signIn();
    await two.signIn();
    await byPassword.call("people.staff-sign-in", { body: { login, password } });
    const { next } = (await one.call("people.sign-out", { body: {} })) as { next: string | null };
    assert.ok(next?.startsWith(`${provider.issuer}/session/end?`));
    assert.equal(await one.whoIs(), null);
    assert.deepEqual(await one.call("people.sign-out", { body: {} }), { next: null });

    const now = Math.floor(Date.now() / 1000);
    const news = { iss: provider.issuer, aud: "wenmai", iat: now, exp: now + 100, jti: newId() };
    const events = { "http://schemas.openid.net/event/backchannel-logout": {} };
    const tell = async (about: object) =>
      heedLogout(base, await provider.logoutToken({ ...news, events, ...about }));
    assert.equal(await tell({ sid: "another sitting" }), 0);
    assert.ok(await two.whoIs());
    assert.equal(await tell({ sub: visitor.sub }), 1);
    assert.equal(await two.whoIs(), null);
    assert.ok(await byPassword.whoIs(), "a session by password is not the provider's");
    assert.equal(
      (
        await db.many`select 1 from people.provider_session where sign_out_sealed is not null and account in
    (select account from people.staff where login = ${login})`
      ).length,
      1,
    );
  },
);

dbTest("without the provider the password still opens the door", async ({ ctx }) => {
  const away = await aProvider();
  await away.stop();
  const { login, browser, ctx: base } = await house(ctx);
  const identities: Identities | null = openIdentities(away.config);
  const begin = (one: Ctx) => city.perform(one, "people.begin-provider-sign-in", {}, null);
  await assert.rejects(begin({ ...base, oidc: identities }), { id: "provider.away" });
  await assert.rejects(begin({ ...base, oidc: null }), { id: "not-found" });
  const here = browser();
  await here.call("people.staff-sign-in", { body: { login, password } });
  assert.ok(await here.whoIs());
});

dbTest("a manager notes identities of those they are over, and nobody else", async ({ ctx }) => {
  const { ctx: base, account, browser } = await house(ctx);
  const stranger = await inTx(base, async (inner) =>
    aStaff(inner, { organisationId: (await anOrganisation(inner)).id, role: "manager" }),
  );
  const input = { params: { account }, body: { expected: "x" } };
  await assert.rejects(
    city.perform({ ...base, actor: stranger.actor }, "people.invite-identity", input, null),
    { id: "forbidden" },
  );
  const here = browser();
  await assert.rejects(here.call("people.invite-identity", input), { id: "sign-in-needed" });
});
