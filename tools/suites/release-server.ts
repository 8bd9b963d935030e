/** A server that may be killed: the city's API on a cluster of its own that it starts again when it dies, as `npm start` does. */
import { openCity } from "#main/city";
import { cityServer } from "#main/server";
import { readConfig } from "#platform/config";
import { wallClock } from "#platform/ctx";
import { openCluster } from "#platform/db";
import { shownMessages } from "#platform/notify";

const config = readConfig({ ...process.env, LOG_LEVEL: "silent", PORT: "0" });
const cluster = await openCluster({
  dataDir: config.dataDir,
  databaseUrl: "",
  keepAlive: true,
  log: () => undefined,
});
const url = await cluster.cityUrl();
const city = await openCity(config, url, { messenger: shownMessages(wallClock) });
const app = await cityServer(city, { pages: false });
await app.listen({ port: 0, host: "127.0.0.1" });
const at = app.server.address();
if (typeof at !== "object" || !at) throw new Error("the server does not listen on a port");
process.once("SIGTERM", async () => {
  await app.close();
  await city.close();
  await cluster.stop();
  process.exit(0);
});
process.send?.({ port: at.port, url });
