import assert from "node:assert/strict";
import { anOrganisation } from "#places/testing";
import { findSession, staffLeaving } from "#platform/auth";
import { type Ctx, inTx, trueRandom } from "#platform/ctx";
import { newId } from "#platform/db";
import { performer } from "#platform/http";
import { fill, joinSlots } from "#platform/slots";
import { at, dbTest } from "#platform/testing";
import { nameOfSubject } from "../account/account.ts";
import { actorFor } from "../account/actor.ts";
import { operations } from "../routes.ts";
import { addStaff } from "../staff/add-staff.ts";
import { aStaff, noticesOf } from "../testing.ts";
import { carryOutDue } from "./leaving.ts";
import { stuckLeavings } from "./store.ts";

const city = performer(operations, { checkAnswers: true });
const noon = "2026-06-12T04:00:00Z";
const newPassword = "白杨河边的黄叶落了一地";

/** A later module with one thing of everybody's, until it is settled. */
function withDraft(base: Ctx, isSettled: () => boolean = () => false): Ctx {
  const line = {
    ref: "draft 1",
    key: "act.other",
    values: { what: "草稿" },
    href: "/desk/events/1",
  };
  return {
    ...base,
    random: trueRandom,
    clock: at(noon),
    slots: joinSlots([fill(staffLeaving, async () => (isSettled() ? [] : [line]))]),
  };
}

/** A house with a manager, a clerk who signs in on two machines, and a colleague. */
async function house(ctx: Ctx) {
  const made = await inTx(ctx, async (inner) => {
    const top = await anOrganisation(inner);
    const manager = await aStaff(inner, { organisationId: top.id, role: "manager", name: "馆长" });
    const colleague = await aStaff(inner, { organisationId: top.id, role: "editor", name: "小王" });
    const login = `gu.li.${newId().slice(-8)}`;
    const clerk = await addStaff(inner, {
      login,
      name: "古丽",
      organisation: top.id,
      role: "clerk",
      password: newPassword,
    });
    await inner.db.run`update people.staff set must_change = false`;
    const { subject } = await inner.db.one<{ subject: string }>`
      select subject from people.account where id = ${clerk.account}`;
    return { top, manager, colleague, clerk: { ...clerk, subject }, login };
  });
  const session = async (instant = noon) => {
    let token = "";
    await city.perform(
      {
        ...ctx,
        clock: at(instant),
        setSession: (fresh) => {
          token = fresh ?? "";
        },
      },
      "people.staff-sign-in",
      { body: { login: made.login, password: newPassword, code: "" } },
      null,
    );
    return token;
  };
  /** Who an open session is at a moment; null when it is nobody's. */
  const whoIs = async (token: string, instant = noon) => {
    const clock = at(instant);
    const open = await findSession(ctx.db, token, clock());
    return open && actorFor({ ...ctx, clock }, open);
  };
  const perform = (operation: string, input: object, instant = noon, account = made.manager.account) =>
    actorFor({ ...ctx, clock: at(instant) }, { account, actingFor: null }).then((actor) =>
      city.perform(
        { ...ctx, clock: at(instant), channel: "desk", actor: actor ?? ctx.actor },
        operation,
        input,
        null,
      ),
    );
  const leaves = (differs: object = {}, instant = noon) =>
    perform(
      "people.staff-leaves",
      {
        params: { account: made.clerk.account },
        body: { lastDay: null, successor: null, passRoles: false, lines: [], ...differs },
      },
      instant,
    ) as Promise<{ id: string; done: boolean }>;
  const document = (id: string, instant = noon, account?: string) =>
    perform("people.leaving", { params: { id } }, instant, account) as Promise<{
      state: string;
      successor: string | null;
      lines: { ref: string; text: string; takenBy: string | null }[];
      can: string[];
    }>;
  return { ...made, session, whoIs, perform, leaves, document };
}

