import assert from "node:assert/strict";
import { aStaff } from "#people/testing";
import { anOrganisation } from "#places/testing";
import { inTx } from "#platform/ctx";
import { Problem } from "#platform/errors";
import { dbTest } from "#platform/testing";
import { listDesk } from "../desk/list-desk.ts";
import { may } from "../may.ts";
import { takeStep } from "../publishing/take-step.ts";
import { eventText, sessionText } from "../testing.ts";
import { createEvent } from "./write-event.ts";

dbTest(
  "an association writes its own events and submits them; the house above checks and publishes, the figures are the association's",
  async ({ ctx }) => {
    const { house, club, writer, reviewer, publisher } = await inTx(ctx, async (inner) => {
      const house = await anOrganisation(inner, { kind: "culture-centre" });
      const club = await anOrganisation(inner, { kind: "association", parentId: house.id });
      return {
        ...{ house, club },
        writer: await aStaff(inner, { organisationId: club.id, role: "editor" }),
        reviewer: await aStaff(inner, { organisationId: house.id, role: "reviewer", name: "马晓梅" }),
        publisher: await aStaff(inner, { organisationId: house.id, role: "publisher", name: "赵明远" }),
      };
    });
    assert.ok(may["event.begin"](writer.actor, { orgPath: club.path }));
    assert.ok(!may["event.begin"](writer.actor, { orgPath: house.path }), "for the house it writes nothing");
    const as = { ...ctx, actor: writer.actor };
    const made = await inTx(as, (inner) =>
      createEvent(inner, { organisationId: club.id, event: eventText(), sessions: [sessionText(ctx)] }),
    );
    assert.deepEqual(
      (await listDesk(as, {})).items.map(({ id, organiser }) => [id, organiser.id]),
      [[made.id, club.id]],
    );
    const step = (
      actor: typeof writer.actor,
      version: number,
      name: "submit" | "check" | "approve" | "publish",
    ) => inTx({ ...ctx, actor }, (inner) => takeStep(inner, { id: made.id, version, step: name }));
    const submitted = await step(writer.actor, made.version, "submit");
    await assert.rejects(
      step(writer.actor, submitted.version, "check"),
      (error) => error instanceof Problem,
      "nobody checks what they wrote",
    );
    const checked = await step(reviewer.actor, submitted.version, "check");
    const approved = await step(publisher.actor, checked.version, "approve");
    await step(publisher.actor, approved.version, "publish");
    const news = await ctx.db.one<{ orgPath: string }>`
      select payload->>'orgPath' as org_path from platform.outbox
       where type = 'event.published' and payload->>'eventId' = ${made.id}`;
    assert.equal(news.orgPath, club.path);
  },
);
