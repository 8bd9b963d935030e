import assert from "node:assert/strict";
import { anOrganisation } from "#places/testing";
import { inTx, today } from "#platform/ctx";
import { Problem } from "#platform/errors";
import { problemDocument } from "#platform/http";
import { texts } from "#platform/i18n";
import { fill, joinSlots } from "#platform/slots";
import { dbTest } from "#platform/testing";
import { aPenaltyRule } from "../penalties/testing.ts";
import { tryRules } from "../rules/show-rules.ts";
import { aRule } from "../rules/testing.ts";
import { offerKinds, offerSorts } from "../slots.ts";

dbTest(
  "a rule is for what some module offers, else the refusal says what there is",
  async ({ ctx: bare }) => {
    const slots = joinSlots([
      fill(offerSorts, async () => [{ code: "lecture", name: "讲座" }]),
      fill(offerKinds, async () => [{ code: "event-session", name: "活动" }]),
      // What another module adds.
      fill(offerSorts, async () => [{ code: "rehearsal", name: "排练" }]),
      fill(offerKinds, async () => [{ code: "room-slot", name: "场地" }]),
    ]);
    const ctx = { ...bare, slots };
    const { id } = await inTx(ctx, (inner) => anOrganisation(inner));
    const level = { kind: "level", level: 1 } as const;
    const house = (onlyFor: string) => inTx(ctx, (inner) => aRule(inner, id, level, { onlyFor }));
    const noShow = (onlyFor: string) => inTx(ctx, (inner) => aPenaltyRule(inner, id, { onlyFor }));
    const day = today(ctx).toString();
    const trial = (sort: string) =>
      tryRules(ctx, { organisation: id, asked: day, day, level: 0, size: 1, channel: "online", sort });

    for (const sort of ["lecture", "rehearsal"]) {
      assert.equal((await house(sort)).version, 1);
      assert.equal((await trial(sort)).length, 1);
    }
    for (const kind of ["event-session", "room-slot"]) assert.equal((await noShow(kind)).version, 1);

    const refusals = [
      [() => house("lectures"), "/body/onlyFor", "讲座 / 排练"],
      [() => trial("lectures"), "/query/sort", "讲座 / 排练"],
      [() => noShow("lecture"), "/body/onlyFor", "活动 / 场地"],
    ] as const;
    for (const [asked, field, known] of refusals) {
      const problem = await asked().then(
        () => null,
        (error) => error,
      );
      assert.ok(problem instanceof Problem);
      const { errors } = problemDocument(problem, texts("zh-CN"), "r");
      assert.deepEqual(errors, [
        { field, id: "only-for.unknown", message: `没有这一类，可以选的有：${known}` },
      ]);
    }
  },
);
