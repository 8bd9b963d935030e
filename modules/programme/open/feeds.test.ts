import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { aFacility, anOrganisation } from "#places/testing";
import { type Ctx, inTx } from "#platform/ctx";
import { dbTest } from "#platform/testing";
import { cancelSession } from "../changing/cancel.ts";
import { editSession } from "../changing/change-session.ts";
import { takeStep } from "../publishing/take-step.ts";
import { anEvent, aSession, sessionText } from "../testing.ts";
import { dataset, scheduledSessions, sessionSeries } from "./feeds.ts";

/** An hour later: what changed has settled. */
const later = (ctx: Ctx, hours = 1): Ctx => ({ ...ctx, clock: () => ctx.clock().add({ hours }) });
const organisation = (ctx: Ctx) => inTx(ctx, (inner) => anOrganisation(inner));

/** Follows a feed to its end as a stranger would, and answers what they then hold. */
async function followed(ctx: Ctx, feed: typeof sessionSeries, from: string | null = null, limit = 3) {
  const held = new Map<string, { state: string; data?: Record<string, unknown> }>();
  const order: [number, string][] = [];
  let next = from ?? `?limit=${limit}`;
  for (;;) {
    const asked = new URL(next, "https://x.example").searchParams;
    const page = await feed(ctx, {
      limit: Number(asked.get("limit")),
      ...(asked.has("afterId") && {
        afterId: asked.get("afterId") ?? "",
        afterTimestamp: Number(asked.get("afterTimestamp")),
      }),
    });
    for (const item of page.items) {
      held.set(item.id, item);
      order.push([item.modified, item.id]);
    }
    if (page.items.length === 0) return { held, order, next: page.next, last: next };
    next = page.next;
  }
}

dbTest(
  "a follower holds every public session and no draft, in order, and is told what changes",
  async ({ ctx }) => {
    const { id: organisationId } = await organisation(ctx);
    const built: Awaited<ReturnType<typeof aSession>>[] = [];
    for (let at = 0; at < 5; at += 1) built.push(await aSession(ctx, { organisationId }));
    const draft = await anEvent(ctx, { organisationId, until: "approved" });
    const first = await followed(later(ctx), scheduledSessions);
    for (const { sessionId } of built) assert.equal(first.held.get(sessionId)?.state, "updated");
    assert.equal(first.held.has(draft.sessionIds[0] ?? ""), false);
    const sorted = first.order.toSorted(([a, x], [b, y]) => a - b || (x < y ? -1 : 1));
    assert.deepEqual(first.order, sorted);
    assert.equal(first.next, first.last, "the last page leads to itself");
    assert.match(first.next, /^https:\/\/culture\.example\.org\/api\/openactive\/scheduled-sessions\?/);

    const [moved, cancelled, withdrawn] = built;
    assert.ok(moved && cancelled && withdrawn);
    const then = later(ctx, 2);
    const start = ctx.clock().add({ hours: 72 }).toString();
    await inTx({ ...then, actor: moved.publisher }, (inner) =>
      editSession(inner, {
        id: moved.sessionId,
        version: moved.version,
        session: sessionText(ctx, { startsAt: start }),
        reason: "场地另有安排",
      }),
    );
    await inTx({ ...then, actor: cancelled.publisher }, (inner) =>
      cancelSession(inner, { id: cancelled.sessionId, version: cancelled.version, reason: "大风预警" }),
    );
    await inTx({ ...then, actor: withdrawn.publisher }, (inner) =>
      takeStep(inner, { id: withdrawn.id, version: withdrawn.version, step: "withdraw", reason: "内容有误" }),
    );
    await inTx({ ...then, actor: draft.publisher }, (inner) =>
      takeStep(inner, { id: draft.id, version: draft.version, step: "publish" }),
    );
    const second = await followed(later(ctx, 4), scheduledSessions, first.next);
    const statusOf = (id: string) => [second.held.get(id)?.state, second.held.get(id)?.data?.eventStatus];
    assert.deepEqual(statusOf(moved.sessionId), ["updated", "https://schema.org/EventRescheduled"]);
    assert.ok(second.held.get(moved.sessionId)?.data?.previousStartDate);
    assert.deepEqual(statusOf(cancelled.sessionId), ["updated", "https://schema.org/EventCancelled"]);
    assert.deepEqual(statusOf(withdrawn.sessionId), ["deleted", undefined]);
    assert.equal(second.held.get(draft.sessionIds[0] ?? "")?.state, "updated", "published later, told later");
    const series = await followed(later(ctx, 4), sessionSeries);
    assert.equal(series.held.get(withdrawn.id)?.state, "deleted");
    assert.equal(series.held.get(moved.id)?.data?.name, "剪纸入门");
  },
);

