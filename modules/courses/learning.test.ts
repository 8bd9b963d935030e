import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { test } from "node:test";
import { rollOf } from "#booking";
import { settleOffers } from "#booking/filling";
import { noticesOf } from "#people/testing";
import { anOrganisation } from "#places/testing";
import type { Actor } from "#platform/auth";
import { type Ctx, inTx } from "#platform/ctx";
import { dbTest } from "#platform/testing";
import { certificatePdf } from "./learning/certificate-pdf.ts";
import { certificatesOfClaims } from "./learning/certificate-store.ts";
import { issue, standings, verify, withdraw } from "./learning/certificates.ts";
import { masked } from "./learning/masked.ts";
import { forgetPerson } from "./learning/one-person.ts";
import { join, mine } from "./learning/record.ts";
import { certificatesToday } from "./learning/today.ts";
import { setLinks } from "./lessons/write-lessons.ts";
import { mark } from "./teaching/roll.ts";
import { aClass, aClassOver, aLearner } from "./testing.ts";

const as = <C extends Ctx>(ctx: C, actor: Actor): C => ({ ...ctx, actor });
const later = <C extends Ctx>(ctx: C, hours: number): C => {
  const now = ctx.clock().add({ minutes: hours * 60 });
  return { ...ctx, clock: () => now };
};
/** Numbers of certificates are those of one city. */
const giving = <C extends Ctx>(ctx: C, actor: Actor): C => ({ ...as(ctx, actor), random: randomBytes });
const anOrg = (ctx: Ctx) => inTx(ctx, (inner) => anOrganisation(inner, {}));

test("a name is masked: its first sign stays", () => {
  for (const [name, as] of [
    ["王小明", "王＊＊"],
    ["王", "王"],
    ["艾尼瓦尔·买买提", "艾＊＊＊＊＊＊＊"],
    ["ئەنۋەر مەمەت", "ئ*** ***"],
    ["Anwar Mamat", "A*** ***"],
    ["", ""],
  ] as const)
    assert.equal(masked(name), as);
});

dbTest(
  "who came to enough lessons gets one certificate, and anybody can verify its number",
  async ({ ctx }) => {
    const { id: organisationId } = await anOrg(ctx);
    const built = await inTx(ctx, (inner) => aClassOver(inner, organisationId));
    const publishing = giving(ctx, built.publisher);
    const before = await standings(publishing, built.classId);
    assert.deepEqual([before.held, before.ahead, before.learners[0]?.reached], [4, 0, true]);
    assert.deepEqual(await inTx(publishing, (inner) => issue(inner, built.classId)), {
      issued: 1,
      already: 0,
      below: 0,
      unnamed: 0,
    });
    assert.deepEqual(await inTx(publishing, (inner) => issue(inner, built.classId)), {
      issued: 0,
      already: 1,
      below: 0,
      unnamed: 0,
    });
    const [given] = await certificatesOfClaims(ctx.db, [built.learner.claimId]);
    if (!given) throw new Error("a certificate was given");
    const shown = await verify(ctx, given.number.toLowerCase());
    assert.deepEqual([shown.title, shown.lessons, shown.attended], ["少儿书法启蒙", 4, 4]);
    assert.equal(shown.name, masked(given.name));
    const record = await mine(as(ctx, built.learner.actor));
    assert.equal(record.items[0]?.certificate?.number, given.number);
    assert.deepEqual(record.totals, {
      classes: 1,
      houses: 1,
      lessons: 4,
      minutes: 360,
      online: 0,
      watched: 0,
      certificates: 1,
    });
    assert.equal(await inTx(ctx, (inner) => forgetPerson(inner, built.learner.subject)), 1);
    assert.equal((await verify(ctx, given.number)).name, "");
  },
);

