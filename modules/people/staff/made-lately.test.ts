import assert from "node:assert/strict";
import { anOrganisation } from "#places/testing";
import { type Ctx, inTx } from "#platform/ctx";
import { dbTest } from "#platform/testing";
import { aStaff } from "../testing.ts";
import { addStaff, resetStaff } from "./add-staff.ts";
import { hasMadeLately } from "./made-lately.ts";

dbTest(
  "who gave somebody an account or a new password is not answered by them for thirty days",
  async ({ ctx }) => {
    const [maker, old, fresh] = await inTx(ctx, async (inner) => {
      const organisation = await anOrganisation(inner);
      const manager = await aStaff(inner, { organisationId: organisation.id, role: "manager" });
      const colleague = await aStaff(inner, { organisationId: organisation.id, role: "manager" });
      const as = { ...inner, actor: manager.actor };
      const login = `made-${Date.now()}`;
      const { account } = await addStaff(as, {
        login,
        name: "新同事",
        role: "manager",
        organisation: organisation.id,
      });
      const { subject } = await inner.db.one<{
        subject: string;
      }>`select subject from people.account where id = ${account}`;
      return [manager.actor, colleague.actor, subject] as const;
    });
    const made = (who: Ctx, subject: string | null) => hasMadeLately(who, maker.subject ?? "", subject ?? "");
    assert.deepEqual([await made(ctx, fresh), await made(ctx, old.subject)], [true, false]);
    assert.equal(await hasMadeLately(ctx, old.subject ?? "", fresh), false, "somebody else did");
    const later = { ...ctx, clock: () => ctx.clock().add({ hours: 31 * 24 }) };
    assert.equal(await made(later, fresh), false);
    await inTx({ ...later, actor: maker }, (inner) => resetStaff(inner, old.account ?? ""));
    assert.equal(await made(later, old.subject), true);
  },
);
