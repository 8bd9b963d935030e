import assert from "node:assert/strict";
import { claim } from "#booking/filling";
import { aResident } from "#people/testing";
import { anOrganisation } from "#places/testing";
import { inTx } from "#platform/ctx";
import { newId } from "#platform/db";
import { dbTest } from "#platform/testing";
import { sessionsOf } from "../session-store.ts";
import { anEvent, someStaff } from "../testing.ts";
import { eventsOfActs } from "./acts-about.ts";

dbTest(
  "an act on an event, its session or a place in it leads to the event, for whoever may see it there",
  async ({ ctx, db }) => {
    const organisation = await inTx(ctx, (inner) => anOrganisation(inner));
    const other = await inTx(ctx, (inner) => anOrganisation(inner));
    const event = await inTx(ctx, (inner) => anEvent(inner, { organisationId: organisation.id }));
    const [session] = await sessionsOf(db, [event.id]);
    assert.ok(session);
    const offerId = session.offerId ?? "";
    const { claimId } = await inTx(ctx, async (inner) => {
      const { actor } = await aResident(inner);
      return claim({ ...inner, actor }, { offerId, size: 1 });
    });
    const { title } = await db.one<{
      title: string;
    }>`select title from programme.event where id = ${event.id}`;
    const things = [
      { kind: "event", id: event.id },
      { kind: "session", id: session.id },
      // What a check-in is done to.
      { kind: "claim", id: claimId },
      { kind: "offer", id: offerId },
      { kind: "event", id: newId() },
      { kind: "claim", id: newId() },
      { kind: "place", id: newId() },
    ];
    const seen = async (path: string) => {
      const actor = await inTx(ctx, (inner) => someStaff(inner, path, "auditor"));
      return eventsOfActs({ ...ctx, actor }, { things });
    };
    const href = `/desk/events/${event.id}`;
    assert.deepEqual(await seen(organisation.path), [
      { kind: "event", id: event.id, title, href },
      { kind: "session", id: session.id, title, href },
      { kind: "claim", id: claimId, title, href },
      { kind: "offer", id: offerId, title, href },
    ]);
    assert.deepEqual(await seen(other.path), []);
  },
);
