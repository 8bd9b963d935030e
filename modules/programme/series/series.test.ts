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

const fault = (field: string, id: string) => (error: unknown) =>
  error instanceof Problem && error.faults.some((one) => one.field === field && one.id === id);

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
  assert.ok(fault("/body/startsOn", "series.not-after-last")(against), String(against));
  const tree = (await listDeskSeries(ctx)).items.map(({ id }) => id);
  assert.ok(tree.indexOf(whole.id) < tree.indexOf(made.id));
  await assert.rejects(
    inTx(ctx, (inner) => nextEdition(inner, { ...asked, id: edition.id })),
    (error) => error instanceof Problem && error.id === "series.no-editions",
  );
});

dbTest(
  "one name is one brand of its organisation, however it is typed and however many press",
  async ({ ctx: base }) => {
    const { ctx, organisationId, whole } = await anIceSeason(base);
    const begin = (name: string) => aSeries(ctx, { organisationId, name });
    const pressed = await Promise.allSettled([1, 2, 3].map(() => begin("第2届百日广场")));
    assert.equal(pressed.filter(({ status }) => status === "fulfilled").length, 1);
    const taken = (id: string) => (error: unknown) => error instanceof Problem && error.id === id;
    await assert.rejects(begin(" 第２届 百日广场"), taken("series.brand-name-taken"));
    const elsewhere = await inTx(base, (inner) => anOrganisation(inner));
    await aSeries(ctx, { organisationId: elsewhere.id, name: "第2届百日广场" });
    const part = (name: string) => aSeries(ctx, { organisationId, level: "theme", parentId: whole.id, name });
    await part("第2届");
    await assert.rejects(part("第２届"), taken("series.name-taken"));
  },
);

dbTest("the next edition begins after the last one, and no two on one day", async ({ ctx: base }) => {
  const { ctx, organisationId, whole, edition } = await anIceSeason(base);
  const next = (name: string, startsOn: string, endsOn: string | null = null) =>
    inTx(ctx, (inner) => nextEdition(inner, { id: whole.id, name, startsOn, endsOn }));
  await assert.rejects(next("2024 冰雪季", "2024-12-01"), fault("/body/startsOn", "series.not-after-last"));
  await assert.rejects(
    next("2026 冰雪季", "2026-12-01", "2026-11-01"),
    fault("/body/endsOn", "series.ends-before-start"),
  );
  const names = ["甲", "乙", "丙", "丁"];
  const pressed = await Promise.allSettled(names.map((name) => next(name, "2026-12-05", "2026-12-08")));
  assert.equal(pressed.filter(({ status }) => status === "fulfilled").length, 1);
  const [latest] = (await showSeries(ctx, whole.id)).below;
  assert.deepEqual(
    latest?.below.map(({ startsOn }) => startsOn),
    ["2026-12-05", "2026-12-08"],
    "a shorter edition ends its themes",
  );
  const past = (startsOn: string) =>
    aSeries(ctx, {
      organisationId,
      level: "edition",
      parentId: whole.id,
      name: `补录 ${startsOn}`,
      startsOn,
    });
  await past("2023-12-01");
  await assert.rejects(past("2025-12-01"), fault("/body/series/startsOn", "series.edition-that-day"));
  const { series, version } = await getDeskSeries(ctx, edition.id);
  await inTx(ctx, (inner) => editSeries(inner, { id: edition.id, version, series }));
});

dbTest("a theme lies within the days of its edition, whichever of the two changes", async ({ ctx: base }) => {
  const { ctx, stage, edition } = await anIceSeason(base);
  const change = async (id: string, days: { startsOn?: string; endsOn?: string }) => {
    const { series, version } = await getDeskSeries(ctx, id);
    return inTx(ctx, (inner) => editSeries(inner, { id, version, series: { ...series, ...days } }));
  };
  await assert.rejects(
    change(stage.id, { endsOn: "2026-03-01" }),
    fault("/body/series/endsOn", "series.outside-edition"),
  );
  await change(stage.id, { endsOn: "2026-02-28" });
  await assert.rejects(
    change(edition.id, { endsOn: "2026-02-27" }),
    fault("/body/series/endsOn", "series.theme-outside"),
  );
  await change(edition.id, { endsOn: "2026-03-05" });
});

dbTest(
  "an edition that ends begins on a day, when it is made and when it is changed",
  async ({ ctx: base }) => {
    const { ctx, organisationId, whole, edition } = await anIceSeason(base);
    const noStart = fault("/body/series/startsOn", "series.end-without-start");
    const part = { organisationId, level: "edition", parentId: whole.id } as const;
    await assert.rejects(aSeries(ctx, { ...part, endsOn: "2028-02-28" }), noStart);
    await aSeries(ctx, part);
    const { series, version } = await getDeskSeries(ctx, edition.id);
    const change = { id: edition.id, version, series: { ...series, startsOn: null } };
    await assert.rejects(
      inTx(ctx, (inner) => editSeries(inner, change)),
      noStart,
    );
  },
);
