import assert from "node:assert/strict";
import { anOrganisation } from "#places/testing";
import { type Actor, findSession } from "#platform/auth";
import { type Ctx, inTx, trueRandom } from "#platform/ctx";
import { newId } from "#platform/db";
import { Problem } from "#platform/errors";
import { performer } from "#platform/http";
import { at, dbTest } from "#platform/testing";
import { actorFor } from "../account/actor.ts";
import { leave } from "../leaving/leaving.ts";
import { may } from "../may.ts";
import { operations } from "../routes.ts";
import { aResident, aStaff } from "../testing.ts";
import { addStaff } from "./add-staff.ts";
import { endGrant, giveGrant } from "./grants.ts";

const city = performer(operations, { checkAnswers: true });
const noon = "2026-06-12T04:00:00Z";

/** Somebody at the desk: signs in, has a session, is who the session says. */
function desk(base: Ctx, instant = noon) {
  let token: string | null = null;
  const ctx: Ctx = {
    ...base,
    clock: at(instant),
    random: trueRandom,
    setSession: (fresh) => {
      token = fresh;
    },
  };
  const whoIs = async (): Promise<Actor | null> => {
    const session = token === null ? null : await findSession(ctx.db, token, ctx.clock());
    return session && actorFor(ctx, session);
  };
  const call = async (operation: string, input: object) =>
    city.perform(
      { ...ctx, sessionToken: token, actor: (await whoIs()) ?? ctx.actor },
      operation,
      input,
      null,
    );
  const signIn = (login: string, password: string, code = "") =>
    call("people.staff-sign-in", { body: { login, password, code } });
  return { ctx, call, signIn, whoIs, token: () => token };
}

async function employee(ctx: Ctx, role: "clerk" | "manager" = "clerk") {
  return inTx({ ...ctx, random: trueRandom, clock: at(noon) }, async (inner) => {
    const organisation = await anOrganisation(inner);
    const login = `li.mei.${newId().slice(-8)}`;
    const made = await addStaff(inner, { login, name: "李梅", organisation: organisation.id, role });
    return { ...made, login, organisation };
  });
}

const newPassword = "白杨河边的黄叶落了一地";

dbTest("a first password opens the door to one room only: changing it", async ({ ctx }) => {
  const { login, password, organisation } = await employee(ctx);
  const here = desk(ctx);
  assert.deepEqual(await here.signIn(` ${login.toUpperCase()} `, password), {
    mustChange: true,
    secondFactor: false,
    secondFactorNeeded: false,
  });
  assert.deepEqual((await here.whoIs())?.grants, []);
  await assert.rejects(
    here.call("people.change-password", { body: { current: password, next: "short" } }),
    (error) => {
      assert.deepEqual((error as Problem).faults, [{ field: "/body/next", id: "password.too-short" }]);
      return true;
    },
  );
  const elsewhere = desk(ctx);
  await elsewhere.signIn(login, password);
  await here.call("people.change-password", { body: { current: password, next: newPassword } });
  assert.equal(await elsewhere.whoIs(), null, "other sessions end");
  assert.deepEqual((await here.whoIs())?.grants, [{ role: "clerk", path: organisation.path }]);
  await assert.rejects(here.signIn(login, password), { id: "sign-in.wrong" });
});

dbTest(
  "the fifth wrong password locks the login, and the next locks it longer; unknown logins alike",
  async ({ ctx }) => {
    const { login, password } = await employee(ctx);
    for (const name of [login, `nobody.${newId().slice(-8)}`]) {
      for (let n = 1; n <= 5; n++)
        await assert.rejects(desk(ctx).signIn(name, "wrong password"), { id: "sign-in.wrong" });
      await assert.rejects(desk(ctx).signIn(name, "wrong password"), (error) => {
        assert.deepEqual([(error as Problem).id, (error as Problem).data.retryAfter], ["sign-in.locked", 60]);
        return true;
      });
      await assert.rejects(desk(ctx, "2026-06-12T04:01:00Z").signIn(name, "wrong password"), {
        id: "sign-in.wrong",
      });
      await assert.rejects(desk(ctx, "2026-06-12T04:02:00Z").signIn(name, "wrong password"), (error) => {
        assert.deepEqual([(error as Problem).id, (error as Problem).data.retryAfter], ["sign-in.locked", 60]);
        return true;
      });
    }
    await assert.rejects(desk(ctx, "2026-06-12T04:02:30Z").signIn(login, password), { id: "sign-in.locked" });
    await desk(ctx, "2026-06-12T04:03:00Z").signIn(login, password);
    await assert.rejects(
      desk(ctx, "2026-06-12T04:03:00Z").signIn(login, "wrong password"),
      { id: "sign-in.wrong" },
      "counted anew",
    );
  },
);

dbTest("twenty guesses at once are five guesses", async ({ ctx }) => {
  const { login } = await employee(ctx);
  const results = await Promise.allSettled(
    Array.from({ length: 20 }, () => desk(ctx).signIn(login, "wrong password")),
  );
  const ids = results.map((result) =>
    result.status === "rejected" && result.reason instanceof Problem ? result.reason.id : "in",
  );
  assert.deepEqual(
    [ids.filter((id) => id === "sign-in.wrong").length, ids.filter((id) => id === "sign-in.locked").length],
    [5, 15],
  );
});

