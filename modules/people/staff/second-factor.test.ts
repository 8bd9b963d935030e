import assert from "node:assert/strict";
import { TOTP } from "otpauth";
import { anOrganisation } from "#places/testing";
import { findSession, type Role } from "#platform/auth";
import { type Ctx, inTx, trueRandom } from "#platform/ctx";
import { newId } from "#platform/db";
import type { Problem } from "#platform/errors";
import { performer } from "#platform/http";
import { at, dbTest } from "#platform/testing";
import { actorFor } from "../account/actor.ts";
import { operations } from "../routes.ts";
import { aStaff, noticesOf } from "../testing.ts";
import { addStaff } from "./add-staff.ts";

const city = performer(operations, { checkAnswers: true });
const noon = "2026-06-12T04:00:00Z";
const password = "白杨河边的黄叶落了一地";

/** Somebody with a role in a city that is no demo, and a place to sign in from at a moment. */
async function employee(base: Ctx, role: Role) {
  const real: Ctx = { ...base, random: trueRandom, city: { ...base.city, demo: false } };
  const login = `li.mei.${newId().slice(-8)}`;
  const made = await inTx({ ...real, clock: at(noon) }, async (inner) => {
    const organisation = await anOrganisation(inner);
    const { account } = await addStaff(inner, {
      login,
      name: "李梅",
      organisation: organisation.id,
      role,
      password,
    });
    const { subject } = await inner.db.one<{
      subject: string;
    }>`select subject from people.account where id = ${account}`;
    return { organisation, account, subject };
  });
  const desk = (instant = noon) => {
    let token: string | null = null;
    const ctx: Ctx = {
      ...real,
      clock: at(instant),
      setSession: (fresh) => {
        token = fresh;
      },
    };
    const whoIs = async () => {
      const session = token === null ? null : await findSession(ctx.db, token, ctx.clock());
      return session && actorFor(ctx, session);
    };
    const call = async (operation: string, input: object = { body: {} }) =>
      city.perform(
        { ...ctx, sessionToken: token, actor: (await whoIs()) ?? ctx.actor },
        operation,
        input,
        null,
      );
    const signIn = (code = "", with_ = password) =>
      call("people.staff-sign-in", { body: { login, password: with_, code } });
    return { call, signIn, whoIs };
  };
  return { ...made, login, real, desk };
}

interface Setup {
  setup: { secret: string } | null;
  secondFactor: string;
  secondFactorNeeded: boolean;
  recoveryLeft: number;
}
type Desk = ReturnType<Awaited<ReturnType<typeof employee>>["desk"]>;

const codeOf = (secret: string, instant: string) =>
  new TOTP({ secret }).generate({ timestamp: Date.parse(instant) });
const security = async (desk: Desk) => (await desk.call("people.own-security", {})) as Setup;

/** Sets the second factor up; answers its secret and the recovery codes. */
async function setUp(desk: Desk, instant = noon, proof?: string) {
  await desk.call("people.start-second-factor", { body: proof ? { code: proof } : {} });
  const secret = (await security(desk)).setup?.secret ?? "";
  const code = codeOf(secret, instant);
  const { recoveryCodes } = (await desk.call("people.confirm-second-factor", { body: { code } })) as {
    recoveryCodes: string[];
  };
  return { secret, recoveryCodes };
}

dbTest(
  "outside the demo, publishers and above do nothing before the second factor is on",
  async ({ ctx }) => {
    const expected: Record<Role, number> = {
      clerk: 1,
      editor: 1,
      reviewer: 1,
      publisher: 0,
      manager: 0,
      admin: 0,
      auditor: 0,
    };
    for (const role of Object.keys(expected) as Role[]) {
      const { desk } = await employee(ctx, role);
      const here = desk();
      await here.signIn();
      assert.equal((await here.whoIs())?.grants.length, expected[role], role);
      assert.equal((await security(here)).secondFactorNeeded, expected[role] === 0, role);
      const { recoveryCodes } = await setUp(here);
      assert.equal(recoveryCodes.length, 10);
      assert.ok(((await here.whoIs())?.grants.length ?? 0) > 0, role);
    }
  },
);

