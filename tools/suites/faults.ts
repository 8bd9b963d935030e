/** `npm run faults`: the server, then PostgreSQL, is killed at ten moments of a release and at ten of a morning at a till each. What was acknowledged is there afterwards. */
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { killedLending } from "./killed-lending.ts";
import { killedReleases } from "./killed-release.ts";
import { type Row, report } from "./table.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));

function doctor(dataDir: string): Row {
  const what = "afterwards: wenmai doctor";
  try {
    const said = execFileSync("npm", ["run", "-s", "wenmai", "--", "doctor"], {
      cwd: root,
      env: { ...process.env, DATA_DIR: dataDir, DATABASE_URL: "" },
      encoding: "utf8",
    });
    return { what, ok: true, note: said.trim().replaceAll("\n", "; ") };
  } catch (error) {
    return { what, ok: false, note: String(error) };
  }
}

const [seed = "2026-12-01"] = process.argv.slice(2);
const rows = await killedReleases({ moments: 10, seed }, (dataDir) => [doctor(dataDir)]);
rows.push(...(await killedLending({ moments: 10, seed })));
rows.push({
  what: "power loss",
  ok: null,
  note: "a process cannot take the power away; fsync and synchronous_commit are on",
});
report(rows);
