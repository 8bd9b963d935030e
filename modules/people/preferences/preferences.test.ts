import assert from "node:assert/strict";
import { anOrganisation } from "#places/testing";
import { type Ctx, inTx, trueRandom } from "#platform/ctx";
import type { Problem } from "#platform/errors";
import { performer } from "#platform/http";
import { dbTest } from "#platform/testing";
import { operations } from "../routes.ts";
import { aChild, aResident, aStaff, type Made } from "../testing.ts";

const city = performer(operations, { checkAnswers: true });
const call = <A>(ctx: Ctx, actor: Made["actor"], operation: string, input: object) =>
  city.perform({ ...ctx, random: trueRandom, actor }, operation, input, null) as Promise<A>;
const faultsOf = (tried: Promise<unknown>) =>
  tried.then(
    () => [],
    (error: Problem) => error.faults.map(({ field, id }) => `${field} ${id}`),
  );
const choose = (languages: string[], audiences: string[], consent = true) => ({
  body: { languages, audiences, consent },
});

interface Preferences {
  languages: string[];
  audiences: string[];
  offered: { code: string; says: string }[];
}

dbTest(
  "languages and groups are chosen, read back in their order, and taken back whole",
  async ({ db, ctx }) => {
    const one = await inTx(ctx, (inner) => aResident(inner));
    const own = () => call<Preferences>(ctx, one.actor, "people.preferences", {});
    assert.deepEqual([(await own()).languages, (await own()).audiences], [[], []], "nothing is asked");
    await call(
      ctx,
      one.actor,
      "people.change-preferences",
      choose(["ug", "zh"], ["students", "older-people"]),
    );
    const chosen = await own();
    assert.deepEqual(chosen.languages, ["ug", "zh"], "the best first");
    assert.deepEqual(chosen.audiences, ["older-people", "students"]);
    await call(ctx, one.actor, "people.change-preferences", choose([], [], false));
    assert.deepEqual([(await own()).languages, (await own()).audiences], [[], []]);
    assert.deepEqual(await db.many`select 1 from people.chosen_audience where account = ${one.account}`, []);
  },
);

dbTest("groups need a consent of their own, with its wording; languages do not", async ({ db, ctx }) => {
  const one = await inTx(ctx, (inner) => aResident(inner));
  const change = (input: object) => call(ctx, one.actor, "people.change-preferences", input);
  assert.deepEqual(await faultsOf(change(choose(["en"], ["students"], false))), [
    "/body/consent consent.missing",
  ]);
  assert.deepEqual(await faultsOf(change(choose([], ["nobody-here"]))), ["/body/audiences audience.unknown"]);
  await change(choose(["en"], [], false));
  await change(choose(["en"], ["students"]));
  await change(choose(["en"], ["students"], false));
  const rows = await db.many<{ consentVersion: string }>`
    select consent_version from people.chosen_audience where account = ${one.account}`;
  assert.deepEqual(rows, [{ consentVersion: "2026-11-29" }], "what was agreed to before stays agreed to");
});

dbTest(
  "the words are the city's: an admin adds and retires them, whoever chose one keeps it",
  async ({ ctx }) => {
    const { admin, one, clerk } = await inTx(ctx, async (inner) => {
      const root = await anOrganisation(inner);
      const clerk = await aStaff(inner, { organisationId: root.id, role: "clerk" });
      return {
        clerk,
        admin: await aStaff(inner, { organisationId: root.id, role: "admin" }),
        one: await aResident(inner),
      };
    });
    const put = (actor: Made["actor"], retired: boolean) =>
      call(ctx, actor, "people.put-audience", {
        params: { code: "night-workers" },
        body: { name: "夜班职工", names: { en: "Night workers" }, sort: 65, retired },
      });
    await assert.rejects(put(clerk.actor, false), { id: "forbidden" });
    await put(admin.actor, false);
    const offered = async (who: Made) =>
      (await call<Preferences>({ ...ctx, locale: "en" }, who.actor, "people.preferences", {})).offered.find(
        ({ code }) => code === "night-workers",
      )?.says;
    assert.equal(await offered(one), "Night workers");
    await call(ctx, one.actor, "people.change-preferences", choose([], ["night-workers"]));
    await put(admin.actor, true);
    const other = await inTx(ctx, (inner) => aResident(inner));
    assert.equal(await offered(other), undefined);
    assert.equal(await offered(one), "Night workers");
    const kept = call(ctx, one.actor, "people.change-preferences", choose(["ru"], ["night-workers"], false));
    assert.deepEqual(await faultsOf(kept), []);
  },
);

dbTest(
  "how many chose a group is told from ten on; a guardian chooses for the child, a helper for nobody",
  async ({ ctx }) => {
    const { crowd, child, helper } = await inTx(ctx, async (inner) => {
      const crowd: Made[] = [];
      for (let n = 0; n < 10; n++) crowd.push(await aResident(inner));
      const child = await aChild(inner, await aResident(inner));
      const ward = await aResident(inner);
      const agent = await aResident(inner);
      const onBehalfOf = { account: ward.account, subject: ward.subject, as: "helper" as const };
      return { crowd, child, helper: { ...agent.actor, onBehalfOf } };
    });
    const told = async () => {
      const { items } = await call<{ items: { code: string; chosen: number | null }[] }>(
        ctx,
        helper,
        "people.audiences",
        {},
      );
      return items.find(({ code }) => code === "veterans")?.chosen;
    };
    for (const [at, { actor }] of crowd.entries()) {
      await call(ctx, actor, "people.change-preferences", choose([], ["veterans"]));
      assert.equal(await told(), at + 1 < 10 ? null : 10);
    }
    await call(ctx, child.actor, "people.change-preferences", choose(["kk"], ["students"]));
    await assert.rejects(call(ctx, helper, "people.change-preferences", choose(["kk"], [])), {
      id: "forbidden",
    });
  },
);
