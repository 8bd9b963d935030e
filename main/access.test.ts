/** Every operation × role × organisation, carried out for real and compared with the table that people review. */
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { test } from "node:test";
import { aResident, aStaff } from "#people/testing";
import { anOrganisation } from "#places/testing";
import { type Actor, anonymous, type Role, roles } from "#platform/auth";
import { type Ctx, inTx, type TxCtx } from "#platform/ctx";
import { Problem } from "#platform/errors";
import { performer } from "#platform/http";
import { joinSlots } from "#platform/slots";
import { dbTest, testCtx } from "#platform/testing";
import { samples } from "../tools/suites/samples.ts";
import { modules, operations } from "./modules.ts";

const { perform } = performer(operations, { checkAnswers: true });
const slots = joinSlots(modules.flatMap((module) => module.slots ?? []));
const table = new URL("../docs/access.md", import.meta.url);

/** Where somebody's role lies, seen from the organisation the thing belongs to. */
const positions = ["above", "own", "beside", "below"] as const;

test("every operation has a sample and no sample is left over", () => {
  assert.deepEqual(
    Object.keys(samples).toSorted(),
    operations.map(({ operation }) => operation.id).toSorted(),
  );
});

dbTest("who may do what is what docs/access.md says", async ({ db }) => {
  const everybody = await inTx(testCtx(db, { slots }), someOfEach);
  const rows: string[] = [];
  for (const { operation, access } of operations.toSorted((a, b) =>
    a.operation.id.localeCompare(b.operation.id, "en"),
  )) {
    const cells = await withSample(db, operation.id, everybody.own, async (allowed) => {
      const stranger = await allowed(anonymous);
      const resident = await allowed(everybody.resident);
      if (!stranger && access.kind === "anyone")
        assert.fail(`${operation.id} is for anyone but refuses strangers`);
      if (stranger && access.kind !== "anyone") assert.fail(`${operation.id} lets strangers in`);
      const reaches: string[] = [];
      for (const role of roles) reaches.push(await reachOf(allowed, everybody.staff[role]));
      return [stranger ? "yes" : "–", resident ? "yes" : "–", ...reaches];
    });
    rows.push(
      `| \`${operation.id}\` | ${access.kind === "rule" ? access.name : access.kind} | ${cells.join(" | ")} |`,
    );
  }
  const text = `${head}\n${rows.join("\n")}\n`;
  if (process.env.WRITE_ACCESS) writeFileSync(table, text);
  assert.equal(
    text,
    readFileSync(table, "utf8"),
    "permissions changed: read the difference, then WRITE_ACCESS=1 npm test -- main/access.test.ts",
  );
});

const head = `# Who may do what

Made by \`main/access.test.ts\`, which carries out every operation as every role and fails when this table is not true.
For staff roles: where the role must lie, seen from the organisation the thing belongs to — \`own\` it, \`above\` it, \`beside\` it, \`below\` it.
\`beside\` on a thing that belongs to an organisation would be a hole.

| operation | rule | stranger | resident | ${roles.join(" | ")} |
|---|---|${"---|".repeat(roles.length + 2)}`;

type ByPosition = Record<(typeof positions)[number], Actor>;

interface Everybody {
  own: string;
  resident: Actor;
  staff: Record<Role, ByPosition>;
}

/** Made once: an organisation with what is around it, a resident, and every role at each of them. */
async function someOfEach(ctx: TxCtx): Promise<Everybody> {
  const above = await anOrganisation(ctx, {});
  const own = await anOrganisation(ctx, { parentId: above.id });
  const beside = await anOrganisation(ctx, { parentId: above.id });
  const below = await anOrganisation(ctx, { parentId: own.id });
  const at = { above, own, beside, below };
  const staff: Partial<Everybody["staff"]> = {};
  for (const role of roles) {
    const there: Partial<ByPosition> = {};
    for (const position of positions)
      there[position] = (await aStaff(ctx, { organisationId: at[position].id, role })).actor;
    staff[role] = there as ByPosition;
  }
  return {
    own: own.id,
    resident: (await aResident(ctx)).actor,
    staff: staff as Everybody["staff"],
  };
}

type Allowed = (actor: Actor) => Promise<boolean>;

async function reachOf(allowed: Allowed, staff: ByPosition): Promise<string> {
  const reach: string[] = [];
  for (const position of positions) if (await allowed(staff[position])) reach.push(position);
  if (reach.length === positions.length) return "yes";
  return reach.length === 0 ? "–" : reach.join(" ");
}

class Undo extends Error {}

/**
 * Makes the thing an operation is about once, lets it be carried out by one actor after the other, each undone before the next, and
 * undoes the whole. Any answer but 401 and 403 means: allowed.
 */
async function withSample<R>(
  db: Ctx["db"],
  id: string,
  organisation: string,
  work: (allowed: Allowed) => Promise<R>,
): Promise<R> {
  let result: { of: R } | null = null;
  try {
    await db.tx(async (tx) => {
      const ctx = testCtx(tx, { slots });
      const sample = samples[id];
      if (!sample) throw new Error(`no sample for ${id}`);
      const input = await sample(ctx, organisation);
      const allowed: Allowed = async (actor) => {
        await tx.run`savepoint before_actor`;
        try {
          await perform({ ...ctx, actor }, id, input, null);
          return true;
        } catch (error) {
          if (!(error instanceof Problem)) throw error;
          return error.status !== 401 && error.status !== 403;
        } finally {
          await tx.run`rollback to savepoint before_actor`;
        }
      };
      result = { of: await work(allowed) };
      throw new Undo();
    });
  } catch (error) {
    if (!(error instanceof Undo)) throw error;
  }
  if (!result) throw new Error(`${id} was not carried out`);
  return (result as { of: R }).of;
}