dbTest("a clerk leaves and every open session is nobody's in the same moment", async ({ db, ctx: base }) => {
  const ctx = withDraft(base);
  const { session, whoIs, leaves, clerk, login, top, perform } = await house(ctx);
  const [desk, phone] = [await session(), await session()];
  assert.equal((await whoIs(phone))?.grants.length, 1);
  assert.deepEqual((await leaves()).done, true);
  for (const token of [desk, phone]) assert.equal(await whoIs(token), null);
  await assert.rejects(session(), { id: "sign-in.wrong" });
  await assert.rejects(session("2026-07-12T04:00:00Z"), { id: "sign-in.wrong" }, login);
  await assert.rejects(
    perform("people.give-grant", { body: { account: clerk.account, role: "clerk", organisation: top.id } }),
    { id: "staff.left" },
  );
  assert.equal(await nameOfSubject(db, clerk.subject), "古丽", "what they did keeps their name");
  const { left } = await db.one<{ left: Record<string, unknown> }>`
    select row_to_json(s) as left from people.staff s where account = ${clerk.account}`;
  assert.deepEqual(
    [left.password_hash, left.totp_sealed, left.totp_confirmed_at, left.recovery],
    [null, null, null, []],
  );
  // A session that somehow survived would still be nobody's.
  await db.run`
    insert into platform.session (token_hash, account, channel, created_at, seen_at, expires_at)
    values (sha256('old'), ${clerk.account}, 'desk', ${at(noon)()}, ${at(noon)()}, ${at("2026-06-13T04:00:00Z")()})`;
  assert.equal(await actorFor(ctx, { account: clerk.account, actingFor: null }), null);
});

dbTest("with a last day everything ends with that day, before any job has run", async ({ db, ctx: base }) => {
  const ctx = withDraft(base);
  const { session, whoIs, leaves, document, clerk, colleague, manager, perform, top } = await house(ctx);
  await perform("people.make-cover", {
    params: { account: clerk.account },
    body: { standIn: colleague.account, from: "2026-06-12", through: "2026-07-12", pauses: false },
  });
  const { id, done } = await leaves({ lastDay: "2026-06-30" });
  assert.equal(done, false);
  const lastEvening = await session("2026-06-30T15:59:00Z");
  assert.equal((await whoIs(lastEvening, "2026-06-30T15:59:59Z"))?.grants.length, 1);
  assert.equal(await whoIs(lastEvening, "2026-06-30T16:00:00Z"), null);
  const standIn = (instant: string) =>
    actorFor({ ...ctx, clock: at(instant) }, { account: colleague.account, actingFor: null });
  assert.equal((await standIn("2026-06-30T15:59:59Z"))?.grants.length, 2);
  assert.equal((await standIn("2026-06-30T16:00:00Z"))?.grants.length, 1, "the cover ends with it");
  await assert.rejects(session("2026-06-30T16:00:00Z"), { id: "sign-in.wrong" });

  const after = { ...ctx, clock: at("2026-06-30T16:01:00Z") };
  assert.equal(await carryOutDue(after), 1);
  assert.equal(await carryOutDue(after), 0);
  assert.equal((await document(id, "2026-06-30T16:01:00Z")).state, "done");
  const { status } = await db.one<{ status: string }>`
    select status from people.account where id = ${clerk.account}`;
  assert.equal(status, "left");
  const { items } = (await perform(
    "people.acts",
    { query: { organisation: top.id } },
    "2026-07-01T00:00:00Z",
  )) as {
    items: { what: string; by: string | null }[];
  };
  assert.ok(items.some(({ what, by }) => what === "account.signed-in" && by === "古丽"));
  assert.ok(manager);
});

dbTest("a leaving that cannot be carried out does not hold up the next one", async ({ ctx: base }) => {
  let broken: string | null = null;
  const ctx = {
    ...withDraft(base),
    slots: joinSlots([
      fill(staffLeaving, async (_, { account }) => {
        if (account === broken) throw new Error("a module that cannot say what is in hand");
        return [];
      }),
    ]),
  };
  const { leaves, document, colleague, clerk, perform } = await house(ctx);
  const first = await leaves({ lastDay: "2026-06-29" });
  const next = (await perform("people.staff-leaves", {
    params: { account: colleague.account },
    body: { lastDay: "2026-06-30", successor: null, passRoles: false, lines: [] },
  })) as { id: string };
  broken = clerk.account;
  const later = "2026-06-30T16:01:00Z";
  assert.equal(await carryOutDue({ ...ctx, clock: at(later) }), 1);
  assert.equal((await document(next.id, later)).state, "done");
  assert.notEqual((await document(first.id, later)).state, "done");
  const stuck = (paths: string[]) => stuckLeavings(ctx.db, paths, at("2026-06-30T18:00:00Z")());
  assert.deepEqual(
    (await stuck([""])).map(({ id }) => id),
    [first.id],
  );
  assert.deepEqual(await stuck(["elsewhere."]), []);
  broken = null;
  assert.equal(await carryOutDue({ ...ctx, clock: at(later) }), 1, "it is tried again");
  assert.equal((await document(first.id, later)).state, "done");
});

