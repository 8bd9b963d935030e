import assert from "node:assert/strict";
import { type Actor, anonymous, type Role } from "#platform/auth";
import { type Ctx, inTx } from "#platform/ctx";
import { newId } from "#platform/db";
import { Problem } from "#platform/errors";
import { performer, type RawInput } from "#platform/http";
import { dbTest } from "#platform/testing";
import { operations } from "./routes.ts";
import { aFacility, anOrganisation, aSpace, samples, someDivisions, usualHours } from "./testing.ts";

const { perform } = performer(operations, { checkAnswers: true });

const staff = (role: Role, path: string): Actor => ({
  ...anonymous,
  kind: "staff",
  grants: [{ role, path }],
});

/** Carries out an operation as JSON would: the input goes through text. */
const call = (ctx: Ctx, id: string, input: RawInput, key: string | null = null) =>
  // biome-ignore lint/suspicious/noExplicitAny: what comes back was checked against the contract; the test looks inside
  perform(ctx, id, JSON.parse(JSON.stringify(input)), key) as Promise<any>;

const faultsOf = async (work: Promise<unknown>): Promise<Record<string, string>> => {
  try {
    await work;
  } catch (error) {
    if (error instanceof Problem) return Object.fromEntries(error.faults.map(({ field, id }) => [field, id]));
    throw error;
  }
  return {};
};

dbTest("every operation takes its sample, and its answer keeps the contract", async ({ ctx }) => {
  const organisation = await inTx(ctx, (inner) => anOrganisation(inner));
  for (const { operation } of operations) {
    const sample = samples[operation.id];
    assert.ok(sample, operation.id);
    const input = await inTx(ctx, (inner) => sample(inner, organisation.id));
    const roles = ["editor", "manager", "admin"] as const;
    const actor: Actor = {
      ...anonymous,
      kind: "staff",
      subject: newId(),
      grants: roles.map((role) => ({ role, path: organisation.path })),
    };
    assert.ok(await call({ ...ctx, actor }, operation.id, input), operation.id);
  }
  assert.deepEqual(Object.keys(samples).sort(), operations.map(({ operation }) => operation.id).sort());
});

dbTest("the page of a place tells its week, rooms, closures, divisions and way", async ({ ctx }) => {
  const place = await inTx(ctx, async (inner) => {
    const made = await aFacility(inner, {
      name: "城南书屋",
      names: { en: "Chengnan Reading House" },
      divisionCode: "650203001001",
      access: ["lift"],
    });
    await aSpace(inner, { placeId: made.id, name: "自习室", capacity: 12 });
    return made;
  });
  const page = await call({ ...ctx, locale: "en" }, "places.get", {
    params: { id: place.id },
    query: { lon: 84.889, lat: 45.603 },
  });
  assert.equal(page.name, "Chengnan Reading House");
  assert.deepEqual(page.kind, { code: "book-house", name: "City reading house", icon: "book-house" });
  assert.deepEqual(
    page.divisions.map(({ name }: { name: string }) => name),
    ["Karamay", "Karamay District", "Tianshan Road Subdistrict", "Test Community"],
  );
  assert.deepEqual(page.district, { code: "650203", name: "Karamay District" });
  assert.deepEqual(page.away, { metres: 1001, minutes: 18, towards: "s" });
  assert.deepEqual([page.open.state, page.open.until], ["open", "2026-06-12T12:00:00Z"]);
  assert.equal(page.week.length, 7);
  assert.deepEqual(
    page.spaces.map(({ name, book }: { name: string; book: string | null }) => [name, book]),
    [["自习室", null]],
  );
  assert.deepEqual(page.can, []);
  const asClerk = await call({ ...ctx, actor: staff("clerk", place.orgPath) }, "places.get", {
    params: { id: place.id },
  });
  assert.deepEqual(asClerk.can, ["close"]);
});

dbTest(
  "an editor keeps the places of the own organisation and of those below, not the neighbour's",
  async ({ ctx }) => {
    const { own, below, beside } = await inTx(ctx, async (inner) => {
      const above = await anOrganisation(inner);
      const mine = await anOrganisation(inner, { parentId: above.id });
      return {
        own: await aFacility(inner, { organisationId: mine.id }),
        below: await aFacility(inner, {
          organisationId: (await anOrganisation(inner, { parentId: mine.id })).id,
        }),
        beside: await aFacility(inner, {
          organisationId: (await anOrganisation(inner, { parentId: above.id })).id,
        }),
      };
    });
    const editor = { ...ctx, actor: staff("editor", own.orgPath) };
    const change = (id: string) =>
      call(editor, "places.change", {
        params: { id },
        body: { version: 1, changes: { phone: "0990-6000000" } },
      });
    await change(own.id);
    await change(below.id);
    await assert.rejects(change(beside.id), { id: "forbidden" });
    const listed = await call(editor, "places.desk-list", { query: {} });
    assert.deepEqual(listed.items.map(({ id }: { id: string }) => id).sort(), [own.id, below.id].sort());
    await assert.rejects(call(editor, "places.end", { params: { id: own.id }, body: { on: "2026-06-12" } }), {
      id: "forbidden",
    });
    // Moving to an organisation that is not one's own takes its manager too.
    const manager = { ...ctx, actor: staff("manager", own.orgPath) };
    const move = {
      params: { id: own.id },
      body: { organisationId: beside.organisationId, on: "2026-06-12" },
    };
    await assert.rejects(call(manager, "places.move", move), { id: "forbidden" });
  },
);

