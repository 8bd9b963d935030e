/** `npm run fuzz [-- --seed N --times N --records N]`: seeded input for every operation, as everybody, and for readers of files. Never a 500. */
import { parseArgs } from "node:util";
import { fuzzCity } from "./fuzz-city.ts";
import { fuzzMarc } from "./fuzz-marc.ts";
import { fuzzProtocols } from "./fuzz-protocols.ts";
import { ownCity } from "./own-city.ts";
import { report } from "./table.ts";

const { values } = parseArgs({
  options: {
    seed: { type: "string", default: "20261123" },
    times: { type: "string", default: "40" },
    records: { type: "string", default: "1000000" },
  },
});
const own = await ownCity("fuzz");
try {
  const seed = Number(values.seed);
  const rows = await fuzzCity(own.city, { seed, times: Number(values.times) });
  report([
    ...rows,
    ...(await fuzzMarc({ seed, records: Number(values.records) })),
    ...fuzzProtocols({ seed, messages: Number(values.records) }),
    {
      what: "HTTP bytes, headers and encodings",
      ok: null,
      note: "platform/http/app.test.ts does, case by case",
    },
  ]);
} finally {
  await own.close();
}
