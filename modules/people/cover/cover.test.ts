import assert from "node:assert/strict";
import { anOrganisation } from "#places/testing";
import { type Actor, holds } from "#platform/auth";
import { type Ctx, inTx } from "#platform/ctx";
import { performer } from "#platform/http";
import { at, dbTest } from "#platform/testing";
import { actorFor } from "../account/actor.ts";
import { operations } from "../routes.ts";
import { giveGrant } from "../staff/grants.ts";
import { aStaff, noticesOf } from "../testing.ts";

const city = performer(operations, { checkAnswers: true });
const noon = "2026-06-12T04:00:00Z";

/** A house with a manager, 古丽 at the counter who also publishes, and 小王, an editor: all under one bureau. */
async function house(base: Ctx) {
  const ctx = { ...base, clock: at(noon) };
  const made = await inTx(ctx, async (inner) => {
    const bureau = await anOrganisation(inner);
    const top = await anOrganisation(inner, { parentId: bureau.id });
    const manager = await aStaff(inner, { organisationId: top.id, role: "manager" });
    const clerk = await aStaff(inner, { organisationId: top.id, role: "clerk", name: "古丽" });
    const { id: publishes } = await giveGrant(inner, {
      account: clerk.account,
      role: "publisher",
      organisation: top.id,
    });
    const editor = await aStaff(inner, { organisationId: top.id, role: "editor", name: "小王" });
    await inner.db.run`update people.staff set must_change = false`;
    return { bureau, top, manager, clerk, editor, publishes };
  });
  /** Who somebody is at a moment, as their open session says. */
  const who = async (account: string, instant = noon): Promise<Actor> => {
    const actor = await actorFor({ ...ctx, clock: at(instant) }, { account, actingFor: null });
    assert.ok(actor);
    return actor;
  };
  const as =
    (account: string, instant = noon) =>
    async (operation: string, input: object) =>
      city.perform(
        { ...ctx, clock: at(instant), actor: await who(account, instant), channel: "desk" },
        operation,
        input,
        null,
      );
  const cover = (by: string, differs: object = {}) =>
    as(by)("people.make-cover", {
      params: { account: made.clerk.account },
      body: {
        standIn: made.editor.account,
        from: "2026-06-12",
        through: "2026-06-14",
        pauses: false,
        ...differs,
      },
    }) as Promise<{ id: string }>;
  return { ...made, ctx, who, as, cover };
}

const rolesOf = (actor: Actor, path: string) =>
  (["clerk", "editor", "publisher", "manager"] as const).filter((role) => holds(actor, role, path));

dbTest("a stand-in holds the colleague's roles for those days and not a moment longer", async ({ ctx }) => {
  const { who, cover, manager, clerk, editor, top } = await house(ctx);
  await cover(manager.account, { from: "2026-06-13" });
  const at = async (instant: string) => rolesOf(await who(editor.account, instant), top.path);
  assert.deepEqual(await at("2026-06-12T15:59:59Z"), ["editor"]);
  assert.deepEqual(await at("2026-06-12T16:00:00Z"), ["clerk", "editor", "publisher"]);
  assert.deepEqual(await at("2026-06-14T15:59:59Z"), ["clerk", "editor", "publisher"]);
  assert.deepEqual(await at("2026-06-14T16:00:00Z"), ["editor"]);
  assert.deepEqual(
    rolesOf(await who(clerk.account, "2026-06-13T04:00:00Z"), top.path),
    ["clerk", "publisher"],
    "the colleague's own stay",
  );
});

dbTest(
  "the colleague's own roles rest where that was chosen, and come back with the end",
  async ({ ctx }) => {
    const { who, as, cover, manager, clerk, top } = await house(ctx);
    const { id } = await cover(manager.account, { pauses: true });
    assert.deepEqual(rolesOf(await who(clerk.account), top.path), []);
    await assert.rejects(as(clerk.account)("people.end-cover", { params: { id } }), { id: "forbidden" });
    assert.deepEqual(rolesOf(await who(clerk.account, "2026-06-14T16:00:00Z"), top.path), [
      "clerk",
      "publisher",
    ]);
    await as(manager.account)("people.end-cover", { params: { id } });
    assert.deepEqual(rolesOf(await who(clerk.account), top.path), ["clerk", "publisher"]);
  },
);