dbTest(
  "whoever begins a place is offered the own division, and told what is not filled in",
  async ({ ctx }) => {
    const [district, team] = await inTx(ctx, async (inner) => {
      await someDivisions(inner);
      const one = await anOrganisation(inner, { divisionCode: "650203" });
      return [one, await anOrganisation(inner, { parentId: one.id })] as const;
    });
    const editor = { ...ctx, actor: staff("editor", team.path) };
    const choices = await call(editor, "places.register-choices", {});
    assert.deepEqual(choices.organisations, [
      { id: team.id, name: team.name, division: district.divisionCode },
    ]);
    const body = { name: "", kind: "", level: "community", organisationId: team.id, divisionCode: "" };
    assert.deepEqual(await faultsOf(call(editor, "places.register", { body })), {
      "/body/name": "missing",
      "/body/kind": "missing",
      "/body/divisionCode": "missing",
    });
  },
);

dbTest("bad input is refused at its field and writes nothing", async ({ ctx, db }) => {
  const place = await inTx(ctx, (inner) => aFacility(inner));
  const editor = { ...ctx, actor: staff("manager", place.orgPath) };
  const change = (changes: object) =>
    faultsOf(call(editor, "places.change", { params: { id: place.id }, body: { version: 1, changes } }));
  const at = "/body/changes";
  assert.deepEqual(await change({ name: "" }), { [`${at}/name`]: "missing" });
  assert.deepEqual(await change({ name: " " }), { [`${at}/name`]: "missing" });
  assert.deepEqual(await change({ name: "长".repeat(2_000_000) }), { [`${at}/name`]: "too-long" });
  assert.deepEqual(await change({ name: "一\n二" }), { [`${at}/name`]: "pattern" });
  assert.deepEqual(await change({ name: "空\u0000" }), { [`${at}/name`]: "unwritable" });
  assert.deepEqual(await change({ level: "province" }), { [`${at}/level`]: "not-offered" });
  assert.deepEqual(await change({ access: ["lift", "elevator"] }), { [`${at}/access/1`]: "not-offered" });
  assert.deepEqual(await change({ surprise: 1 }), { [`${at}/surprise`]: "unknown" });
  assert.deepEqual(await change({ position: { system: "WGS-84", lon: 184.9, lat: 45.6 } }), {
    [`${at}/position/lon`]: "too-large",
  });
  assert.deepEqual(await change({ position: { lon: 84.9, lat: 45.6 } }), {
    [`${at}/position/system`]: "missing",
  });
  assert.deepEqual(await change({ names: { tlh: "qaStaH" } }), { [`${at}/names/tlh`]: "unknown" });
  const week = (mon: object[]) => change({ hours: { week: { mon } } });
  const hours = `${at}/hours/week/mon`;
  assert.deepEqual(await week([{ from: "25:00", to: "26:00" }]), {
    [`${hours}/0/from`]: "hours.time",
    [`${hours}/0/to`]: "hours.time",
  });
  assert.deepEqual(
    await week([
      { from: "10:00", to: "12:00" },
      { from: "11:00", to: "13:00" },
    ]),
    { [`${hours}/1/from`]: "hours.overlap" },
  );
  assert.deepEqual(await week([{ from: "10:00", to: "10:00" }]), { [`${hours}/0/to`]: "hours.empty" });
  assert.deepEqual(
    await change({
      hours: {
        ...usualHours,
        exceptions: [{ from: "2026-02-30", to: "2026-03-01", sessions: [], reason: "" }],
      },
    }),
    {
      [`${at}/hours/exceptions/0/from`]: "hours.date",
      [`${at}/hours/exceptions/0/reason`]: "hours.reason-missing",
    },
  );
  const space = (over: object) =>
    faultsOf(
      call(editor, "places.add-space", {
        params: { id: place.id },
        body: { name: "厅", capacity: 5, ...over },
      }),
    );
  assert.deepEqual(await space({ capacity: 0 }), { "/body/capacity": "too-small" });
  assert.deepEqual(await space({ capacity: 1.5 }), { "/body/capacity": "type" });
  assert.deepEqual(await space({ areaM2: -2 }), { "/body/areaM2": "type" });
  await assert.rejects(call(ctx, "places.get", { params: { id: "1; drop table" }, query: {} }), {
    id: "input.invalid",
  });
  const { version } = await db.one<{
    version: number;
  }>`select version from places.facility where id = ${place.id}`;
  assert.equal(version, 1);
});

dbTest(
  "a command repeated with its key is done once; with other input under the key it is refused",
  async ({ ctx, db }) => {
    const place = await inTx(ctx, (inner) => aFacility(inner));
    const editor = { ...ctx, actor: staff("editor", place.orgPath) };
    const add = (name: string) =>
      call(
        editor,
        "places.add-space",
        { params: { id: place.id }, body: { name, capacity: 5 } },
        "key-12345678",
      );
    assert.deepEqual(await add("一号厅"), await add("一号厅"));
    await assert.rejects(add("二号厅"), { id: "idempotency.other-input" });
    const rows = await db.many`select from places.space where facility_id = ${place.id}`;
    assert.equal(rows.length, 1);
  },
);

dbTest(
  "divisions are told as of a day, with their history, and populations with basis and year",
  async ({ ctx }) => {
    await inTx(ctx, someDivisions);
    const { items } = await call(ctx, "places.divisions", { query: { parent: "6502" } });
    assert.deepEqual(
      items.map(({ code }: { code: string }) => code),
      ["650202", "650203", "650204", "650205"],
    );
    const top = await call(ctx, "places.divisions", { query: {} });
    assert.deepEqual(
      top.items.map(({ name }: { name: string }) => name),
      ["克拉玛依市"],
    );
    const one = await call(ctx, "places.division", { params: { code: "650203000000" } });
    assert.equal(one.history[0].name, "克拉玛依区");
    await assert.rejects(call(ctx, "places.division", { params: { code: "99" } }), { id: "not-found" });
  },
);
