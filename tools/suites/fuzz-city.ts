/** A whole city fuzzed: every operation by everybody, then what must always hold. */
import { poolDrift } from "#booking";
import type { City } from "#main/city";
import { aChild, aResident, aStaff } from "#people/testing";
import { anOrganisation } from "#places/testing";
import { brokenAuditBlock, sealAudit } from "#platform/audit";
import { type Actor, anonymous, roles } from "#platform/auth";
import { inTx } from "#platform/ctx";
import { deadLetters, deliverAll } from "#platform/events";
import { fuzzOperations } from "./fuzz-operations.ts";
import { samples } from "./samples.ts";
import type { Row } from "./table.ts";

/** A row for each operation, and one for each thing that must hold afterwards. */
export async function fuzzCity(city: City, { seed, times }: { seed: number; times: number }): Promise<Row[]> {
  const ctx = city.ctx("fuzz");
  const organisation = await inTx(ctx, (inner) => anOrganisation(inner, {}));
  const reports = await fuzzOperations({
    performer: city.performer,
    operations: rulesLast(city.operations),
    samples,
    ctx,
    organisationId: organisation.id,
    callers: () => callersOf(city, organisation.id),
    seed,
    times,
  });
  return [
    ...reports.map(({ operation, tried, accepted, refused, broken }) => ({
      what: operation,
      ok: broken.length === 0,
      note: broken[0] ?? `${tried} tried, ${accepted} accepted, ${refused} refused`,
    })),
    ...(await afterwards(city)),
  ];
}

/** What sets rules for everything else comes last: after a rule by chance no sample of another operation could be made. */
function rulesLast(operations: City["operations"]): City["operations"] {
  const isRule = ({ operation }: City["operations"][number]) => /\.put-.*rule$/.test(operation.id);
  return [...operations.filter((one) => !isRule(one)), ...operations.filter(isRule)];
}

/** Nobody, a resident, a guardian for a child, somebody with every role. Fresh ones, because one of the operations erases them. */
function callersOf(city: City, organisationId: string): Promise<Actor[]> {
  return inTx(city.ctx("fuzz-callers"), async (ctx) => {
    const resident = await aResident(ctx);
    const { actor: guardian } = await aChild(ctx, await aResident(ctx));
    const { actor: staff } = await aStaff(ctx, { organisationId, role: "manager" });
    const [held] = staff.grants;
    const all = roles.map((role) => ({ role, path: held?.path ?? "" }));
    return [anonymous, resident.actor, guardian, { ...staff, grants: all }];
  });
}

async function afterwards(city: City): Promise<Row[]> {
  const ctx = city.ctx("fuzz-afterwards");
  const rows: Row[] = [];
  const holds = async (what: string, look: () => Promise<number | string>) => {
    const found = await look().catch((error: unknown) => String(error));
    rows.push({ what: `afterwards: ${what}`, ok: found === 0, note: found === 0 ? "" : String(found) });
  };
  await holds("listeners hear everything", async () => {
    await deliverAll(ctx, city.listeners);
    const failing = await city.db.many<{
      listener: string;
      error: string;
    }>`select listener, error from platform.delivery`;
    return failing[0] ? `${failing[0].listener}: ${failing[0].error}` : (await deadLetters(ctx)).length;
  });
  for (const job of city.jobs.filter(({ cron }) => cron)) {
    await holds(`job ${job.name} runs`, () => job.run(ctx, {}).then(() => 0));
  }
  await holds("pools agree with claims", async () => (await poolDrift(city.db)).length);
  await holds("the audit chain is whole", async () => {
    while ((await sealAudit(ctx)) > 0);
    return (await brokenAuditBlock(city.db)) ?? 0;
  });
  return rows;
}