dbTest("when somebody leaves every role ends and every session dies", async ({ ctx }) => {
  const { login, password, account } = await employee(ctx);
  const here = desk(ctx);
  await here.signIn(login, password);
  const other = await inTx(ctx, (inner) => anOrganisation(inner));
  await inTx(ctx, (inner) =>
    giveGrant(inner, {
      account,
      role: "editor",
      organisation: other.id,
      from: "2026-09-01T00:00:00Z",
      to: "2027-01-01T00:00:00Z",
    }),
  );
  assert.deepEqual(await inTx(ctx, (inner) => leave(inner, account)), { ended: 2 });
  assert.equal(await here.whoIs(), null);
  assert.equal(await actorFor(ctx, { account, actingFor: null }), null);
  await assert.rejects(here.signIn(login, password), { id: "sign-in.wrong" });
  assert.deepEqual(await inTx(ctx, (inner) => leave(inner, account)), { ended: 0 });
  await assert.rejects(
    inTx(ctx, (inner) => giveGrant(inner, { account, role: "clerk", organisation: other.id })),
    { id: "staff.left" },
  );
});

dbTest("a role holds from its first moment to its last", async ({ ctx }) => {
  const { account, organisation } = await inTx(ctx, async (inner) => {
    const organisation = await anOrganisation(inner);
    const { account } = await aStaff(inner, { organisationId: organisation.id, role: "clerk" });
    await inner.db.run`update people.staff set must_change = false where account = ${account}`;
    const from = "2026-07-01T00:00:00Z";
    await giveGrant(inner, {
      account,
      role: "editor",
      organisation: organisation.id,
      from,
      to: "2026-08-01T00:00:00Z",
    });
    return { account, organisation };
  });
  const rolesAt = async (instant: string) =>
    (await actorFor({ ...ctx, clock: at(instant) }, { account, actingFor: null }))?.grants
      .map(({ role }) => role)
      .sort();
  assert.deepEqual(await rolesAt("2026-06-30T23:59:59Z"), ["clerk"]);
  assert.deepEqual(await rolesAt("2026-07-01T00:00:00Z"), ["clerk", "editor"]);
  assert.deepEqual(await rolesAt("2026-07-31T23:59:59Z"), ["clerk", "editor"]);
  assert.deepEqual(await rolesAt("2026-08-01T00:00:00Z"), ["clerk"]);
  const again = { account, role: "editor", organisation: organisation.id } as const;
  await assert.rejects(
    inTx(ctx, (inner) => giveGrant(inner, { ...again, from: "2026-07-15T00:00:00Z" })),
    { id: "grant.held" },
  );
  const { id } = await inTx(ctx, (inner) => giveGrant(inner, { ...again, from: "2026-08-01T00:00:00Z" }));
  await inTx(ctx, (inner) => endGrant(inner, id));
  assert.deepEqual(await rolesAt("2026-09-01T00:00:00Z"), ["clerk"], "ended before it began");
  await assert.rejects(
    inTx(ctx, (inner) =>
      giveGrant(inner, { ...again, from: "2026-09-01T00:00:00Z", to: "2026-09-01T00:00:00Z" }),
    ),
    { id: "input.invalid" },
  );
});

dbTest("a manager does what the others do, and gives only what a manager gives", async ({ ctx }) => {
  await inTx(ctx, async (inner) => {
    const top = await anOrganisation(inner);
    const below = await anOrganisation(inner, { parentId: top.id });
    const beside = await anOrganisation(inner);
    const { actor } = await aStaff(inner, { organisationId: top.id, role: "manager" });
    for (const path of [top.path, below.path]) {
      for (const role of ["clerk", "publisher", "manager"] as const)
        assert.ok(may["grant.set"](actor, { role, path }), role);
      for (const role of ["admin", "auditor"] as const)
        assert.ok(!may["grant.set"](actor, { role, path }), role);
    }
    assert.ok(!may["grant.set"](actor, { role: "clerk", path: beside.path }));

    const lent = await aStaff(inner, { organisationId: below.id, role: "clerk" });
    const held = [{ role: "clerk" as const, path: below.path }];
    assert.ok(may["staff.over"](actor, { account: lent.account, grants: held }));
    assert.ok(
      !may["staff.over"](actor, {
        account: lent.account,
        grants: [...held, { role: "clerk", path: beside.path }],
      }),
    );
    assert.ok(
      !may["staff.over"](actor, {
        account: lent.account,
        grants: [...held, { role: "admin", path: below.path }],
      }),
    );
    assert.ok(!may["staff.over"](actor, { account: actor.account ?? "", grants: held }), "not over oneself");
    assert.ok(
      !may["staff.over"](actor, { account: lent.account, grants: [] }),
      "without roles only an administrator",
    );
    assert.ok(!may["grant.set"]((await aResident(inner)).actor, { role: "clerk", path: below.path }));
  });
});

