/** `npm start`: a whole city on one machine — pages, PostgreSQL, the demo, server and worker in this process. */
import { parseArgs } from "node:util";
import { ConfigMistakes, readConfig, settingsHelp } from "#platform/config";
import { wallClock } from "#platform/ctx";
import { openCluster } from "#platform/db";
import { startPump } from "#platform/events";
import { runJobs } from "#platform/jobs";
import { openLocalHttps } from "#platform/local-https";
import { openMessenger } from "#platform/notify";
import { liveFolder, startIngest } from "#programme";
import type { Scale } from "../seed/demo/city.ts";
import { demoAccounts, ensureDemoCity } from "../seed/fill.ts";
import { ensurePages } from "../tools/setup/pages.ts";
import { openCity } from "./city.ts";
import { cityServer } from "./server.ts";
import { whereLines } from "./where.ts";
import { whichDemo } from "./which-demo.ts";

const say = (line: string) => void process.stdout.write(`${line}\n`);

try {
  const { values } = parseArgs({
    options: {
      port: { type: "string" },
      city: { type: "string" },
      scale: { type: "string" },
      https: { type: "boolean" },
      help: { type: "boolean", short: "h" },
    },
  });
  if (values.help) {
    say(
      `npm start -- [--port N] [--city NAME] [--scale small|full] [--https]

--scale full fills the whole city: 1,337 places, 60,000 card holders. The first start takes some minutes.
Another city or scale lies in a folder of its own (data/NAME, data/NAME-full), unless DATA_DIR names one.

Settings (environment or config.json in the data folder):
`,
    );
    say(settingsHelp());
  } else {
    const { scale, dataDir } = whichDemo(values);
    await start(scale, {
      ...process.env,
      DATA_DIR: process.env.DATA_DIR || dataDir,
      ...(values.port && { PORT: values.port }),
      ...(values.city && { CITY: values.city }),
      ...(values.https && { LOCAL_HTTPS: "true" }),
    });
  }
} catch (error) {
  // A mistake of the operator is told as it is; anything else with its place in the code.
  const known = error instanceof ConfigMistakes || (error instanceof TypeError && "code" in error);
  process.stderr.write(`${known || !(error instanceof Error) ? error : error.stack}\n`);
  process.exitCode = 1;
}

async function start(scale: Scale, env: NodeJS.ProcessEnv): Promise<void> {
  const config = readConfig(env);
  const [, cluster] = await Promise.all([
    ensurePages(say),
    openCluster({
      dataDir: config.dataDir,
      log: say,
      keepAlive: true,
      ...(config.databaseUrl && { databaseUrl: config.databaseUrl }),
      ...(config.wenmaiPostgres && { postgres: config.wenmaiPostgres }),
    }),
  ]);
  const { messenger } = openMessenger(config, wallClock);
  const url = await cluster.cityUrl();
  const city = await openCity(config, url, { messenger });
  if (config.mode === "demo") await ensureDemoCity(city, { url, scale, say });
  const local = config.localHttps ? openLocalHttps(config, wallClock()) : null;
  const app = await cityServer(city, { local });
  const pump = startPump((requestId) => city.ctx(requestId), city.listeners);
  const jobs = await runJobs(city.db.pool, city.jobs, (requestId) => city.ctx(requestId));
  const live = config.liveRtmpPort
    ? await startIngest(city.base, { port: config.liveRtmpPort, folder: liveFolder(config.dataDir) })
    : null;
  await app.listen({ port: config.port, host: config.host });
  const address = app.server.address();
  const port = typeof address === "object" && address ? address.port : config.port;
  say(`\n${whereLines(config, port, local).join("\n")}`);
  if (config.mode === "demo") say(demoAccounts(scale));

  const stop = async () => {
    // Requests that are being answered are finished; what waits in tables waits for the next start.
    await app.close();
    await Promise.all([pump.stop(), jobs.stop(), live?.stop()]);
    await city.close();
    await cluster.stop();
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => {
      say("stopping");
      void stop().then(
        () => process.exit(0),
        (error: unknown) => {
          process.stderr.write(`${error}\n`);
          process.exit(1);
        },
      );
    });
  }
}
