import assert from "node:assert/strict";
import { type Actor, anonymous, newSubject, type Role } from "#platform/auth";
import { type Ctx, inTx } from "#platform/ctx";
import { newId } from "#platform/db";
import { setOnePersonRule, setReviewRule, staffOfPaths } from "#platform/publishing";
import { fill, joinSlots } from "#platform/slots";
import { dbTest } from "#platform/testing";
import { anOrganisation } from "../testing.ts";
import { reviewRulesView } from "./rules-view.ts";

async function holding(ctx: Ctx, role: Role, path: string): Promise<Ctx & { actor: Actor }> {
  const subject = await inTx(ctx, (inner) => newSubject(inner.db, inner));
  return {
    ...ctx,
    actor: { ...anonymous, kind: "staff", account: subject, subject, grants: [{ role, path }] },
  };
}

dbTest(
  "reviews asked for and one-person stations stand in one list; saying it again writes nothing",
  async ({ db, ctx: base }) => {
    let staff = [newId()];
    const ctx = {
      ...base,
      slots: joinSlots([
        fill(staffOfPaths, async (_ctx, { orgPaths }) =>
          orgPaths.flatMap((orgPath) => staff.map((subject) => ({ orgPath, subject }))),
        ),
      ]),
    };
    const street = await inTx(ctx, (inner) => anOrganisation(inner));
    const station = await inTx(ctx, (inner) => anOrganisation(inner, { parentId: street.id }));
    const above = await holding(ctx, "manager", street.path);
    const own = { id: station.id, name: station.name };
    const shown = async () => (await reviewRulesView(above, {})).items;
    for (let said = 0; said < 2; said++)
      await inTx(above, (inner) =>
        setOnePersonRule(inner, { orgPath: station.path, allowed: true, reason: "编制一人" }),
      );
    assert.deepEqual(await shown(), [
      { organisation: own, review: null, alone: { reason: "编制一人", applies: true } },
    ]);
    await inTx(above, (inner) =>
      setReviewRule(inner, { orgPath: station.path, reviews: 3, proofs: 1, reason: "三审" }),
    );
    const review = { reviews: 3, proofs: 1, reason: "三审" };
    staff = [...staff, newId()];
    assert.deepEqual(await shown(), [
      { organisation: own, review, alone: { reason: "编制一人", applies: false } },
    ]);
    for (let said = 0; said < 2; said++)
      await inTx(above, (inner) =>
        setOnePersonRule(inner, { orgPath: station.path, allowed: false, reason: "来了同事" }),
      );
    assert.deepEqual(await shown(), [{ organisation: own, review, alone: null }]);
    const audited = await db.many<{ what: string }>`
    select what from platform.audit where target = ${station.path} order by seq`;
    assert.deepEqual(
      audited.map(({ what }) => what),
      ["one-person-rule.begun", "review-rule.set", "one-person-rule.ended"],
    );
  },
);

dbTest(
  "those one may say it for are offered by name, and of many the first; rules come page by page",
  async ({ db, ctx }) => {
    const street = await inTx(ctx, (inner) => anOrganisation(inner));
    await db.run`
    insert into places.organisation (id, label, parent_path, kind, name)
    select gen_random_uuid(), 's' || n, ${street.path}, 'community', '第' || n || '社区' from generate_series(1, 120) n`;
    await db.run`
    insert into platform.review_rule (id, org_path, reviews, proofs, since, set_by, reason)
    select gen_random_uuid(), path, 1, 0, now(), ${newId()}, '快办' from places.organisation where parent_path = ${street.path}`;
    const manager = await holding(ctx, "manager", street.path);
    const first = await reviewRulesView(manager, {});
    assert.deepEqual([first.organisations.length, first.more, first.items.length], [50, true, 100]);
    const rest = await reviewRulesView(manager, { after: first.next ?? "" });
    assert.deepEqual([rest.items.length, rest.next], [20, null]);
    const named = await reviewRulesView(manager, { q: "第117" });
    assert.deepEqual([named.organisations.map(({ name }) => name), named.more], [["第117社区"], false]);
    const offeredTo = async (role: Role) =>
      (await reviewRulesView(await holding(ctx, role, street.path), { q: street.name })).organisations.length;
    assert.deepEqual(
      [await offeredTo("admin"), await offeredTo("manager"), await offeredTo("editor")],
      [1, 0, 0],
      "a manager does not say it for their own organisation",
    );
  },
);