dbTest(
  "a cover widens nothing: neither by what the colleague gets later nor by what ended",
  async ({ ctx }) => {
    const { who, as, cover, manager, clerk, editor, top, publishes } = await house(ctx);
    await cover(manager.account);
    await as(manager.account)("people.give-grant", {
      body: { account: clerk.account, role: "manager", organisation: top.id },
    });
    assert.deepEqual(rolesOf(await who(editor.account), top.path), ["clerk", "editor", "publisher"]);
    await as(manager.account)("people.end-grant", { params: { id: publishes } });
    assert.deepEqual(rolesOf(await who(editor.account), top.path), ["clerk", "editor"]);
  },
);

dbTest("a cover goes no further: what one holds for a colleague is not handed on", async ({ ctx }) => {
  const { ctx: base, who, as, cover, manager, clerk, editor, top } = await house(ctx);
  const third = await inTx(base, async (inner) => {
    const made = await aStaff(inner, { organisationId: top.id, role: "reviewer", name: "老赵" });
    await inner.db.run`update people.staff set must_change = false where account = ${made.account}`;
    return made;
  });
  await cover(manager.account);
  await as(manager.account)("people.allow-cover", {
    params: { account: editor.account, standIn: third.account },
  });
  await as(editor.account)("people.name-cover", {
    body: { standIn: third.account, from: "2026-06-12", through: "2026-06-13", pauses: false },
  });
  assert.deepEqual(
    rolesOf(await who(third.account), top.path),
    ["editor"],
    "not the clerk's, not the publisher's",
  );

  // Somebody who stands in for the manager decides nothing about roles, sign-ins or covers.
  const deputy = await who(editor.account);
  const forManager = { id: "0198c0de-0000-7000-8000-000000000001", subject: manager.subject };
  const standing: Actor = {
    ...deputy,
    grants: [...deputy.grants, { role: "manager", path: top.path, cover: forManager }],
  };
  const deputyCtx = { ...base, actor: standing };
  const perform = (operation: string, input: object) => city.perform(deputyCtx, operation, input, null);
  const refusals: [string, object][] = [
    ["people.give-grant", { body: { account: editor.account, role: "editor", organisation: top.id } }],
    ["people.reset-staff", { params: { account: clerk.account } }],
    [
      "people.make-cover",
      {
        params: { account: clerk.account },
        body: { standIn: third.account, from: "2026-06-12", through: "2026-06-12", pauses: false },
      },
    ],
    [
      "people.staff-leaves",
      {
        params: { account: clerk.account },
        body: { lastDay: null, successor: null, passRoles: false, lines: [] },
      },
    ],
  ];
  for (const [operation, input] of refusals)
    await assert.rejects(perform(operation, input), { id: "forbidden" }, operation);
  const list = (await perform("people.staff", { query: { organisation: top.id } })) as { items: unknown[] };
  assert.ok(list.items.length >= 4, "but sees who works there");
});

dbTest(
  "a manager of both makes it, nobody else; a person only for a colleague a manager allowed",
  async ({ ctx }) => {
    const { ctx: base, as, cover, who, manager, clerk, editor, top, bureau } = await house(ctx);
    const elsewhere = await inTx(base, async (inner) => {
      const beside = await anOrganisation(inner, { parentId: bureau.id });
      return aStaff(inner, { organisationId: beside.id, role: "manager" });
    });
    await inTx(base, (inner) => inner.db.run`update people.staff set must_change = false`);
    await assert.rejects(cover(elsewhere.account), { id: "forbidden" });
    await assert.rejects(cover(clerk.account), { id: "forbidden" }, "not for oneself");
    await assert.rejects(cover(manager.account, { standIn: elsewhere.account }), { id: "forbidden" });

    const own = { standIn: editor.account, from: "2026-06-12", through: "2026-06-14", pauses: true };
    const name = () => as(clerk.account)("people.name-cover", { body: own }) as Promise<{ id: string }>;
    await assert.rejects(name(), { id: "cover.not-allowed" });
    await as(manager.account)("people.allow-cover", {
      params: { account: clerk.account, standIn: editor.account },
    });
    const mine = (await as(clerk.account)("people.own-covers", {})) as { colleagues: { name: string }[] };
    assert.deepEqual(
      mine.colleagues.map(({ name: one }) => one),
      ["小王"],
    );
    const { id } = await name();
    await assert.rejects(name(), { id: "cover.held" });
    assert.deepEqual(rolesOf(await who(editor.account), top.path), ["clerk", "editor", "publisher"]);
    await as(clerk.account)("people.end-cover", { params: { id } });
    assert.deepEqual(rolesOf(await who(clerk.account), top.path), ["clerk", "publisher"], "taken back");
    await as(manager.account)("people.disallow-cover", {
      params: { account: clerk.account, standIn: editor.account },
    });
    await assert.rejects(name(), { id: "cover.not-allowed" });
  },
);

