import assert from "node:assert/strict";
import { anOrganisation } from "#places/testing";
import { type Ctx, inTx } from "#platform/ctx";
import { dbTest } from "#platform/testing";
import { anEvent } from "../testing.ts";
import { type DeskListInput, listDesk } from "./list-desk.ts";

async function everyPage(ctx: Ctx, input: DeskListInput) {
  const ids: string[] = [];
  for (let cursor: string | undefined; ; ) {
    const page = await listDesk(ctx, { ...input, ...(cursor && { cursor }) });
    ids.push(...page.items.map(({ id }) => id));
    if (page.next === null) return ids;
    assert.equal(page.items.length, input.limit, "a page that is not the last is full");
    cursor = page.next;
  }
}

dbTest(
  "what waits for me is found below more newer work of others than a page holds",
  async ({ db, ctx }) => {
    const { id: organisationId } = await inTx(ctx, (inner) => anOrganisation(inner));
    const waiting = await anEvent(ctx, { organisationId, until: "approved" });
    const second = await anEvent(ctx, { organisationId, until: "checked" });
    const drafts = 3;
    for (let n = 0; n < drafts; n++) await anEvent(ctx, { organisationId, until: "submitted" });
    // As many as one reading holds, and more: copies of the newest, which wait for a reviewer.
    const others = await db.many<{ id: string }>`
    insert into programme.event (id, organisation_id, org_path, kind, title, mode, link, state, changed_at, made_at)
    select gen_random_uuid(), e.organisation_id, e.org_path, e.kind, e.title, e.mode, e.link, 'submitted', e.changed_at + n * interval '1 second', e.made_at
      from programme.event e, generate_series(1, 120) n where e.id = ${waiting.id} returning id`;
    assert.equal(others.length, 120);
    const own = { ...ctx, actor: waiting.publisher };
    const first = await listDesk(own, { mine: true, limit: 8 });
    assert.deepEqual(first.items.map(({ id }) => id).sort(), [waiting.id, second.id].sort());
    assert.equal(first.next, null);
    assert.deepEqual(
      (await everyPage(own, { mine: true, limit: 1 })).sort(),
      [waiting.id, second.id].sort(),
      "one at a time: none is left out, none comes twice",
    );
  },
);

dbTest("what is not public is listed by itself, whatever was published since", async ({ ctx }) => {
  const { id: organisationId } = await inTx(ctx, (inner) => anOrganisation(inner));
  const draft = await anEvent(ctx, { organisationId, until: "draft" });
  const other = await anEvent(ctx, { organisationId, until: "submitted" });
  for (let n = 0; n < 3; n++) await anEvent(ctx, { organisationId });
  const own = { ...ctx, actor: draft.editor };
  const all = await everyPage(own, { unpublished: true, limit: 1 });
  assert.deepEqual(all.sort(), [draft.id, other.id].sort());
});
