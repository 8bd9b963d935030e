/** `npm run -s wenmai -- COMMAND`: the operator's command line. Exit status 0 done, 1 partly or a fault found, 2 refused. */
import { ConfigMistakes, readConfig, settingsHelp } from "#platform/config";
import { wallClock } from "#platform/ctx";
import { openCluster } from "#platform/db";
import { Problem } from "#platform/errors";
import { problemDocument } from "#platform/http";
import { texts } from "#platform/i18n";
import { openMessenger } from "#platform/notify";
import { type City, openCity } from "./city.ts";
import { type Command, commandIn, commands } from "./commands.ts";

const [name, ...rest] = process.argv.slice(2);
const json = rest.includes("--json");
const { command, args } = commandIn([name ?? "", ...rest.filter((arg) => arg !== "--json")]);

if (!command) {
  process.stderr.write(`${usage()}\n`);
  process.exitCode = name === undefined || name === "help" || name === "--help" ? 0 : 2;
} else {
  process.exitCode = await run(command).catch((error: unknown) => {
    const told = error instanceof Problem || error instanceof ConfigMistakes;
    process.stderr.write(
      `${error instanceof Problem ? sentences(error) : told ? error.message : error instanceof Error ? error.stack : error}\n`,
    );
    return told ? 2 : 1;
  });
}

async function run(wanted: Command): Promise<number> {
  const config = readConfig();
  const cluster = await openCluster({
    dataDir: config.dataDir,
    log: (line) => process.stderr.write(`${line}\n`),
    ...(config.databaseUrl && { databaseUrl: config.databaseUrl }),
    ...(config.wenmaiPostgres && { postgres: config.wenmaiPostgres }),
  });
  let city: City | undefined;
  try {
    city = await openCity(
      { ...config, logLevel: "warn" },
      await cluster.cityUrl(),
      openMessenger(config, wallClock),
    );
    const { status, lines, data } = await wanted.run(city, args);
    process.stdout.write(`${json ? JSON.stringify(data ?? lines) : lines.join("\n")}\n`);
    return status;
  } finally {
    await city?.close();
    await cluster.stop();
  }
}

/** Why not, and what can be done. */
function sentences(problem: Problem): string {
  const { title, detail = "" } = problemDocument(problem, texts("zh-CN"), "cli");
  return `${title}。${detail}`;
}

function usage(): string {
  const width = Math.max(...commands.map(({ name: one, args: takes }) => `${one} ${takes}`.length)) + 2;
  const list = commands.map(
    ({ name: one, args: takes, does }) => `  ${`${one} ${takes}`.padEnd(width)}${does}`,
  );
  return ["npm run -s wenmai -- COMMAND [--json]", "", ...list, "", "Settings:", settingsHelp()].join("\n");
}
