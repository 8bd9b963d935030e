/** A context for tests: a clock that stands, chance that repeats, nobody signed in. */
import { createHash, createHmac } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Temporal } from "temporal-polyfill";
import { anonymous } from "../auth/actor.ts";
import type { Clock, Ctx, RandomBytes } from "../ctx/index.ts";
import type { Db } from "../db/index.ts";
import { simulatedEligibility } from "../eligibility/index.ts";
import { simulatedIdentity } from "../identity/index.ts";
import { shownMessages } from "../notify/index.ts";
import { joinSlots } from "../slots/index.ts";
import { type Storages, storagesOf } from "../storage/index.ts";

/** A clock that stands at an instant: `at("2026-06-12T10:00:00Z")`. */
export function at(instant: string): Clock {
  const fixed = Temporal.Instant.from(instant);
  return () => fixed;
}

/** The same "random" bytes for the same seed, on every machine. */
export function seededRandom(seed: string | number): RandomBytes {
  let drawn = 0;
  return (size) => {
    const blocks: Buffer[] = [];
    for (let have = 0; have < size; have += 32)
      blocks.push(createHash("sha256").update(`${seed} ${drawn++}`).digest());
    return Buffer.concat(blocks).subarray(0, size);
  };
}

let here: Storages | null = null;
/** A folder of this process, made when a test first stores something, gone when the process ends. */
function storagesHere(): Storages {
  return (area) => {
    if (!here) {
      const path = mkdtempSync(join(tmpdir(), "wenmai-files-"));
      process.once("exit", () => rmSync(path, { recursive: true, force: true }));
      here = storagesOf({ kind: "folder", path });
    }
    return here(area);
  };
}

/** A whole context. It is 18:00 on Friday 12 June 2026 in the city; say what differs in `overrides`. */
export function testCtx<D extends Db>(db: D, overrides: Partial<Omit<Ctx<D>, "db">> = {}): Ctx<D> {
  return {
    db,
    actor: anonymous,
    clock: at("2026-06-12T10:00:00Z"),
    random: seededRandom("wenmai"),
    requestId: "test",
    channel: "portal",
    locale: "zh-CN",
    city: {
      id: "test",
      publicUrl: "https://culture.example.org",
      zone: "Asia/Shanghai",
      demo: true,
      url: "http://city.example",
      division: "650200",
      map: { mode: "demo", mapReviewNumber: undefined, tiandituKey: undefined },
      sealDocumentNumbers: false,
      livePort: null,
    },
    slots: joinSlots([]),
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    keyedHash: (purpose, value) => createHmac("sha256", "test").update(`${purpose}\0${value}`).digest(),
    storage: storagesHere(),
    messenger: shownMessages(overrides.clock ?? at("2026-06-12T10:00:00Z")),
    identity: simulatedIdentity,
    eligibility: simulatedEligibility,
    oidc: null,
    otherCatalogues: [],
    sessionToken: null,
    countTry: () => undefined,
    setSession: () => undefined,
    ...overrides,
  };
}