dbTest(
  "both are told, both pages and the list of staff show it, whoever stands in may give it back",
  async ({ db, ctx }) => {
    const { as, cover, manager, clerk, editor, top } = await house(ctx);
    const { id } = await cover(manager.account);
    for (const { subject } of [clerk, editor])
      assert.deepEqual(
        (await noticesOf(db, subject)).map(({ key }) => key),
        ["notice.cover-made"],
      );
    interface View {
      items: { id: string; running: boolean; can: string[] }[];
    }
    const own = (await as(editor.account)("people.own-covers", {})) as View;
    assert.deepEqual(
      own.items.map((one) => [one.id, one.running, one.can]),
      [[id, true, ["end"]]],
    );
    const theirs = (await as(clerk.account)("people.own-covers", {})) as View;
    assert.deepEqual(
      theirs.items.map((one) => [one.id, one.can]),
      [[id, []]],
      "made by the manager",
    );
    const { items } = (await as(manager.account)("people.staff", { query: { organisation: top.id } })) as {
      items: { account: string; covers: { id: string }[] }[];
    };
    assert.deepEqual(
      items
        .filter(({ covers }) => covers.some((one) => one.id === id))
        .map(({ account }) => account)
        .sort(),
      [clerk.account, editor.account].sort(),
    );
    await as(editor.account)("people.end-cover", { params: { id } });
    assert.deepEqual(((await as(editor.account)("people.own-covers", {})) as View).items, []);
  },
);

dbTest(
  "what only a cover allows names the cover in the audit; what one's own role allows does not",
  async ({ ctx }) => {
    const { ctx: base, as, cover, manager, clerk, editor, top } = await house(ctx);
    await cover(manager.account);
    const helper = await inTx(base, (inner) => aStaff(inner, { organisationId: top.id, role: "clerk" }));
    const note = async (by: string, paper: string) =>
      as(by)("people.note-paper-consent", {
        body: {
          organisation: top.id,
          name: "阿依努尔",
          phone: null,
          helper: (await loginOf(base, helper.account)) ?? "",
          paper,
          through: "2026-09-01",
        },
      });
    await note(editor.account, "2026-1");
    await note(clerk.account, "2026-2");
    const { items } = (await as(manager.account)("people.acts", { query: { organisation: top.id } })) as {
      items: { what: string; by: string; coverFor: string | null }[];
    };
    assert.deepEqual(
      items.filter(({ what }) => what === "helper.consented-to").map(({ by, coverFor }) => [by, coverFor]),
      [
        ["古丽", null],
        ["小王", "古丽"],
      ],
    );
    const only = (await as(manager.account)("people.acts", {
      query: { organisation: top.id, cover: true },
    })) as { items: { by: string; coverFor: string }[] };
    assert.ok(
      only.items.length > 0 && only.items.every(({ by, coverFor }) => by === "小王" && coverFor === "古丽"),
    );
  },
);

async function loginOf({ db }: Ctx, account: string): Promise<string | null> {
  return (
    (await db.maybeOne<{ login: string }>`select login from people.staff where account = ${account}`)
      ?.login ?? null
  );
}

dbTest("days that are past, backwards, too long or too far are refused at their field", async ({ ctx }) => {
  const { cover, manager, editor } = await house(ctx);
  const faultsOf = async (differs: object) => {
    const error: unknown = await cover(manager.account, differs).catch((thrown: unknown) => thrown);
    return (error as { faults: { field: string; id: string }[] }).faults.map(
      ({ field, id }) => `${field} ${id}`,
    );
  };
  assert.deepEqual(await faultsOf({ from: "2026-06-11" }), ["/body/from cover.past"]);
  assert.deepEqual(await faultsOf({ through: "2026-06-11" }), ["/body/through range.empty"]);
  assert.deepEqual(await faultsOf({ through: "2026-12-11" }), ["/body/through cover.long"]);
  assert.ok(editor);
});

dbTest("two managers at once make one cover", async ({ db, ctx }) => {
  const { cover, manager, clerk } = await house(ctx);
  const results = await Promise.allSettled(Array.from({ length: 8 }, () => cover(manager.account)));
  assert.equal(results.filter(({ status }) => status === "fulfilled").length, 1);
  const { count } = await db.one<{ count: number }>`
    select count(*)::int as count from people.cover where covered = ${clerk.account}`;
  assert.equal(count, 1);
});
