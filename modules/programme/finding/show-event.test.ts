import assert from "node:assert/strict";
import { anOrganisation } from "#places/testing";
import { inTx } from "#platform/ctx";
import { countStatements, dbTest } from "#platform/testing";
import { anEvent } from "../testing.ts";
import { showEvent } from "./show-event.ts";

dbTest("the page of an event sends as many statements for sixty evenings as for one", async ({ ctx }) => {
  const { id: organisationId } = await inTx(ctx, (inner) => anOrganisation(inner));
  const cost = async (evenings: number) => {
    const sessions = Array.from({ length: evenings }, (_, n) => {
      const startsAt = ctx.clock().add({ hours: 24 * (n + 2) });
      return { startsAt: startsAt.toString(), endsAt: startsAt.add({ hours: 2 }).toString() };
    });
    const { id } = await anEvent(ctx, { organisationId, sessions });
    const { answer, statements } = await countStatements(ctx, (inner) => showEvent(inner, id));
    assert.equal(answer.sessions.length, evenings);
    return statements;
  };
  const one = await cost(1);
  assert.ok(one <= 20, `${one} statements`);
  assert.equal(await cost(60), one);
});
