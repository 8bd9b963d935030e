/** Builders for everyone's tests, and input for the generated access test. */
import { type Hours, weekdays } from "#libs/hours";
import { type Ctx, type TxCtx, today } from "#platform/ctx";
import { newId } from "#platform/db";
import { found } from "#platform/errors";
import type { RawInput } from "#platform/http";
import { announceClosure } from "./closures/closures.ts";
import { type FacilityRow, facilities, facilitiesThen } from "./facility/facility-store.ts";
import { type FacilityInput, registerFacility } from "./facility/register.ts";
import { drawUpHandover, type HandoverTerms } from "./handover/draw-up.ts";
import { putHolidays } from "./hours/holidays.ts";
import { addDivisions, type DivisionInput } from "./network/divisions.ts";
import type { Organisation } from "./network/organisation-store.ts";
import { addOrganisation, type OrganisationInput } from "./network/organisations.ts";
import { addDevice } from "./observed/devices.ts";
import { observeOpening } from "./observed/observe.ts";
import { addPhotograph } from "./photographs/photographs.ts";
import { takePlaceStep } from "./publishing/take-step.ts";
import { insertWaiting } from "./publishing/waiting-store.ts";
import { planRenovation } from "./renovation/plan.ts";
import { startRenovation } from "./renovation/work.ts";
import { addSharing } from "./sharing/sharing.ts";
import { type Space, spaceOf } from "./spaces/space-store.ts";
import { addSpace, type SpaceInput } from "./spaces/spaces.ts";
import { addThing, type ThingInput } from "./things/things.ts";

/** Karamay, its four districts, two streets and a community, valid since ever. Asking again changes nothing. */
export async function someDivisions(ctx: TxCtx): Promise<void> {
  await addDivisions(ctx, [
    division("650200", null, "克拉玛依市", "Karamay", "地级市"),
    division("650202", "650200", "独山子区", "Dushanzi District", "市辖区"),
    division("650203", "650200", "克拉玛依区", "Karamay District", "市辖区"),
    division("650204", "650200", "白碱滩区", "Baijiantan District", "市辖区"),
    division("650205", "650200", "乌尔禾区", "Urho District", "市辖区"),
    division("650203001", "650203", "天山路街道", "Tianshan Road Subdistrict", "街道"),
    division("650203007", "650203", "迎宾街道", "Yingbin Subdistrict", "街道"),
    division("650203001001", "650203001", "测试社区", "Test Community", "社区"),
  ]);
}

function division(
  code: string,
  parentCode: string | null,
  name: string,
  en: string,
  kind: string,
): DivisionInput {
  return { code, parentCode, name, names: { en }, kind, source: "test" };
}

/** One division; say what differs from a street of Karamay district. */
export async function aDivision(ctx: TxCtx, differs: Partial<DivisionInput> = {}): Promise<DivisionInput> {
  await someDivisions(ctx);
  const made = { ...division("650203099", "650203", "试验街道", "Trial Subdistrict", "街道"), ...differs };
  await addDivisions(ctx, [made]);
  return made;
}

/** How many people live in the whole city, as a yearbook says it. */
export async function aPopulation(ctx: TxCtx, people: number): Promise<void> {
  await someDivisions(ctx);
  await ctx.db.run`
    insert into places.population_basis (id, name) values ('residents', '常住人口') on conflict do nothing`;
  await ctx.db.run`
    insert into places.population (id, code, basis, year, people, source, status)
    values (${newId()}, ${ctx.city.division}, 'residents', 2020, ${people}, '样例', 'demo')`;
}

/** An organisation; a root of its own unless a parent is named. */
export function anOrganisation(ctx: TxCtx, differs: Partial<OrganisationInput> = {}): Promise<Organisation> {
  const label = `t${newId().replaceAll("-", "").slice(-12)}`;
  return addOrganisation(ctx, {
    parentId: null,
    label,
    kind: "library",
    name: "测试图书馆",
    demo: true,
    ...differs,
  });
}

/** Ten to eight, every day but Monday. */
export const usualHours: Hours = {
  week: Object.fromEntries(
    weekdays.filter((day) => day !== "mon").map((day) => [day, [{ from: "10:00", to: "20:00" }]]),
  ),
};

const alwaysOpen: Hours = {
  week: Object.fromEntries(weekdays.map((day) => [day, [{ from: "00:00", to: "24:00" }]])),
};