dbTest(
  "who left no name gets no certificate, is told so, and gets one once they gave it",
  async ({ ctx }) => {
    const { id: organisationId } = await anOrg(ctx);
    const built = await inTx(ctx, (inner) => aClassOver(inner, organisationId, { learner: { name: null } }));
    const publishing = giving(ctx, built.publisher);
    const give = () => inTx(publishing, (inner) => issue(inner, built.classId));
    for (let again = 0; again < 2; again += 1)
      assert.deepEqual(await give(), { issued: 0, already: 0, below: 0, unnamed: 1 });
    assert.deepEqual((await standings(publishing, built.classId)).learners[0]?.named, false);
    const keys = (await noticesOf(ctx.db, built.learner.subject)).map(({ key }) => key);
    assert.deepEqual(
      keys.filter((key) => key === "notice.certificate-needs-name"),
      ["notice.certificate-needs-name"],
      "once",
    );
  },
);

dbTest(
  "the desk is told who has earned one, who fell short and why, and whose does not hold any more",
  async ({ ctx }) => {
    const { id: organisationId } = await anOrg(ctx);
    const built = await inTx(ctx, (inner) => aClassOver(inner, organisationId));
    const short = await aLearner(later(ctx, -239), built.offerId);
    const told = async (actor: Actor) =>
      (await certificatesToday(as(ctx, actor))).map(({ key, values }) => [key, values?.count, values?.short]);
    assert.deepEqual(await told(built.manager), [["today.class-to-certify", 1, 1]]);
    assert.deepEqual(await told(built.editor), []);
    const towards = async (actor: Actor, at: Ctx = ctx) => (await mine(as(at, actor))).items[0]?.towards;
    assert.deepEqual(await towards(built.learner.actor), { share: 75, needs: 0, left: 0 });
    assert.deepEqual(await towards(short.actor), { share: 75, needs: 3, left: 0 });
    assert.deepEqual(await towards(short.actor, later(ctx, 24 * -9 + 2)), { share: 75, needs: 3, left: 3 });
    const correct = (claimId: string, lesson: number, as: "absent" | "present" | "excused") =>
      inTx({ ...ctx, actor: built.manager }, (inner) =>
        mark(inner, {
          id: built.lessonIds[lesson] ?? "",
          marks: [{ claimId, mark: as }],
          reason: "核对签到表",
        }),
      );
    await correct(short.claimId, 0, "absent");
    await correct(short.claimId, 1, "excused");
    const standing = async () => standings(as(ctx, built.manager), built.classId);
    const { learners, unrolled } = await standing();
    const { reached, canReach, absent, excused, attended } = learners[1] ?? {};
    assert.deepEqual([reached, canReach, absent, excused, attended], [false, false, 1, 1, 0]);
    assert.deepEqual(unrolled, []);

    await inTx(giving(ctx, built.publisher), (inner) => issue(inner, built.classId));
    assert.deepEqual(await told(built.manager), [["today.class-short", 1, 1]]);
    assert.deepEqual(await certificatesToday(later(as(ctx, built.manager), 24 * 15)), [], "only lately");

    for (const lesson of [0, 1, 2]) await correct(short.claimId, lesson, "present");
    assert.deepEqual(await told(built.manager), [["today.class-to-certify", 1, 0]], "the roll was put right");
    for (const lesson of [0, 1]) await correct(built.learner.claimId, lesson, "absent");
    assert.deepEqual(await told(built.manager), [
      ["today.certificate-no-longer", 1, 1],
      ["today.class-to-certify", 1, 1],
    ]);
  },
);

dbTest(
  "while a class goes on its staff see who cannot reach the share any more, and whose roll nobody took",
  async ({ ctx }) => {
    const { id: organisationId } = await anOrg(ctx);
    const built = await aClass(ctx, { organisationId });
    const learner = await aLearner(ctx, built.offerId);
    const [first = "", second = ""] = built.lessonIds;
    const after = later(as(ctx, built.manager), 24 * 2 + 2);
    const mark1 = (id: string) =>
      inTx(later(as(ctx, built.teacher), 24 * 2 + 2), (inner) =>
        mark(inner, { id, marks: [{ claimId: learner.claimId, mark: "absent" }], reason: "补记" }),
      );
    const seen = async () => {
      const { learners, unrolled } = await standings(after, built.classId);
      return [learners[0]?.canReach, unrolled.map(({ id }) => id)];
    };
    assert.deepEqual(await seen(), [false, [first, second]], "two of four are over, three are needed");
    await mark1(first);
    assert.deepEqual(await seen(), [false, [second]]);
  },
);

