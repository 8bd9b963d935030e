import assert from "node:assert/strict";
import { inTx } from "#platform/ctx";
import { dbTest } from "#platform/testing";
import { aFacility, anOrganisation, whoRan } from "../testing.ts";
import { addSharing, changeSharing, sharingViews } from "./sharing.ts";

dbTest(
  "shared by three, owned once: the figures of every day stay those of whoever runs it",
  async ({ ctx }) => {
    const { place, school, club } = await inTx(ctx, async (inner) => ({
      place: await aFacility(inner, { since: "2020-01-01" }),
      school: await anOrganisation(inner, { kind: "school", name: "第三小学" }),
      club: await anOrganisation(inner, { kind: "association", name: "书法家协会" }),
    }));
    const share = (organisationId: string, more: object = {}) =>
      inTx(ctx, (inner) =>
        addSharing(inner, place.id, { organisationId, purpose: " 书法课 ", since: "2026-03-01", ...more }),
      );
    await share(school.id, { rooms: "二楼教室", hours: "周三下午", until: "2026-09-01" });
    await share(club.id, { since: "2026-08-01" });
    assert.deepEqual(
      (await sharingViews(ctx, place.id)).map(({ organisation, purpose, rooms, state }) => [
        organisation.name,
        purpose,
        rooms,
        state,
      ]),
      [
        ["书法家协会", "书法课", "", "later"],
        ["第三小学", "书法课", "二楼教室", "now"],
      ],
    );
    assert.deepEqual(await whoRan(ctx, place.id, "2026-06-12"), [place.organisationId]);
  },
);

dbTest("not with oneself, not backwards, and one agreement at a time", async ({ ctx, db }) => {
  const { place, school } = await inTx(ctx, async (inner) => ({
    place: await aFacility(inner),
    school: await anOrganisation(inner),
  }));
  const share = (more: object) =>
    inTx(ctx, (inner) =>
      addSharing(inner, place.id, {
        organisationId: school.id,
        purpose: "排练",
        since: "2026-06-01",
        ...more,
      }),
    );
  await assert.rejects(share({ organisationId: place.organisationId }), {
    faults: [{ field: "/body/organisationId", id: "sharing.with-itself" }],
  });
  await assert.rejects(share({ until: "2026-06-01" }), {
    faults: [{ field: "/body/until", id: "sharing.until" }],
  });
  const race = await Promise.allSettled([
    share({}),
    share({ since: "2026-07-01" }),
    share({ until: "2027-01-01" }),
  ]);
  assert.equal(race.filter(({ status }) => status === "fulfilled").length, 1);
  await assert.rejects(share({ since: "2026-08-01" }), { id: "sharing.overlaps" });
  await assert.rejects(
    db.run`insert into places.sharing (id, facility_id, organisation_id, purpose, valid)
           values (gen_random_uuid(), ${place.id}, ${school.id}, '排练', '[2026-09-01,)')`,
    /sharing_once/,
  );
});

dbTest("it ends on a day, and the second editor is told of the first", async ({ ctx, db }) => {
  const { place, id } = await inTx(ctx, async (inner) => {
    const place = await aFacility(inner);
    const organisationId = (await anOrganisation(inner)).id;
    return {
      place,
      ...(await addSharing(inner, place.id, { organisationId, purpose: "排练", since: "2026-06-01" })),
    };
  });
  const end = (until: string) =>
    inTx(ctx, (inner) => changeSharing(inner, place.id, { id, purpose: "排练", until, version: 1 }));
  await end("2026-06-12");
  await assert.rejects(end("2026-07-01"), { id: "sharing.changed-meanwhile" });
  assert.equal((await sharingViews(ctx, place.id))[0]?.state, "over");
  const [told] = await db.many<{ payload: { until: string } }>`
    select payload from platform.outbox where type = 'place.sharing-ended' and payload->>'sharingId' = ${id}`;
  assert.equal(told?.payload.until, "2026-06-12");
});