/** A place of an organisation made for it, in Tianshan Road street, in the middle of Karamay; say what differs. */
export async function aFacility(ctx: TxCtx, differs: Partial<FacilityInput> = {}): Promise<FacilityRow> {
  await someDivisions(ctx);
  const { id } = await registerFacility(ctx, {
    name: "测试书屋",
    kind: "book-house",
    level: "community",
    address: "测试路1号",
    position: { system: "WGS-84", lon: 84.889, lat: 45.594 },
    organisationId: differs.organisationId ?? (await anOrganisation(ctx)).id,
    divisionCode: "650203001",
    hours: usualHours,
    demo: true,
    ...differs,
  });
  return found((await facilities(ctx.db, [id]))[0], "place", id);
}

/** Whom the figures of a day count the place to: nobody, or the one organisation that ran it then. */
export async function whoRan(ctx: Ctx, placeId: string, day: string): Promise<string[]> {
  const rows = await ctx.db.many<{ organisationId: string }>`
    select organisation_id from (${facilitiesThen(day, ctx.city.zone)}) f where id = ${placeId}`;
  return rows.map(({ organisationId }) => organisationId);
}

/** A room for twenty, in a place made for it unless one is named. */
export async function aSpace(
  ctx: TxCtx,
  { placeId, ...differs }: Partial<SpaceInput> & { placeId?: string } = {},
): Promise<Space> {
  const place = placeId ?? (await aFacility(ctx)).id;
  const { id } = await addSpace(ctx, place, {
    name: `活动室 ${newId().slice(-4)}`,
    capacity: 20,
    ...differs,
  });
  return found(await spaceOf(ctx.db, id), "space", id);
}

/** A small picture in base64, as a form would send it. */
export const aPicture =
  "/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAAMCAgMCAgMDAwMEAwMEBQgFBQQEBQoHBwYIDAoMDAsKCwsNDhIQDQ4RDgsLEBYQERMUFRUVDA8XGBYUGBIUFRT/wAALCAABAAEBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAACf/EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AVN//2Q==";

/** A photograph of the place. */
/** Withdraws a public place, as whoever asks. */
export async function withdrawPlace(ctx: TxCtx, id: string): Promise<void> {
  const { version } = found((await facilities(ctx.db, [id]))[0], "place", id);
  await takePlaceStep(ctx, { id, version, step: "withdraw", reason: "搬迁" });
}

export function aPhotograph(ctx: TxCtx, placeId: string, alt = "书屋的门"): Promise<{ id: string }> {
  return addPhotograph(ctx, placeId, { file: aPicture, alt, licence: "own" });
}

/** A hundred chairs and a numbered projector would be two of these. */
export function aThing(
  ctx: TxCtx,
  placeId: string,
  differs: Partial<ThingInput> = {},
): Promise<{ id: string }> {
  return addThing(ctx, placeId, {
    name: "折叠椅",
    category: "furniture",
    quantity: 40,
    condition: "good",
    ...differs,
  });
}

/** A hand-over of the place that takes effect today, to an organisation made for it; say what differs. */
export async function aHandover(
  ctx: TxCtx,
  placeId: string,
  differs: Partial<HandoverTerms & { toOrganisationId: string }> = {},
): Promise<{ id: string; toOrganisationId: string }> {
  const toOrganisationId = differs.toOrganisationId ?? (await anOrganisation(ctx, { kind: "community" })).id;
  const { id } = await drawUpHandover(ctx, placeId, {
    effectiveOn: today(ctx).toString(),
    other: [],
    staff: [],
    ...differs,
    toOrganisationId,
  });
  return { id, toOrganisationId };
}

const samplePlan = (ctx: TxCtx) => ({
  name: "样例改造",
  scope: "更新照明和书架",
  from: today(ctx).toString(),
  to: today(ctx).add({ months: 2 }).toString(),
  money: [{ source: "city" as const, planned: 100_000 }],
  closes: true,
});

/** A renovation of a place of the organisation, as the path of an operation names it. */
async function aRenovation(
  ctx: TxCtx,
  organisationId: string,
  state: "planned" | "under-way" = "planned",
): Promise<{ params: { id: string; renovation: string } }> {
  const id = await placeOfOrganisation(ctx, organisationId);
  const renovation = (await planRenovation(ctx, id, samplePlan(ctx))).id;
  if (state === "under-way")
    await startRenovation(ctx, { placeId: id, id: renovation }, today(ctx).toString());
  return { params: { id, renovation } };
}

/** A move that somebody of the organisation has asked for, as the path of an operation names it. */
async function aWaitingChange(
  ctx: TxCtx,
  organisationId: string,
): Promise<{ params: { id: string; change: string } }> {
  const id = await placeOfOrganisation(ctx, organisationId);
  const change = newId();
  const on = today(ctx).toString();
  const asked = { divisionCode: "650203007", on };
  const waiting = { id: change, placeId: id, asked, reason: "样例", askedBy: newId(), askedAt: ctx.clock() };
  await insertWaiting(ctx.db, [waiting]);
  return { params: { id, change } };
}

