/** The operator's commands. Each opens nothing itself: it gets the city. */
import { randomBytes } from "node:crypto";
import { poolDrift, seatDrift } from "#booking";
import { brokenAuditBlock, sealAudit } from "#platform/audit";
import { inTx, wallClock } from "#platform/ctx";
import { eligibilitySimulator } from "#platform/eligibility";
import { deadLetters, redeliver } from "#platform/events";
import { identitySimulator } from "#platform/identity";
import { imagesAfter, remakeImage } from "#platform/images";
import { progress, progressWriter } from "#platform/progress";
import type { City } from "./city.ts";
import { exchangeCommands } from "./exchange-commands.ts";
import { lendingCommands } from "./lending-commands.ts";
import { simulate } from "./simulate.ts";

export interface Outcome {
  status: 0 | 1 | 2;
  lines: string[];
  data?: unknown;
}

export interface Command {
  name: string;
  args: string;
  does: string;
  run(city: City, args: string[]): Promise<Outcome>;
}

export const commands: Command[] = [
  {
    name: "doctor",
    args: "",
    does: "checks what must always hold: audit chain, pool counts, dead letters",
    run: async (city) => {
      const ctx = city.ctx("doctor");
      while ((await sealAudit(ctx)) > 0);
      const broken = await brokenAuditBlock(city.db);
      const drift = await poolDrift(city.db);
      const seats = await seatDrift(city.db);
      const dead = await deadLetters(ctx);
      const lines = [
        broken === null ? "audit chain: whole" : `audit chain: broken at block ${broken}`,
        drift.length === 0
          ? "pools: counts agree with claims"
          : `pools: ${drift.length} counts differ from their claims`,
        seats.length === 0
          ? "seats: as many as places"
          : `seats: ${seats.length} claims or pools have another number of seats than places`,
        dead.length === 0 ? "events: none dead" : `events: ${dead.length} dead; see: wenmai events`,
      ];
      const well = broken === null && drift.length === 0 && seats.length === 0 && dead.length === 0;
      return { status: well ? 0 : 1, lines, data: { broken, drift, seats, dead: dead.length } };
    },
  },
  {
    name: "events",
    args: "[redeliver]",
    does: "lists events that could not be delivered; redeliver tries all of them again",
    run: async (city, [what]) => {
      const ctx = city.ctx("events");
      const dead = await deadLetters(ctx);
      if (what === "redeliver") {
        for (const { listener, event } of dead) await inTx(ctx, (inner) => redeliver(inner, listener, event));
        return { status: 0, lines: [`${dead.length} will be tried again`], data: { again: dead.length } };
      }
      const lines = dead.map(
        (one) => `${one.listener}  ${one.type}  ${one.event}  after ${one.attempts} tries: ${one.error}`,
      );
      return { status: 0, lines: lines.length > 0 ? lines : ["none"], data: dead };
    },
  },
  {
    name: "images",
    args: "remake",
    does: "makes all sizes of all pictures again from their masters: after an update changed them, or after losing files",
    run: async (city, [what]) => {
      if (what !== "remake") return { status: 2, lines: ["wenmai images remake"] };
      const ctx = city.ctx("images");
      const told = progress("images", { tell: progressWriter() });
      let after: string | null = null;
      for (;;) {
        const some: { id: string }[] = await imagesAfter(city.db, after, 100);
        for (const { id } of some) {
          after = id;
          try {
            await inTx(ctx, (inner) => remakeImage(inner, id));
            told.add();
          } catch (error) {
            told.skip(id, error instanceof Error ? error.message : String(error));
          }
        }
        if (some.length === 0) break;
      }
      const { done, skipped, reasons } = told.end();
      return {
        status: skipped === 0 ? 0 : 1,
        lines: [`${done - skipped} images made again`, ...reasons.map(({ item, why }) => `${item}: ${why}`)],
        data: { made: done - skipped, skipped: reasons },
      };
    },
  },
  {
    name: "simulate-identity",
    args: "PORT",
    does: "a provider of identities to try the city with (IDENTITY_URL); answers by the name until Ctrl-C",
    run: (_city, [port]) => simulate(identitySimulator(), port, (address) => `IDENTITY_URL=${address}`),
  },
  {
    name: "simulate-eligibility",
    args: "PORT",
    does: "a provider of eligibility to try the city with (ELIGIBILITY_PROVIDERS); answers by the name until Ctrl-C",
    run: (_city, [port]) => {
      const secret = randomBytes(18).toString("base64url");
      return simulate(
        eligibilitySimulator({ secret, clock: wallClock }),
        port,
        (address) =>
          `ELIGIBILITY_PROVIDERS=credit=${address},residence=${address}\nELIGIBILITY_SECRETS=credit=${secret},residence=${secret}`,
      );
    },
  },
  ...exchangeCommands,
  ...lendingCommands,
];

/** The command that these words begin with, the longest of them, and what is left for it. */
export function commandIn(words: readonly string[]): { command: Command | null; args: string[] } {
  for (const length of [2, 1]) {
    const command = commands.find(({ name }) => name === words.slice(0, length).join(" "));
    if (command) return { command, args: words.slice(length) };
  }
  return { command: null, args: [] };
}