dbTest(
  "a certificate is withdrawn with a reason, for good, and another given where the roll still allows it",
  async ({ ctx }) => {
    const { id: organisationId } = await anOrg(ctx);
    const built = await inTx(ctx, (inner) => aClassOver(inner, organisationId));
    const publishing = giving(ctx, built.publisher);
    await inTx(publishing, (inner) => issue(inner, built.classId));
    const numberNow = async () =>
      (await certificatesOfClaims(ctx.db, [built.learner.claimId])).at(-1)?.number ?? "";
    const first = await numberNow();
    const take = (number: string, again: boolean) =>
      inTx(publishing, (inner) => withdraw(inner, { number, reason: "姓名写错了", again }));
    const { number: second } = await take(first, true);
    assert.ok(second && second !== first);
    assert.deepEqual(
      [(await verify(ctx, first)).state, (await verify(ctx, second)).state],
      ["replaced", "true"],
    );
    await assert.rejects(take(first, true), { id: "certificate.replaced" });
    for (const id of built.lessonIds.slice(0, 2))
      await inTx(publishing, (inner) =>
        mark(inner, { id, marks: [{ claimId: built.learner.claimId, mark: "absent" }], reason: "点错了" }),
      );
    await assert.rejects(take(second, true), { id: "certificate.below-share" });
    assert.equal((await verify(ctx, second)).state, "true", "nothing of it was done");
    assert.deepEqual(await take(second, false), { number: null });
    await assert.rejects(take(second, false), { id: "certificate.withdrawn" });
    assert.equal((await verify(ctx, second)).state, "withdrawn");
    assert.equal((await verify(ctx, first)).state, "withdrawn", "nothing holds instead of it any more");
    await assert.rejects(certificatePdf(ctx, second, "zh-CN"), { id: "certificate.withdrawn" });
    assert.equal((await mine(as(ctx, built.learner.actor))).items[0]?.certificate, null);
    assert.equal((await inTx(publishing, (inner) => issue(inner, built.classId))).issued, 0);
    const told = await noticesOf(ctx.db, built.learner.subject);
    assert.equal(told.filter(({ key }) => key === "notice.certificate-withdrawn").length, 2);
  },
);

dbTest(
  "the database keeps certificates: one that holds for a claim, none without a name, none changed",
  async ({ ctx }) => {
    const { id: organisationId } = await anOrg(ctx);
    const built = await inTx(ctx, (inner) => aClassOver(inner, organisationId));
    await inTx(giving(ctx, built.publisher), (inner) => issue(inner, built.classId));
    const { claimId } = built.learner;
    const copy = (name: string, number: string) => ctx.db.run`
    insert into courses.certificate (id, number, class_id, claim_id, subject, name, lessons, attended, issued_on, issued_at, issued_by)
    select gen_random_uuid(), ${number}, class_id, claim_id, subject, ${name}, lessons, attended, issued_on, issued_at, issued_by
      from courses.certificate where claim_id = ${claimId}`;
    await assert.rejects(copy("王小明", "AAAA"), { constraint: "certificate_once" });
    await assert.rejects(copy(" ", "AAAA"), { constraint: "certificate_named" });
    const kept = /a certificate is never changed/;
    await assert.rejects(ctx.db.run`delete from courses.certificate where claim_id = ${claimId}`, kept);
    await assert.rejects(
      ctx.db.run`update courses.certificate set attended = 1 where claim_id = ${claimId}`,
      kept,
    );
    await assert.rejects(
      ctx.db.run`update courses.certificate set name = '别人' where claim_id = ${claimId}`,
      kept,
    );
    await assert.rejects(
      ctx.db.run`update courses.certificate set withdrawn_at = now() where claim_id = ${claimId}`,
      { constraint: "certificate_withdrawn_whole" },
    );
    await ctx.db.run`
    update courses.certificate set withdrawn_at = now(), withdrawn_by = issued_by, withdrawn_because = '误发' where claim_id = ${claimId}`;
    await assert.rejects(
      ctx.db.run`
      update courses.certificate set withdrawn_at = null, withdrawn_by = null, withdrawn_because = null where claim_id = ${claimId}`,
      kept,
    );
  },
);

