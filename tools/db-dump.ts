/** npm run db:dump: migrates a scratch database and writes schema.sql and schema.gen.ts of platform and each module. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { copyTemplate, openTestServer } from "#platform/testing";
import { dump } from "./schema/dump.ts";

const root = fileURLToPath(new URL("../", import.meta.url));
const server = await openTestServer((line) => console.log(line));
try {
  for (const [file, text] of await dump(await copyTemplate(server, "dump"), root)) {
    const path = join(root, file);
    const changed = !existsSync(path) || readFileSync(path, "utf8") !== text;
    if (changed) writeFileSync(path, text);
    console.log(`${changed ? "written" : "same   "} ${file}`);
  }
} finally {
  await server.close();
}