dbTest("the list of staff shows whom one manages, page by page, with what one may do", async ({ ctx }) => {
  const { manager, top } = await inTx(ctx, async (inner) => {
    const top = await anOrganisation(inner);
    const below = await anOrganisation(inner, { parentId: top.id });
    const manager = await aStaff(inner, { organisationId: top.id, role: "manager" });
    for (let n = 0; n < 3; n++) await aStaff(inner, { organisationId: below.id, role: "clerk" });
    await aStaff(inner, { organisationId: (await anOrganisation(inner)).id, role: "clerk" });
    return { manager, top };
  });
  const as = { ...ctx, actor: manager.actor };
  const page = (query: object) =>
    city.perform(as, "people.staff", { query: { organisation: top.id, ...query } }, null);
  interface Answer {
    items: { account: string; login: string; can: string[]; grants: { can: string[] }[] }[];
    next: string | null;
    canGive: string[];
  }
  const first = (await page({ limit: 3 })) as Answer;
  const second = (await page({ limit: 3, after: first.next })) as Answer;
  const all = [...first.items, ...second.items];
  assert.deepEqual([first.items.length, second.items.length, second.next], [3, 1, null]);
  assert.equal(new Set(all.map(({ account }) => account)).size, 4);
  for (const one of all) {
    assert.deepEqual(one.can, one.account === manager.account ? [] : ["cover", "reset", "leave"]);
    assert.deepEqual(
      one.grants.map(({ can }) => can),
      [["end"]],
    );
  }
  assert.deepEqual(first.canGive, ["clerk", "editor", "reviewer", "publisher", "manager"]);
});

dbTest("a password everybody can read is one of a demo only", async ({ ctx }) => {
  const { organisation, login } = await employee(ctx);
  const add = (demo: boolean) =>
    inTx({ ...ctx, random: trueRandom, city: { ...ctx.city, demo } }, (inner) =>
      addStaff(inner, {
        login: `${login}-${demo}`,
        name: "另一个人",
        organisation: organisation.id,
        role: "clerk",
        password: "wenmai-demo",
      }),
    );
  await assert.rejects(add(false), (error: Problem) => error.faults[0]?.id === "password.plain");
  await add(true);
});

dbTest("a login belongs to one person", async ({ ctx }) => {
  const { login, organisation } = await employee(ctx);
  const again = { login, name: "另一个人", organisation: organisation.id, role: "clerk" } as const;
  await assert.rejects(
    inTx({ ...ctx, random: trueRandom }, (inner) => addStaff(inner, again)),
    { id: "staff.login-taken" },
  );
  await assert.rejects(
    inTx({ ...ctx, random: trueRandom }, (inner) => addStaff(inner, { ...again, login: "李梅", name: " " })),
    (error) => {
      assert.deepEqual(
        (error as Problem).faults.map(({ field, id }) => `${field} ${id}`),
        ["/body/login login.form", "/body/name name.empty"],
      );
      return true;
    },
  );
});

dbTest("a desk session lasts twelve hours", async ({ ctx }) => {
  const { login, password, account } = await employee(ctx);
  const here = desk(ctx);
  await here.signIn(login, password);
  const token = here.token() ?? "";
  assert.equal((await findSession(ctx.db, token, at("2026-06-12T15:59:59Z")()))?.account, account);
  assert.equal(await findSession(ctx.db, token, at("2026-06-12T16:00:00Z")()), null);
});

dbTest(
  "colleagues to choose from: those who work nearest first, not all of them, and everybody by name",
  async ({ ctx }) => {
    const { manager, clerk, near } = await inTx(
      { ...ctx, random: trueRandom, clock: at(noon) },
      async (inner) => {
        const bureau = await anOrganisation(inner);
        const library = await anOrganisation(inner, { parentId: bureau.id });
        const station = await anOrganisation(inner, { parentId: bureau.id });
        const manager = await aStaff(inner, { organisationId: bureau.id, role: "manager" });
        const clerk = await aStaff(inner, { organisationId: library.id, role: "clerk" });
        for (let n = 0; n < 45; n++)
          await aStaff(inner, { organisationId: station.id, role: "clerk", name: `远方${n}` });
        const near = await aStaff(inner, { organisationId: library.id, role: "clerk", name: "邻桌" });
        return { manager, clerk, near };
      },
    );
    const ask = async (query: object) =>
      (await city.perform(
        { ...ctx, clock: at(noon), actor: manager.actor },
        "people.staff-member",
        { params: { account: clerk.account }, query },
        null,
      )) as {
        colleagues: { account: string; name: string }[];
        moreColleagues: boolean;
      };
    const all = await ask({});
    assert.equal(all.colleagues[0]?.account, near.account);
    assert.ok(all.moreColleagues && all.colleagues.length < 45);
    assert.ok(all.colleagues.every(({ account }) => account !== clerk.account));
    const found = await ask({ colleague: "远方44" });
    assert.deepEqual([found.colleagues.map(({ name }) => name), found.moreColleagues], [["远方44"], false]);
  },
);