dbTest("a code is good once, also for two who come at the same moment", async ({ ctx }) => {
  const { desk } = await employee(ctx, "publisher");
  const first = desk();
  await first.signIn();
  const { secret } = await setUp(first);
  await assert.rejects(desk("2026-06-12T05:00:00Z").signIn(), { id: "sign-in.wrong" }, "without a code");
  const code = codeOf(secret, "2026-06-12T05:00:00Z");
  const results = await Promise.allSettled(
    Array.from({ length: 4 }, () => desk("2026-06-12T05:00:00Z").signIn(code)),
  );
  assert.equal(results.filter(({ status }) => status === "fulfilled").length, 1);
  await assert.rejects(
    desk("2026-06-12T05:00:20Z").signIn(codeOf(secret, "2026-06-12T04:59:40Z")),
    { id: "sign-in.wrong" },
    "nor is an older one afterwards",
  );
});

dbTest("clocks may differ by half a minute and not by more", async ({ ctx }) => {
  const { desk } = await employee(ctx, "clerk");
  const first = desk();
  await first.signIn();
  const { secret } = await setUp(first);
  const at5 = "2026-06-12T05:00:00Z";
  for (const [phone, right] of [
    ["2026-06-12T04:58:59Z", false],
    ["2026-06-12T04:59:30Z", true],
    ["2026-06-12T05:01:00Z", false],
    ["2026-06-12T05:00:59Z", true],
  ] as const) {
    const attempt = desk(at5).signIn(codeOf(secret, phone));
    if (right) await attempt;
    else await assert.rejects(attempt, { id: "sign-in.wrong" }, phone);
  }
});

dbTest(
  "wrong codes lock the login as wrong passwords do, at sign-in and in an open session",
  async ({ ctx }) => {
    const { desk } = await employee(ctx, "clerk");
    const open = desk();
    await open.signIn();
    const { secret } = await setUp(open);
    for (let n = 0; n < 3; n++) await assert.rejects(desk().signIn("000000"), { id: "sign-in.wrong" });
    for (let n = 0; n < 2; n++)
      await assert.rejects(open.call("people.renew-recovery-codes", { body: { code: "000000" } }), {
        id: "second-factor.wrong-code",
      });
    const locked = (error: unknown) => {
      assert.deepEqual([(error as Problem).id, (error as Problem).data.retryAfter], ["sign-in.locked", 60]);
      return true;
    };
    const later = "2026-06-12T04:00:40Z";
    await assert.rejects(desk(later).signIn(codeOf(secret, later)), { id: "sign-in.locked" });
    await assert.rejects(open.call("people.start-second-factor", { body: { code: "000000" } }), locked);
    const free = "2026-06-12T04:01:10Z";
    await desk(free).signIn(codeOf(secret, free));
  },
);

dbTest(
  "a recovery code signs in once, and moves the second factor to a new telephone",
  async ({ db, ctx }) => {
    const { desk, subject } = await employee(ctx, "publisher");
    const first = desk();
    await first.signIn();
    const { secret, recoveryCodes } = await setUp(first);
    const [one = "", two = ""] = recoveryCodes;
    const later = desk("2026-06-12T05:00:00Z");
    await later.signIn(one.toLowerCase());
    await assert.rejects(desk("2026-06-12T05:00:00Z").signIn(one), { id: "sign-in.wrong" }, "used");
    assert.equal((await security(later)).recoveryLeft, 9);

    await assert.rejects(later.call("people.start-second-factor"), { id: "second-factor.wrong-code" });
    await later.call("people.start-second-factor", { body: { code: two } });
    const waiting = await security(later);
    assert.equal(waiting.secondFactor, "on", "the old one holds");
    const old = "2026-06-12T05:10:00Z";
    await desk(old).signIn(codeOf(secret, old));
    const fresh = waiting.setup?.secret ?? "";
    await later.call("people.confirm-second-factor", {
      body: { code: codeOf(fresh, "2026-06-12T05:00:00Z") },
    });
    const evening = "2026-06-12T12:00:00Z";
    await assert.rejects(
      desk(evening).signIn(codeOf(secret, evening)),
      { id: "sign-in.wrong" },
      "the lost one",
    );
    await assert.rejects(
      desk(evening).signIn(recoveryCodes[2]),
      { id: "sign-in.wrong" },
      "its recovery codes",
    );
    await desk(evening).signIn(codeOf(fresh, evening));
    const acts = await db.many<{ what: string }>`
    select what from platform.audit where actor = ${subject} and what like 'staff.second-factor%' order by seq`;
    assert.deepEqual(
      acts.map(({ what }) => what),
      ["staff.second-factor-on", "staff.second-factor-moved"],
    );
  },
);