type Sample = (ctx: TxCtx, organisationId: string) => Promise<RawInput>;

const at = (id: string) => ({ params: { id } });
const placeOfOrganisation = async (ctx: TxCtx, organisationId: string) =>
  (await aFacility(ctx, { organisationId })).id;

/** Valid input for every operation, about something that belongs to the organisation: for the generated access test. */
export const samples: Record<string, Sample> = {
  "places.list": async () => ({ query: {} }),
  "places.nearby": async () => ({ query: { lon: 84.889, lat: 45.594, minutes: 15 } }),
  "places.get": async (ctx, org) => ({ ...at(await placeOfOrganisation(ctx, org)), query: {} }),
  "places.map": async () => ({ query: { lon: 84.889, lat: 45.594, minutes: 15 } }),
  "places.filters": async () => ({}),
  "places.kinds": async () => ({}),
  "places.put-kind": async () => ({
    params: { code: "sample-kind" },
    body: { name: "样例", names: {}, icon: "pin", sort: 900, retired: false },
  }),
  "places.divisions": async () => ({ query: {} }),
  "places.division": async (ctx) => {
    await someDivisions(ctx);
    return { params: { code: "650203" } };
  },
  "places.organisations": async () => ({ query: {} }),
  "places.organisation": async (_, org) => ({ ...at(org), query: {} }),
  "places.network": async () => ({ query: {} }),
  "places.standards": async () => ({}),
  "places.put-standard": async (ctx) => ({
    params: { code: "sample-standard" },
    body: {
      name: "样例",
      level: "community",
      divisionKinds: ["社区"],
      kinds: ["book-house"],
      atLeast: 1,
      source: "样例",
      status: "unverified",
      from: today(ctx).toString(),
    },
  }),
  "places.end-standard": async (ctx) => ({
    params: { code: "street-station" },
    body: { from: today(ctx).toString() },
  }),
  "places.populations": async (ctx) => {
    await someDivisions(ctx);
    return { query: {} };
  },
  "places.add-organisation": async (_, org) => ({
    body: { parentId: org, label: `s${newId().slice(-8)}`, kind: "library", name: "样例分馆" },
  }),
  "places.desk-list": async () => ({ query: {} }),
  "places.desk-get": async (ctx, org) => ({ ...at(await placeOfOrganisation(ctx, org)), query: {} }),
  "places.register-choices": async () => ({}),
  "places.register": async (ctx, org) => {
    await someDivisions(ctx);
    return {
      body: {
        name: "样例书屋",
        kind: "book-house",
        level: "community",
        organisationId: org,
        divisionCode: "650203001",
      },
    };
  },
  "places.steps": async (ctx, org) => at(await placeOfOrganisation(ctx, org)),
  "places.step": async (ctx, org) => ({
    ...at(await placeOfOrganisation(ctx, org)),
    body: { version: 1, step: "withdraw", reason: "样例的原因" },
  }),
  "places.confirm-change": aWaitingChange,
  "places.decline-change": async (ctx, org) => ({
    ...(await aWaitingChange(ctx, org)),
    body: { reason: "日期写错" },
  }),
  "places.in-steps": async () => ({ query: { mine: true } }),
  "publishing.review-rules": async () => ({ query: {} }),
  "publishing.put-review-rule": async (_ctx, org) => ({
    params: { organisationId: org },
    body: { reviews: 2, proofs: 0, reason: "样例的原因" },
  }),
  "publishing.put-one-person-rule": async (_ctx, org) => ({
    params: { organisationId: org },
    body: { allowed: false, reason: "来了一位同事" },
  }),
  "places.change": async (ctx, org) => ({
    ...at(await placeOfOrganisation(ctx, org)),
    body: { version: 1, changes: { phone: "0990-6000000" } },
  }),
  "places.move": async (ctx, org) => ({
    ...at(await placeOfOrganisation(ctx, org)),
    body: { divisionCode: "650203007", on: today(ctx).toString(), reason: "样例的原因" },
  }),
  "places.end": async (ctx, org) => ({
    ...at(await placeOfOrganisation(ctx, org)),
    body: { on: today(ctx).toString(), reason: "样例的原因" },
  }),
  "places.close": async (ctx, org) => ({
    ...at(await placeOfOrganisation(ctx, org)),
    body: { startsAt: ctx.clock().toString(), endsAt: null, reason: "repair" },
  }),
  "places.lift-closure": async (ctx, org) => {
    const id = await placeOfOrganisation(ctx, org);
    const closure = await announceClosure(ctx, id, { startsAt: ctx.clock(), endsAt: null, reason: "repair" });
    return { params: { id, closure: closure.id } };
  },
  "places.holidays": async () => ({ query: {} }),
  "places.put-holidays": async () => ({
    body: {
      source: "样例",
      status: "unverified",
      days: [{ from: "2040-10-01", kind: "rest", name: "国庆" }],
    },
  }),
  "places.import-holidays": async () => ({
    body: { source: "样例", status: "unverified", text: "2040-10-01,2040-10-07,国庆,放假" },
  }),
  "places.remove-holiday": async (ctx) => {
    await putHolidays(ctx, {
      source: "样例",
      status: "unverified",
      runs: [{ from: "2041-10-01", kind: "rest", name: "国庆" }],
    });
    return { params: { day: "2041-10-01" }, query: {} };
  },
  "places.mark-holiday-year": async () => ({ params: { year: 2040 }, body: { announced: true } }),
  "places.openings": async (ctx, org) => ({ ...at(await placeOfOrganisation(ctx, org)), query: {} }),
  "places.report-shut": async (ctx, org) => ({
    ...at((await aFacility(ctx, { organisationId: org, hours: alwaysOpen })).id),
    body: { reason: "locked" },
  }),
  "places.desk-openings": async () => ({ query: {} }),
  "places.desk-place-openings": async (ctx, org) => at(await placeOfOrganisation(ctx, org)),
  "places.observe": async (ctx, org) => ({
    ...at(await placeOfOrganisation(ctx, org)),
    body: { what: "opened" },
  }),
  "places.withdraw-observation": async (ctx, org) => {
    const id = await placeOfOrganisation(ctx, org);
    const clerk = { ...ctx, actor: { ...ctx.actor, subject: newId() } };
    const observation = await observeOpening(clerk, id, { what: "opened", how: "clerk" });
    return { params: { id, observation: observation.id } };
  },
  "places.add-door-device": async (ctx, org) => ({
    ...at(await placeOfOrganisation(ctx, org)),
    body: { name: "样例门禁" },
  }),
  "places.retire-door-device": async (ctx, org) => {
    const id = await placeOfOrganisation(ctx, org);
    return { params: { id, device: (await addDevice(ctx, id, "样例门禁")).id } };
  },
  "places.door-heartbeat": async (ctx, org) => {
    const { key } = await addDevice(ctx, await placeOfOrganisation(ctx, org), "样例门禁");
    return { body: { key, state: "open" } };
  },
  "places.opening-tolerances": async () => ({}),
  "places.put-opening-tolerance": async () => ({
    params: { since: "2040-01-01" },
    body: { lateMinutes: 10, earlyMinutes: 10, source: "样例" },
  }),
  "places.condition": async (ctx, org) => ({ ...at(await placeOfOrganisation(ctx, org)), query: {} }),
  "places.inspections": async (ctx, org) => at(await placeOfOrganisation(ctx, org)),
  "places.inspect": async (ctx, org) => ({
    ...at(await placeOfOrganisation(ctx, org)),
    body: { grade: "good", words: "一切正常", access: ["ramp"], equipment: [] },
  }),
  "places.renovations": async (ctx, org) => at(await placeOfOrganisation(ctx, org)),
  "places.desk-place-renovations": async (ctx, org) => at(await placeOfOrganisation(ctx, org)),
  "places.desk-renovations": async () => ({ query: {} }),
  "places.plan-renovation": async (ctx, org) => ({
    ...at(await placeOfOrganisation(ctx, org)),
    body: samplePlan(ctx),
  }),
  "places.change-renovation": async (ctx, org) => ({
    ...(await aRenovation(ctx, org)),
    body: { ...samplePlan(ctx), name: "样例改造二", version: 1 },
  }),
  "places.start-renovation": async (ctx, org) => ({
    ...(await aRenovation(ctx, org)),
    body: { on: today(ctx).toString() },
  }),
  "places.report-progress": async (ctx, org) => ({
    ...(await aRenovation(ctx, org, "under-way")),
    body: { on: today(ctx).toString(), percent: 30, spent: 10_000 },
  }),
  "places.finish-renovation": async (ctx, org) => ({
    ...(await aRenovation(ctx, org, "under-way")),
    body: { on: today(ctx).toString(), areaAfter: 180, reopen: true },
  }),
  "places.stop-renovation": async (ctx, org) => ({
    ...(await aRenovation(ctx, org)),
    body: { on: today(ctx).toString(), reason: "样例的原因", reopen: true },
  }),
  "places.add-space": async (ctx, org) => ({
    ...at(await placeOfOrganisation(ctx, org)),
    body: { name: "样例教室", capacity: 20 },
  }),
  "places.change-space": async (ctx, org) => {
    const space = await aSpace(ctx, { placeId: await placeOfOrganisation(ctx, org) });
    return {
      params: { id: space.placeId, space: space.id },
      body: { name: "样例教室", capacity: 30, version: 1 },
    };
  },
  "places.things": async (ctx, org) => at(await placeOfOrganisation(ctx, org)),
  "places.add-thing": async (ctx, org) => ({
    ...at(await placeOfOrganisation(ctx, org)),
    body: { name: "样例书架", category: "furniture", quantity: 6, condition: "good" },
  }),
  "places.change-thing": async (ctx, org) => {
    const id = await placeOfOrganisation(ctx, org);
    const thing = (await aThing(ctx, id)).id;
    const body = { name: "样例书架", category: "furniture", quantity: 7, condition: "worn", version: 1 };
    return { params: { id, thing }, body };
  },
  "places.remove-thing": async (ctx, org) => {
    const id = await placeOfOrganisation(ctx, org);
    return { params: { id, thing: (await aThing(ctx, id)).id }, body: { because: "written-off" } };
  },
  "places.sharings": async (ctx, org) => at(await placeOfOrganisation(ctx, org)),
  "places.share": async (ctx, org) => ({
    ...at(await placeOfOrganisation(ctx, org)),
    body: { organisationId: (await anOrganisation(ctx)).id, purpose: "样例", since: today(ctx).toString() },
  }),
  "places.change-sharing": async (ctx, org) => {
    const id = await placeOfOrganisation(ctx, org);
    const since = today(ctx).toString();
    const organisationId = (await anOrganisation(ctx)).id;
    const sharing = (await addSharing(ctx, id, { organisationId, purpose: "样例", since })).id;
    return { params: { id, sharing }, body: { purpose: "另一个样例", version: 1 } };
  },
  "places.handovers": async () => ({ query: {} }),
  "places.handover": async (ctx, org) => at((await aHandover(ctx, await placeOfOrganisation(ctx, org))).id),
  "places.draw-up-handover": async (ctx, org) => ({
    ...at(await placeOfOrganisation(ctx, org)),
    body: {
      toOrganisationId: (await anOrganisation(ctx)).id,
      effectiveOn: today(ctx).toString(),
      other: [],
      staff: [],
    },
  }),
  "places.change-handover": async (ctx, org) => ({
    ...at((await aHandover(ctx, await placeOfOrganisation(ctx, org))).id),
    body: { effectiveOn: today(ctx).toString(), terms: "样例", other: [], staff: [], version: 1 },
  }),
  "places.sign-handover": async (ctx, org) => ({
    ...at((await aHandover(ctx, await placeOfOrganisation(ctx, org))).id),
    body: { side: "from", version: 1 },
  }),
  // Refusing is the receiving side's: here the organisation is that one.
  "places.refuse-handover": async (ctx, org) => ({
    ...at((await aHandover(ctx, (await aFacility(ctx)).id, { toOrganisationId: org })).id),
    body: { because: "样例的原因" },
  }),
  "places.withdraw-handover": async (ctx, org) => ({
    ...at((await aHandover(ctx, await placeOfOrganisation(ctx, org))).id),
    body: { because: "样例的原因" },
  }),
  "places.photographs": async (ctx, org) => at(await placeOfOrganisation(ctx, org)),
  "places.add-photograph": async (ctx, org) => ({
    ...at(await placeOfOrganisation(ctx, org)),
    body: { file: aPicture, alt: "样例照片", licence: "own" },
  }),
  "places.change-photograph": async (ctx, org) => {
    const id = await placeOfOrganisation(ctx, org);
    const photograph = (await aPhotograph(ctx, id)).id;
    return { params: { id, photograph }, body: { alt: "样例照片", licence: "permission" } };
  },
  "places.order-photographs": async (ctx, org) => {
    const id = await placeOfOrganisation(ctx, org);
    const ids = [(await aPhotograph(ctx, id)).id, (await aPhotograph(ctx, id)).id];
    return { ...at(id), body: { ids: ids.toReversed() } };
  },
  "places.erase-photograph": async (ctx, org) => {
    const id = await placeOfOrganisation(ctx, org);
    return { params: { id, photograph: (await aPhotograph(ctx, id)).id } };
  },
  "places.retire-space": async (ctx, org) => {
    const space = await aSpace(ctx, { placeId: await placeOfOrganisation(ctx, org) });
    return { params: { id: space.placeId, space: space.id } };
  },
};
