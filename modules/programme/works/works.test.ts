import assert from "node:assert/strict";
import { anOrganisation } from "#places/testing";
import { inTx } from "#platform/ctx";
import { Problem } from "#platform/errors";
import { dbTest } from "#platform/testing";
import { anEvent, someStaff } from "../testing.ts";
import { mayPublishWork, mayWriteWork } from "./may.ts";
import { aWork, workText } from "./testing.ts";
import { edit, listPublished, publish, setShowing, showForDesk, showWork } from "./works.ts";

const refusal = (id: string) => (error: unknown) => error instanceof Problem && error.id === id;

dbTest(
  "a work is public when somebody has published it, with the events that show it; taken back it is not",
  async ({ ctx }) => {
    const { id: organisationId } = await inTx(ctx, (inner) => anOrganisation(inner));
    const { id, version } = await aWork(ctx, organisationId, { published: false });
    await assert.rejects(showWork(ctx, id), refusal("not-found"));
    const event = await anEvent(ctx, { organisationId });
    const draft = await anEvent(ctx, { organisationId, until: "draft" });
    const show = (eventId: string) => inTx(ctx, (inner) => setShowing(inner, { id, eventId, shown: true }));
    await assert.rejects(show(draft.id), refusal("not-found"));
    await show(event.id);
    await show(event.id);
    const next = await inTx(ctx, (inner) => publish(inner, { id, version, published: true }));
    const shown = await showWork(ctx, id);
    assert.deepEqual(
      shown.showings.map((one) => one.id),
      [event.id],
    );
    assert.deepEqual(
      (await listPublished(ctx, "dance")).items.map((row) => row.id),
      [id],
    );
    assert.deepEqual((await listPublished(ctx, "novel")).items, []);
    await assert.rejects(
      inTx(ctx, (inner) => edit(inner, { id, version, work: workText() })),
      refusal("event.changed-meanwhile"),
    );
    await inTx(ctx, (inner) => publish(inner, { ...next, published: false }));
    await assert.rejects(showWork(ctx, id), refusal("not-found"));
  },
);

dbTest("editors write drafts, whoever publishes changes what is public", async ({ ctx }) => {
  const organisation = await inTx(ctx, (inner) => anOrganisation(inner));
  const editor = await inTx(ctx, (inner) => someStaff(inner, organisation.path, "editor"));
  const publisher = await inTx(ctx, (inner) => someStaff(inner, organisation.path, "publisher"));
  const of = (publishedAt: string | null) => ({ orgPath: organisation.path, publishedAt });
  assert.deepEqual([mayWriteWork(editor, of(null)), mayWriteWork(editor, of("now"))], [true, false]);
  assert.deepEqual([mayWriteWork(publisher, of("now")), mayPublishWork(editor, of(null))], [true, false]);
  const { id } = await aWork(ctx, organisation.id);
  assert.deepEqual((await showForDesk({ ...ctx, actor: publisher }, id)).can, ["write", "publish"]);
});