dbTest(
  "what may still be on its way to its commit is not told yet, so that nothing is skipped",
  async ({ ctx }) => {
    const { id: organisationId } = await organisation(ctx);
    const { sessionId } = await aSession(ctx, { organisationId });
    assert.equal((await followed(ctx, scheduledSessions)).held.has(sessionId), false);
    assert.equal((await followed(later(ctx), scheduledSessions)).held.has(sessionId), true);
  },
);

dbTest("half a place to go on from is refused", async ({ ctx }) => {
  await assert.rejects(scheduledSessions(ctx, { afterTimestamp: 1 }), { id: "input.invalid" });
  await assert.rejects(sessionSeries(ctx, { afterId: "0197a3a0-0000-7000-8000-000000000001" }), {
    id: "input.invalid",
  });
});

const examples = join(
  import.meta.dirname,
  "../../../../shared/data/events/openactive-data-models/versions/2.x/examples",
);
const typesOf = (value: unknown) => (Array.isArray(value) ? "array" : typeof value);
dbTest(
  "items have the shape of OpenActive's own examples",
  { skip: existsSync(examples) ? false : "no ../shared/data/events beside the repository" },
  async ({ ctx }) => {
    const { id: organisationId } = await organisation(ctx);
    const place = await inTx(ctx, (inner) => aFacility(inner, { organisationId }));
    const built = await aSession(ctx, {
      organisationId,
      event: { mode: "on-site", placeId: place.id, link: null },
      session: { label: "晚场" },
    });
    for (const [file, feed, id, ours] of [
      [
        "scheduledsession-split_example_1.json",
        scheduledSessions,
        built.sessionId,
        ["name", "eventAttendanceMode", "location"],
      ],
      ["sessionseries-split_example_1.json", sessionSeries, built.id, ["eventAttendanceMode", "eventStatus"]],
    ] as const) {
      const theirs = JSON.parse(readFileSync(join(examples, file), "utf8"));
      const page = await feed(later(ctx), {});
      const item = page.items.find((one) => one.id === id);
      assert.deepEqual(Object.keys(page).toSorted(), Object.keys(theirs).toSorted());
      assert.deepEqual(Object.keys(item ?? {}).toSorted(), Object.keys(theirs.items[0]).toSorted());
      const example = theirs.items[0].data as Record<string, unknown>;
      for (const [key, value] of Object.entries(item?.data ?? {})) {
        if ((ours as readonly string[]).includes(key) || key === "@context") continue;
        assert.equal(typesOf(value), typesOf(example[key]), `${file} ${key}`);
      }
      assert.equal(item?.data?.["@type"], example["@type"]);
    }
  },
);

dbTest("the dataset names the feeds by their addresses", async ({ ctx }) => {
  const { distribution } = dataset(ctx) as { distribution: { contentUrl: string }[] };
  assert.deepEqual(
    distribution.map(({ contentUrl }) => new URL(contentUrl).pathname),
    ["/api/openactive/session-series", "/api/openactive/scheduled-sessions"],
  );
});
