/** `npm run fuzz [-- --seed N --times N]`: seeded input for every operation, as everybody. Never a 500. */
import { parseArgs } from "node:util";
import { fuzzCity } from "./fuzz-city.ts";
import { ownCity } from "./own-city.ts";
import { report } from "./table.ts";

const { values } = parseArgs({
  options: { seed: { type: "string", default: "20261123" }, times: { type: "string", default: "40" } },
});
const own = await ownCity("fuzz");
try {
  const rows = await fuzzCity(own.city, { seed: Number(values.seed), times: Number(values.times) });
  report([
    ...rows,
    {
      what: "HTTP bytes, headers and encodings",
      ok: null,
      note: "platform/http/app.test.ts does, case by case",
    },
  ]);
} finally {
  await own.close();
}