dbTest(
  "the document says what goes to whom; the successor is told, sees it and gets the roles",
  async ({ db, ctx: base }) => {
    const ctx = withDraft(base);
    const { leaves, document, perform, clerk, colleague, manager, top } = await house(ctx);
    const draft = (await perform("people.leaving-draft", { params: { account: clerk.account } })) as {
      lines: { ref: string; text: string }[];
    };
    assert.deepEqual(
      draft.lines.map(({ text }) => text),
      ["“柜台”角色 · 测试图书馆。离职后还有 1 人担任", "办理了一项业务（草稿）"],
      "the manager holds it too",
    );
    const { id } = await leaves({
      successor: colleague.account,
      passRoles: true,
      lines: [{ ref: "draft 1", to: manager.account }],
    });
    const seen = await document(id, noon, colleague.account);
    assert.equal(seen.successor, "小王");
    assert.deepEqual(
      seen.lines.map(({ takenBy }) => takenBy),
      ["小王", "馆长"],
    );
    assert.deepEqual(
      (await noticesOf(db, colleague.subject)).map(({ key, href }) => [key, href]),
      [["notice.taken-over", `/desk/leavings/${id}`]],
    );
    const actor = await actorFor(ctx, { account: colleague.account, actingFor: null });
    assert.deepEqual(
      actor?.grants.map(({ role }) => role).sort(),
      ["clerk", "editor"],
      "the role went over in the same moment",
    );
    const stranger = await inTx(ctx, (inner) => aStaff(inner, { organisationId: top.id, role: "reviewer" }));
    await inTx(ctx, (inner) => inner.db.run`update people.staff set must_change = false`);
    await assert.rejects(document(id, noon, stranger.account), { id: "forbidden" });
  },
);

dbTest("at the moment itself stock is taken anew", async ({ ctx: base }) => {
  let settled = false;
  const ctx = withDraft(base, () => settled);
  const { leaves, document, colleague } = await house(ctx);
  const { id } = await leaves({ lastDay: "2026-06-12", successor: colleague.account });
  assert.equal((await document(id)).lines.length, 2);
  settled = true;
  await carryOutDue({ ...ctx, clock: at("2026-06-12T16:00:00Z") });
  assert.deepEqual(
    (await document(id, "2026-06-12T16:00:00Z")).lines.map(({ ref }) => ref.split(" ")[0]),
    ["grant"],
  );
});

dbTest("a leaving is called off before its moment, and not after", async ({ ctx: base }) => {
  const ctx = withDraft(base);
  const { leaves, document, perform, session, whoIs, clerk } = await house(ctx);
  const { id } = await leaves({ lastDay: "2026-06-30" });
  await assert.rejects(leaves({ lastDay: "2026-06-29" }), { id: "leaving.begun" });
  assert.deepEqual((await document(id)).can, ["call-off"]);
  assert.deepEqual((await document(id, noon, clerk.account)).can, [], "not by the one who leaves");
  await perform("people.call-off-leaving", { params: { id } });
  const token = await session("2026-07-01T01:00:00Z");
  assert.equal((await whoIs(token, "2026-07-01T01:00:00Z"))?.grants.length, 1);
  const again = await leaves({}, "2026-07-01T01:00:00Z");
  assert.equal(again.done, true);
  await assert.rejects(
    perform("people.call-off-leaving", { params: { id: again.id } }, "2026-07-01T01:00:00Z"),
    { id: "forbidden" },
    "nobody is over somebody without roles but an administrator",
  );
});

dbTest("who takes over works here until then, and is somebody else", async ({ ctx: base }) => {
  const ctx = withDraft(base);
  const { leaves, clerk, colleague, perform } = await house(ctx);
  const fault = (id: string, field = "/body/successor") => ({ faults: [{ field, id }] });
  await assert.rejects(leaves({ successor: clerk.account }), fault("leaving.to-oneself"));
  await assert.rejects(leaves({ passRoles: true }), fault("leaving.successor-missing"));
  await assert.rejects(leaves({ lastDay: "2026-06-11" }), fault("leaving.past", "/body/lastDay"));
  await perform("people.staff-leaves", {
    params: { account: colleague.account },
    body: { lastDay: "2026-06-20", successor: null, passRoles: false, lines: [] },
  });
  await assert.rejects(
    leaves({ lastDay: "2026-06-30", successor: colleague.account }),
    fault("leaving.taker-left"),
  );
});

dbTest("giving a role and leaving at once end without a role", async ({ db, ctx: base }) => {
  const ctx = withDraft(base);
  const { leaves, clerk, top, perform } = await house(ctx);
  const give = () =>
    perform("people.give-grant", { body: { account: clerk.account, role: "editor", organisation: top.id } });
  await Promise.allSettled([leaves(), give(), give(), give()]);
  const { count } = await db.one<{ count: number }>`
    select count(*)::int as count from people.role_grant
     where account = ${clerk.account} and (valid_to is null or valid_to > ${at(noon)()})`;
  assert.equal(count, 0);
});
