/** What two birthdays change: at 14 a young person may agree and sign in themself, at 18 guardianship ends. */
import { auditAll } from "#platform/audit";
import { type TxCtx, today } from "#platform/ctx";
import { consentAge, fullAge } from "../account/age.ts";
import { notify } from "../notices/notify.ts";
import * as store from "./store.ts";

/** A job that stood still for some days still tells; whoever is added later finds it on the page. */
const lateDays = 7;

/** Tells guardians, and the young person where they can read it, that somebody is 14. Each once. */
export async function tellFourteenth(ctx: TxCtx): Promise<void> {
  const to = today(ctx).subtract({ years: consentAge });
  const from = to.subtract({ days: lateDays });
  const wards = await store.wardsBorn(ctx.db, { from: from.toString(), to: to.toString() });
  for (const { ward, signsIn, guardian } of wards) {
    const about = { href: "/my/family", once: `fourteen ${ward}` };
    if (signsIn) await notify(ctx, { to: ward, kind: "family", key: "notice.fourteen", ...about });
    const values = { ward: { person: ward } };
    await notify(ctx, { to: guardian, kind: "family", key: "notice.ward-fourteen", values, ...about });
  }
}

/** Ends the guardianships of those who are of full age by today, and tells both sides. Returns how many. */
export async function endGuardianshipsByAge(ctx: TxCtx): Promise<number> {
  const born = today(ctx).subtract({ years: fullAge }).toString();
  const ended = await store.endByAge(ctx.db, born, ctx.clock());
  await auditAll(
    ctx,
    ended.map(({ id, ward }) => ({
      what: "relation.ended-by-age",
      on: { kind: "relation", id },
      subject: ward,
      detail: { kind: "guardian" },
    })),
  );
  for (const { ward, guardian } of ended) {
    const about = { href: "/my/family", once: `full-age ${ward}` };
    await notify(ctx, { to: ward, kind: "family", key: "notice.full-age", ...about });
    const values = { ward: { person: ward } };
    await notify(ctx, { to: guardian, kind: "family", key: "notice.ward-full-age", values, ...about });
  }
  return ended.length;
}
