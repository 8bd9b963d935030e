/** `npm run fuzz [-- --seed N --times N]`: seeded input for every operation, as everybody. Never a 500. */
import { parseArgs } from "node:util";
import { anonymous } from "#platform/auth";
import { runningCity } from "../../e2e/running-city.ts";
import { fuzzOperations } from "./fuzz-operations.ts";
import { report } from "./table.ts";

const { values } = parseArgs({
  options: { seed: { type: "string", default: "20261123" }, times: { type: "string", default: "40" } },
});
const running = await runningCity();
try {
  const { city } = running;
  const ctx = city.ctx("fuzz");
  const { account, subject } = await city.db.one<{ account: string; subject: string }>`
    select id as account, subject from people.account where kind = 'resident' and status = 'active' order by id limit 1`;
  const roles = ["clerk", "editor", "reviewer", "publisher", "manager", "admin", "auditor"] as const;
  const everything = roles.map((role) => ({ role, path: "650200." }));
  const callers = [
    { ...ctx, actor: anonymous },
    { ...ctx, actor: { ...anonymous, kind: "resident" as const, account, subject } },
    { ...ctx, actor: { ...anonymous, kind: "staff" as const, account, subject, grants: everything } },
  ];
  const reports = await fuzzOperations(city.performer, city.operations, callers, {
    seed: Number(values.seed),
    times: Number(values.times),
  });
  report(
    reports.map(({ operation, tried, accepted, refused, broken }) => ({
      what: operation,
      ok: broken.length === 0,
      note: broken[0] ?? `${tried} tried, ${accepted} accepted, ${refused} refused`,
    })),
  );
} finally {
  await running.stop();
}
