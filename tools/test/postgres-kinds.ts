/** Prints one value of WENMAI_POSTGRES for each major version found here: the oldest first, on which the whole suite runs. */
import { findPostgres } from "../../platform/db/postgres-binaries.ts";

const byMajor = new Map<number, string>();
for (const kind of ["system", "embedded"]) {
  for (const { major, bin } of findPostgres(kind)) {
    if (!byMajor.has(major)) byMajor.set(major, kind === "embedded" ? kind : bin);
  }
}
const majors = [...byMajor.keys()].sort((a, b) => a - b);
const [oldest, newest] = [majors[0], majors.at(-1)];
for (const major of new Set([oldest, newest])) if (major !== undefined) console.log(byMajor.get(major));