dbTest("no certificates while lessons are ahead, and none below the share", async ({ ctx }) => {
  const { id: organisationId } = await anOrg(ctx);
  const built = await aClass(ctx, { organisationId });
  const learner = await aLearner(ctx, built.offerId);
  const [first = "", second = ""] = built.lessonIds;
  for (const [id, hours] of [
    [first, 24],
    [second, 48],
  ] as const)
    await inTx(later(as(ctx, built.teacher), hours), (inner) =>
      mark(inner, { id, marks: [{ claimId: learner.claimId, mark: "late" }] }),
    );
  await assert.rejects(
    inTx(later(as(ctx, built.publisher), 50), (inner) => issue(inner, built.classId)),
    { id: "certificate.class-not-over" },
  );
  assert.deepEqual(
    await inTx(later(as(ctx, built.publisher), 24 * 6), (inner) => issue(inner, built.classId)),
    { issued: 0, already: 0, below: 1, unnamed: 0 },
  );
});

dbTest("who never came has missed the class, who came once has attended", async ({ ctx }) => {
  const { id: organisationId } = await anOrg(ctx);
  const built = await aClass(ctx, { organisationId });
  const came = await aLearner(ctx, built.offerId);
  await aLearner(ctx, built.offerId);
  await inTx(later(as(ctx, built.teacher), 48), (inner) =>
    mark(inner, { id: built.lessonIds[1] ?? "", marks: [{ claimId: came.claimId, mark: "present" }] }),
  );
  await settleOffers(later(ctx, 24 * 7));
  assert.deepEqual(
    (await rollOf(ctx.db, [built.offerId])).map(({ state }) => state),
    ["attended", "no-show"],
  );
  const record = await mine(as(later(ctx, 24 * 7), came.actor));
  assert.deepEqual(
    record.items.map(({ state, held, attended }) => [state, held, attended]),
    [["over", 4, 1]],
  );
});

dbTest(
  "a lesson on line is joined by those in the class, which is coming to it, and watched again",
  async ({ ctx }) => {
    const { id: organisationId } = await anOrg(ctx);
    const link = "https://example.org/class";
    const built = await aClass(ctx, { organisationId, class: { mode: "online", link } });
    const learner = await aLearner(ctx, built.offerId);
    const stranger = await aLearner(ctx, (await aClass(ctx, { organisationId })).offerId);
    const [lessonId = ""] = built.lessonIds;
    const joinAt = (hours: number, actor: Actor) =>
      inTx(later(as(ctx, actor), hours), (inner) => join(inner, lessonId));
    await assert.rejects(joinAt(23, learner.actor), { id: "lesson.not-online" });
    await assert.rejects(joinAt(24, stranger.actor), { id: "lesson.not-yours" });
    assert.deepEqual(await joinAt(24, learner.actor), { link });
    const replayLink = "https://example.org/replay";
    const links = (hours: number) =>
      inTx(later(as(ctx, built.editor), hours), (inner) =>
        setLinks(inner, { id: lessonId, link: null, replayLink }),
      );
    await assert.rejects(links(24.5), { faults: [{ field: "/body/replayLink", id: "stream.not-over" }] });
    await links(26);
    assert.deepEqual(await joinAt(30, learner.actor), { link: replayLink });
    const record = await mine(later(as(ctx, learner.actor), 30));
    const [own] = record.items;
    assert.deepEqual([record.totals.online, record.totals.watched], [1, 1]);
    assert.deepEqual([own?.attended, own?.watched, own?.lessons[0]?.mark], [1, 1, "present"]);
  },
);
