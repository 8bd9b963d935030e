import assert from "node:assert/strict";
import { anOrganisation } from "#places/testing";
import type { Role } from "#platform/auth";
import { inTx } from "#platform/ctx";
import { dbTest } from "#platform/testing";
import { makeCover } from "../cover/cover.ts";
import { leave } from "../leaving/leaving.ts";
import { aStaff } from "../testing.ts";
import { giveGrant } from "./grants.ts";
import { inCharge } from "./in-charge.ts";

dbTest(
  "the nearest holder of a role is in charge, else a manager, and nobody who has left",
  async ({ ctx }) => {
    const { bureau, library, branch, leaver } = await inTx(ctx, async (inner) => {
      const bureau = await anOrganisation(inner);
      const library = await anOrganisation(inner, { parentId: bureau.id });
      const branch = await anOrganisation(inner, { parentId: library.id });
      const hire = (organisationId: string, role: Role, name: string) =>
        aStaff(inner, { organisationId, role, name });
      await hire(bureau.id, "reviewer", "局审核");
      await hire(bureau.id, "admin", "管理员");
      await hire(library.id, "manager", "馆长");
      await hire(library.id, "editor", "馆编辑");
      const leaver = await hire(branch.id, "editor", "已离职");
      const later = await hire(branch.id, "clerk", "分馆");
      await giveGrant(inner, {
        account: later.account,
        role: "reviewer",
        organisation: branch.id,
        from: ctx.clock().add({ hours: 24 }).toString(),
      });
      return { bureau, library, branch, leaver };
    });
    await inTx(ctx, (inner) => leave(inner, leaver.account));
    const duties = [
      { role: "editor", path: branch.path },
      { role: "reviewer", path: branch.path },
      { role: "clerk", path: branch.path },
      { role: "admin", path: branch.path },
      { role: "reviewer", path: bureau.path },
      { role: "editor", path: bureau.path },
      { role: "auditor", path: library.path },
    ] as const;
    const name = await inCharge(ctx, duties);
    assert.deepEqual(duties.map(name), ["馆编辑", "馆长", "分馆", "管理员", "局审核", null, null]);
  },
);

dbTest("whoever stands in is in charge while the other's roles rest", async ({ ctx }) => {
  const { path, covered, standIn } = await inTx(ctx, async (inner) => {
    const { id: organisationId, path } = await anOrganisation(inner);
    const covered = await aStaff(inner, { organisationId, role: "reviewer", name: "休假的人" });
    const standIn = await aStaff(inner, { organisationId, role: "clerk", name: "代班的人" });
    return { path, covered: covered.account, standIn: standIn.account };
  });
  const name = async () => (await inCharge(ctx, [{ role: "reviewer", path }]))({ role: "reviewer", path });
  assert.equal(await name(), "休假的人");
  await inTx(ctx, (inner) =>
    makeCover(inner, { covered, standIn, pauses: true, from: "2026-06-12", through: "2026-06-19" }),
  );
  assert.equal(await name(), "代班的人");
});
