import assert from "node:assert/strict";
import { Temporal } from "temporal-polyfill";
import { aResident } from "#people/testing";
import { anOrganisation } from "#places/testing";
import { type Ctx, inTx } from "#platform/ctx";
import { fill, joinSlots } from "#platform/slots";
import { dbTest } from "#platform/testing";
import { offerSorts } from "../slots.ts";
import { anOffer } from "../testing.ts";
import { showRules, tryRules, versionStanding } from "./show-rules.ts";
import { underRules } from "./shown.ts";
import { aRule } from "./testing.ts";

const aHouse = (ctx: Ctx, differs = {}) => inTx(ctx, (inner) => anOrganisation(inner, differs));
const now = Temporal.Instant.from("2026-06-12T10:00:00Z");

dbTest("the latest version that has begun is in force; one overtaken before it began is past", async () => {
  const hours = (from: number) => now.add({ hours: from });
  const version = (n: number, since: number, until: number | null = null) => ({
    version: n,
    since: hours(since),
    until: until === null ? null : hours(until),
  });
  const all = [version(1, -9), version(2, 5), version(3, -1, 9), version(4, 8)];
  const standings = (at: number) => all.map((one) => versionStanding(one, all, hours(at)));
  assert.deepEqual(standings(0), ["past", "past", "in-force", "coming"]);
  assert.deepEqual(standings(8), ["past", "past", "past", "in-force"]);
  const last = version(1, -9, 0);
  assert.equal(versionStanding(last, [last], now), "past");
  assert.equal(versionStanding(last, [last], hours(-1)), "in-force");
});

dbTest(
  "everybody reads the rules before they try, with who set them and for which places",
  async ({ ctx }) => {
    const house = await aHouse(ctx, { name: "北馆" });
    const offerId = await inTx(ctx, async (inner) => {
      await aRule(inner, house.id, { kind: "age", from: 16, to: null }, { basis: "入馆须知第三条" });
      await aRule(inner, house.id, { kind: "horizon", days: 0, at: "18:30" }, { channel: "online" });
      const pools = (["online", "counter"] as const).map((channel) => ({
        channel,
        quota: 5,
        releasesAt: null,
      }));
      const own = { companion: { under: 18 } };
      return (await anOffer(inner, { orgPath: house.path, pools, rules: { own } })).offerId;
    });
    const { offers: views, shown: shownOf } = await underRules(ctx, [offerId]);
    const [online, counter] = views.get(offerId)?.pools ?? [];
    assert.equal(online?.releasesAt, "2026-06-12T10:30:00Z");
    assert.equal(counter?.releasesAt, "2026-06-11T10:00:00Z");
    assert.equal(views.get(offerId)?.opensAt, "2026-06-12T10:30:00Z");
    const shown = (await shownOf(new Set([offerId]))).get(offerId);
    assert.deepEqual(shown, {
      rules: [
        { says: "活动当天 18:30 起可以预约", source: "北馆的规定：馆内预约规定", pools: ["online"] },
        { says: "16 周岁及以上（按活动当天计算）", source: "北馆的规定：入馆须知第三条", pools: null },
        { says: "未满 18 周岁须有大人同行，一起预约", source: null, pools: null },
      ],
      unmet: [],
    });
  },
);

dbTest(
  "who is signed in sees which rules they do not meet; a helper learns nothing of the person",
  async ({ ctx }) => {
    const house = await aHouse(ctx, { name: "北馆" });
    const [offerId, child] = await inTx(ctx, async (inner) => {
      await aRule(inner, house.id, { kind: "level", level: 1 });
      await aRule(inner, house.id, { kind: "age", from: 16, to: null });
      return [
        (await anOffer(inner, { orgPath: house.path })).offerId,
        await aResident(inner, { born: "2015-01-01" }),
      ];
    });
    const seenBy = async (actor: Ctx["actor"]) => {
      const own = { ...ctx, actor };
      const { shown } = await underRules(own, [offerId]);
      return (await shown(new Set([offerId]))).get(offerId)?.unmet;
    };
    const unmet = await seenBy(child.actor);
    assert.deepEqual(
      unmet?.map(({ title, next }) => [title, next?.href ?? null]),
      [
        ["预约要求身份等级 1 级", "/my/documents?need=1"],
        ["须年满 16 周岁", null],
      ],
    );
    const acting = (as: "guardian" | "helper") => ({
      ...child.actor,
      onBehalfOf: { account: child.account, subject: child.subject, as, level: 0 as const },
    });
    assert.equal((await seenBy(acting("guardian")))?.length, 2);
    assert.deepEqual(await seenBy(acting("helper")), []);
  },
);

dbTest(
  "the desk sees its own and what holds from above, and tries them on a day to come",
  async ({ ctx: bare }) => {
    const sorts = fill(offerSorts, async () => [{ code: "reading", name: "阅读" }]);
    const ctx = { ...bare, slots: joinSlots([sorts]) };
    const above = await aHouse(ctx, { name: "文化局" });
    const house = await aHouse(ctx, { name: "北馆", parentId: above.id });
    await inTx(ctx, async (inner) => {
      await aRule(inner, above.id, { kind: "group", from: 1, to: 4 });
      await aRule(inner, house.id, { kind: "age", from: null, to: 14 }, { onlyFor: "reading" });
      await aRule(
        inner,
        house.id,
        { kind: "age", from: null, to: 12 },
        { onlyFor: "reading", since: "2026-07-01", after: 1 },
      );
    });
    const { own, above: inherited } = await showRules(ctx, house.id);
    assert.deepEqual(
      own.map(({ version, standing, says }) => [version, standing, says]),
      [
        [2, "coming", "12 周岁及以下（按活动当天计算）"],
        [1, "in-force", "14 周岁及以下（按活动当天计算）"],
      ],
    );
    assert.deepEqual(
      inherited.map(({ setBy, says }) => [setBy, says]),
      [["文化局", "一次预约 1 到 4 人"]],
    );
    const trial = { organisation: house.id, day: "2026-07-10", level: 0, size: 5, channel: "online" };
    const tried = async (differs: object) =>
      (await tryRules(ctx, { ...trial, asked: "2026-06-12", ...differs })).map(({ kind, outcome }) => [
        kind,
        outcome,
      ]);
    assert.deepEqual(await tried({}), [["group", "unmet"]]);
    const reads = { sort: "reading", born: "2013-07-10", size: 1 };
    assert.deepEqual(await tried(reads), [
      ["group", "met"],
      ["age", "met"],
    ]);
    assert.deepEqual(await tried({ ...reads, asked: "2026-06-30" }), [
      ["group", "met"],
      ["age", "met"],
    ]);
    assert.deepEqual(await tried({ ...reads, asked: "2026-07-01" }), [
      ["group", "met"],
      ["age", "unmet"],
    ]);
  },
);
