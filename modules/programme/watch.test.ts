import assert from "node:assert/strict";
import { aStaff } from "#people/testing";
import { aFacility, anOrganisation, withdrawPlace } from "#places/testing";
import { inTx } from "#platform/ctx";
import { dbTest } from "#platform/testing";
import { aSession, moreSessionsLike } from "./testing.ts";
import { sessionsAtClosedPlaces } from "./watch.ts";

dbTest("a closed place is seen however many sessions come before it", async ({ ctx, db }) => {
  const organisation = await inTx(ctx, (inner) => anOrganisation(inner));
  const at = async (hours: number) => {
    const place = await inTx(ctx, (inner) => aFacility(inner, { organisationId: organisation.id }));
    const startsAt = ctx.clock().add({ hours }).toString();
    const event = { mode: "on-site", placeId: place.id, link: null } as const;
    const built = await aSession(ctx, { organisationId: organisation.id, event, session: { startsAt } });
    return { ...built, placeId: place.id };
  };
  const busy = await at(3);
  await moreSessionsLike(db, busy.sessionId, 1200);
  const late = await at(47);
  await inTx(ctx, async (inner) => {
    const { actor } = await aStaff(inner, { organisationId: organisation.id, role: "publisher" });
    await withdrawPlace({ ...inner, actor }, late.placeId);
  });
  const span = { from: ctx.clock(), to: ctx.clock().add({ hours: 48 }) };
  const closed = await sessionsAtClosedPlaces(ctx, [organisation.path], span);
  assert.deepEqual(
    closed.filter(({ placeId }) => placeId === late.placeId).map(({ id }) => id),
    [late.sessionId],
  );
});
