/** Opens a city: secrets, the database at its newest schema, modules joined. Used by the server, the CLI, the seed and benches. */
import { actorsFor } from "#people";
import { openSecrets } from "#platform/auth";
import type { Config } from "#platform/config";
import { type Ctx, systemCtx, trueRandom, wallClock } from "#platform/ctx";
import { connect, type Database, migrate } from "#platform/db";
import { openEligibility } from "#platform/eligibility";
import type { ListenerSpec } from "#platform/events";
import type { Table } from "#platform/exchange";
import { type Implemented, type Performer, performer } from "#platform/http";
import { openIdentity } from "#platform/identity";
import type { Job } from "#platform/jobs";
import { cityLogger } from "#platform/log";
import type { Messenger } from "#platform/notify";
import { openIdentities } from "#platform/oidc";
import { openOtherCatalogues } from "#platform/other-catalogues";
import { joinSlots } from "#platform/slots";
import { storagesOf } from "#platform/storage";
import { exchangeWork } from "./exchange.ts";
import { modules, operations, tables } from "./modules.ts";
import { upkeep } from "./upkeep.ts";

export interface City {
  config: Config;
  db: Database;
  /** What every context of this city shares. */
  base: Omit<Ctx, "actor" | "channel" | "requestId" | "sessionToken">;
  operations: Implemented[];
  performer: Performer;
  listeners: ListenerSpec[];
  jobs: Job[];
  /** Tables that go in and out. */
  tables: Table[];
  /** A context in which the city itself acts. */
  ctx(requestId: string): Ctx;
  resolveActors: typeof actorsFor;
  close(): Promise<void>;
}

/** Migrates and opens the city whose database is at `url`. `checkAnswers` turns a broken contract into an error. */
export async function openCity(
  config: Config,
  url: string,
  {
    messenger,
    checkAnswers = config.mode !== "production",
  }: { messenger: Messenger; checkAnswers?: boolean },
): Promise<City> {
  const log = cityLogger(config);
  await migrate(url, (line) => log.warn(line));
  const secrets = await openSecrets(config);
  const db = connect(url);
  const listeners = modules.flatMap((module) => module.listeners ?? []);
  const base: City["base"] = {
    db,
    clock: wallClock,
    random: trueRandom,
    locale: "zh-CN",
    city: {
      id: config.city,
      publicUrl: config.publicUrl.replace(/\/+$/, ""),
      zone: config.cityZone,
      demo: config.mode !== "production",
      url: config.publicUrl,
      division: config.cityDivision,
      map: config,
      sealDocumentNumbers: config.sealDocumentNumbers,
      livePort: config.liveRtmpPort ?? null,
    },
    slots: joinSlots(modules.flatMap((module) => module.slots ?? [])),
    log,
    keyedHash: secrets.keyedHash,
    messenger,
    oidc: openIdentities(config),
    countTry: () => undefined,
    storage: storagesOf(config.storage),
    identity: openIdentity(config, wallClock, (reason) => log.warn({ reason }, "nobody confirms identities")),
    eligibility: openEligibility(config, wallClock, (reason) =>
      log.warn({ reason }, "nobody answers whether somebody qualifies"),
    ),
    otherCatalogues: openOtherCatalogues(config.otherCatalogues),
    setSession: () => undefined,
  };
  return {
    config,
    db,
    base,
    operations,
    performer: performer(operations, { checkAnswers }),
    listeners,
    jobs: [...upkeep(config, listeners), ...exchangeWork, ...modules.flatMap((module) => module.jobs ?? [])],
    tables,
    ctx: (requestId) => systemCtx({ ...base, sessionToken: null }, requestId),
    resolveActors: actorsFor,
    close: () => db.end(),
  };
}
