import assert from "node:assert/strict";
import { anOrganisation } from "#places/testing";
import { type Ctx, inTx } from "#platform/ctx";
import { Problem } from "#platform/errors";
import { dbTest } from "#platform/testing";
import { anEvent, aSeries, someStaff } from "../testing.ts";
import { getDeskSeries, listDeskSeries } from "./desk-series.ts";
import { nextEdition } from "./next-edition.ts";
import { showSeries } from "./show-series.ts";
import { editSeries } from "./write-series.ts";

async function anIceSeason(base: Ctx) {
  const organisation = await inTx(base, (inner) => anOrganisation(inner));
  const organisationId = organisation.id;
  const manager = await inTx(base, (inner) => someStaff(inner, organisation.path, "publisher"));
  const ctx = { ...base, actor: manager };
  const whole = await aSeries(ctx, { organisationId });
  const edition = await aSeries(ctx, {
    ...{ organisationId, level: "edition", parentId: whole.id, name: "2025 冰雪季" },
    ...{ startsOn: "2025-12-01", endsOn: "2026-02-28" },
  });
  const theme = (name: string, position: number, startsOn: string) =>
    aSeries(ctx, {
      organisationId,
      level: "theme",
      parentId: edition.id,
      name,
      position,
      startsOn,
      endsOn: null,
    });
  const stage = await theme("舞动冰雪演艺季", 4, "2025-12-10");
  const sport = await theme("激情冰雪运动季", 1, "2025-12-01");
  return { ctx, organisationId, whole, edition, stage, sport };
}

dbTest(
  "a series shows its editions, each with its themes in the order its editors gave",
  async ({ ctx: base }) => {
    const { ctx, organisationId, whole, edition, sport, stage } = await anIceSeason(base);
    await anEvent(ctx, { organisationId, event: { seriesId: sport.id } });
    await anEvent(ctx, { organisationId, event: { seriesId: stage.id }, until: "draft" });
    const view = await showSeries(ctx, whole.id);
    assert.equal(view.events, 1, "drafts are not counted");
    const told = () => view.below.map(({ id, events, below }) => [id, events, below.map(({ name }) => name)]);
    assert.deepEqual(told(), [[edition.id, 1, ["激情冰雪运动季", "舞动冰雪演艺季"]]]);
    assert.deepEqual(view.figures, { sessions: 1, places: 0, organisers: 1, visits: null });
    const { series, version } = await getDeskSeries(ctx, stage.id);
    await inTx(ctx, (inner) =>
      editSeries(inner, { id: stage.id, version, series: { ...series, position: 0 } }),
    );
    const again = await showSeries(ctx, edition.id);
    assert.deepEqual(
      again.below.map(({ id }) => id),
      [stage.id, sport.id],
    );
  },
);

dbTest(
  "a day of timed entry is one of the city's days: it may begin before the day of UTC does",
  async ({ ctx: base }) => {
    const { ctx, organisationId, whole, stage } = await anIceSeason(base);
    const day = ctx.clock().toZonedDateTimeISO(ctx.city.zone).toPlainDate().add({ days: 3 });
    const sessions = ["07:00", "09:00"].map((time) => {
      const startsAt = day.toZonedDateTime({ timeZone: ctx.city.zone, plainTime: time }).toInstant();
      return { startsAt: startsAt.toString(), endsAt: startsAt.add({ hours: 1 }).toString() };
    });
    const { sessionIds } = await anEvent(ctx, { organisationId, event: { seriesId: stage.id }, sessions });
    await ctx.db.run`update programme.session set entry = 'slot' where id = any(${sessionIds}::uuid[])`;
    assert.equal((await showSeries(ctx, whole.id)).figures.sessions, 1);
  },
);

dbTest("the next edition takes the themes of the last one along to its own days", async ({ ctx: base }) => {
  const { ctx, whole, edition } = await anIceSeason(base);
  const asked = { id: whole.id, name: "2026 冰雪季", startsOn: "2026-12-05", endsOn: "2027-02-28" };
  const made = await inTx(ctx, (inner) => nextEdition(inner, asked));
  assert.equal(made.themes, 2);
  const { below } = await showSeries(ctx, made.id);
  assert.deepEqual(
    below.map(({ name, startsOn, events }) => [name, startsOn, events]),
    [
      ["激情冰雪运动季", "2026-12-05", 0],
      ["舞动冰雪演艺季", "2026-12-14", 0],
    ],
  );
  const pressed = { ...asked, name: "2027 冰雪季", startsOn: "2027-12-05", endsOn: null };
  const many = await Promise.allSettled(
    [1, 2, 3].map(() => inTx(ctx, (inner) => nextEdition(inner, pressed))),
  );
  assert.equal(many.filter(({ status }) => status === "fulfilled").length, 1);
  const against = many.find((one) => one.status === "rejected")?.reason;
  assert.ok(against instanceof Problem && against.id === "series.name-taken", String(against));
  const tree = (await listDeskSeries(ctx)).items.map(({ id }) => id);
  assert.ok(tree.indexOf(whole.id) < tree.indexOf(made.id));
  await assert.rejects(
    inTx(ctx, (inner) => nextEdition(inner, { ...asked, id: edition.id })),
    (error) => error instanceof Problem && error.id === "series.no-editions",
  );
});
