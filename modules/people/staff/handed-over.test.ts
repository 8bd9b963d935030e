import assert from "node:assert/strict";
import { anOrganisation } from "#places/testing";
import type { Role } from "#platform/auth";
import { type Ctx, inTx } from "#platform/ctx";
import { newId } from "#platform/db";
import { dbTest } from "#platform/testing";
import { aStaff } from "../testing.ts";
import { giveGrant } from "./grants.ts";
import { followHandover, staffOn } from "./handed-over.ts";
import { grantsOf, staffOfPaths } from "./store.ts";

dbTest(
  "named staff go along or end, as both sides signed; nobody else is touched, and twice is once",
  async ({ ctx }) => {
    const { enterprise, community, moved, ended, stays } = await inTx(ctx, async (inner) => {
      const enterprise = await anOrganisation(inner, { kind: "enterprise" });
      const community = await anOrganisation(inner, { kind: "community" });
      const staff = (name: string) => aStaff(inner, { organisationId: enterprise.id, role: "clerk", name });
      return {
        enterprise,
        community,
        moved: await staff("张建军"),
        ended: await staff("赵淑芬"),
        stays: await staff("孙明"),
      };
    });
    const give = (account: string, role: Role) =>
      inTx(ctx, (inner) => giveGrant(inner, { account, role, organisation: enterprise.id }));
    await give(moved.account, "editor");
    await give(moved.account, "admin");
    // Later than what was signed: it ends with the rest and is not carried along.
    await give(moved.account, "reviewer");
    assert.deepEqual(
      (await staffOn(ctx, { organisationId: enterprise.id })).map(({ name, roles }) => [name, roles]),
      [
        ["孙明", ["clerk"]],
        ["张建军", ["admin", "clerk", "editor", "reviewer"]],
        ["赵淑芬", ["clerk"]],
      ],
    );
    const news = {
      id: newId(),
      type: "place.handed-over" as const,
      at: ctx.clock(),
      payload: {
        handoverId: newId(),
        placeId: newId(),
        fromOrganisationId: enterprise.id,
        toOrganisationId: community.id,
        on: "2026-06-12",
        staff: [
          { subject: moved.subject, choice: "move" as const, roles: ["admin", "clerk", "editor"] },
          { subject: ended.subject, choice: "end" as const, roles: ["clerk"] },
          { subject: newId(), choice: "end" as const, roles: ["clerk"] },
        ],
        stock: [],
      },
    };
    for (let told = 0; told < 2; told++) await inTx(ctx, (inner) => followHandover(inner, news));
    const held = async (base: Ctx, account: string) =>
      (await grantsOf(base.db, account, base.clock())).map(({ role, path }) => [role, path]);
    assert.deepEqual(await held(ctx, moved.account), [
      ["clerk", community.path],
      ["editor", community.path],
    ]);
    assert.deepEqual(await held(ctx, ended.account), []);
    assert.deepEqual(await held(ctx, stays.account), [["clerk", enterprise.path]]);
  },
);

dbTest(
  "the staff of an organisation are those who hold one of these roles on it now, not above or below, and not who has left",
  async ({ db, ctx }) => {
    const { street, station, alone, leaver } = await inTx(ctx, async (inner) => {
      const street = await anOrganisation(inner);
      const station = await anOrganisation(inner, { parentId: street.id });
      await aStaff(inner, { organisationId: street.id, role: "manager" });
      await aStaff(inner, { organisationId: station.id, role: "clerk" });
      const alone = await aStaff(inner, { organisationId: station.id, role: "manager" });
      await giveGrant(inner, { account: alone.account, role: "editor", organisation: station.id });
      const leaver = await aStaff(inner, { organisationId: station.id, role: "editor" });
      return { street, station, alone, leaver };
    });
    const staff = async (...orgPaths: string[]) =>
      (await staffOfPaths(db, { orgPaths, roles: ["manager", "editor"], now: ctx.clock() })).map(
        ({ orgPath, subject }) => `${orgPath} ${subject}`,
      );
    const of = ({ subject }: { subject: string }) => `${station.path} ${subject}`;
    assert.deepEqual((await staff(station.path)).sort(), [of(alone), of(leaver)].sort());
    await db.run`update people.staff set leaves_at = ${ctx.clock()} where account = ${leaver.account}`;
    assert.deepEqual(await staff(station.path), [of(alone)]);
    assert.equal((await staff(station.path, street.path)).length, 2);
  },
);