dbTest("new recovery codes put the old ones out of use", async ({ ctx }) => {
  const { desk } = await employee(ctx, "clerk");
  const first = desk();
  await first.signIn();
  const { recoveryCodes } = await setUp(first);
  const { recoveryCodes: fresh } = (await first.call("people.renew-recovery-codes", {
    body: { code: recoveryCodes[0] },
  })) as { recoveryCodes: string[] };
  await assert.rejects(desk().signIn(recoveryCodes[1]), { id: "sign-in.wrong" });
  await desk().signIn(fresh[0]);
});

dbTest(
  "a manager takes the lost second factor away, is named for it, and cannot sign in as that person",
  async ({ db, ctx }) => {
    const { desk, account, subject, organisation, real } = await employee(ctx, "publisher");
    const here = desk();
    await here.signIn();
    const { secret } = await setUp(here);
    const manager = await inTx(real, (inner) =>
      aStaff(inner, { organisationId: organisation.id, role: "manager" }),
    );
    const as = { ...real, actor: manager.actor, clock: at(noon) };
    await assert.rejects(
      city.perform(
        { ...real, actor: (await here.whoIs()) ?? real.actor },
        "people.reset-second-factor",
        { params: { account } },
        null,
      ),
      { id: "forbidden" },
      "not one's own",
    );
    await city.perform(as, "people.reset-second-factor", { params: { account } }, null);
    assert.equal(await here.whoIs(), null, "what was open ends");
    const next = desk("2026-06-12T05:00:00Z");
    await next.signIn();
    assert.deepEqual((await next.whoIs())?.grants, [], "a publisher sleeps until there is a new one");
    await setUp(next, "2026-06-12T05:00:00Z");
    assert.ok(((await next.whoIs())?.grants.length ?? 0) > 0);
    const evening = "2026-06-12T12:00:00Z";
    await assert.rejects(desk(evening).signIn(codeOf(secret, evening)), { id: "sign-in.wrong" });
    const row = await db.one<{ actor: string }>`
    select actor from platform.audit where what = 'staff.second-factor-reset' and subject = ${subject}`;
    assert.equal(row.actor, manager.subject);
    assert.deepEqual(
      (await noticesOf(db, subject)).map(({ key }) => key),
      ["notice.second-factor-reset"],
    );
  },
);

dbTest(
  "whoever lost password and second factor gets a first password, and is told by whom",
  async ({ db, ctx }) => {
    const { desk, account, subject, organisation, real } = await employee(ctx, "clerk");
    const here = desk();
    await here.signIn();
    const { recoveryCodes } = await setUp(here);
    const manager = await inTx(real, (inner) =>
      aStaff(inner, { organisationId: organisation.id, role: "manager" }),
    );
    const as = { ...real, actor: manager.actor, clock: at(noon) };
    const made = (await city.perform(as, "people.reset-staff", { params: { account } }, null)) as {
      password: string;
    };
    assert.equal(await here.whoIs(), null, "what was open ends");
    await assert.rejects(desk().signIn(recoveryCodes[0]), { id: "sign-in.wrong" }, "the old password");
    const next = desk();
    await next.signIn("", made.password);
    assert.deepEqual((await next.whoIs())?.grants, [], "somebody else knows this password");
    assert.deepEqual(
      (await noticesOf(db, subject)).map(({ key }) => key),
      ["notice.staff-reset"],
    );
  },
);
