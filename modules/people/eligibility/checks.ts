/** Rules by which people qualify: written at the desk as versions that are never changed. */
import { Temporal } from "temporal-polyfill";
import { organisationsOf } from "#places";
import { audit } from "#platform/audit";
import { type Ctx, type TxCtx, today } from "#platform/ctx";
import { newId } from "#platform/db";
import { type FieldFault, found, invalid, refused } from "#platform/errors";
import { named } from "#platform/i18n";
import { may } from "../may.ts";
import { organisationNamed } from "../staff/grants.ts";
import * as store from "./check-store.ts";
import { nobody } from "./rule.ts";
import { said, wayWords } from "./words.ts";

export interface CheckInput extends Omit<store.Check, "id" | "version" | "path" | "validFrom" | "ways"> {
  /** The day from which it holds; null for now. */
  validFrom: string | null;
  ways: store.Way[];
}

/** Writes the next version of a rule, or its first. Refuses a rule of another organisation, a provider that is not connected, and a day that is past. */
export async function putCheck(ctx: TxCtx, input: CheckInput): Promise<{ code: string; version: number }> {
  const { path } = await organisationNamed(ctx, input.organisation);
  const [last] = await store.versionsOf(ctx.db, input.code);
  if (last && last.organisation !== input.organisation) throw refused("eligibility-check.of-another");
  const faults = faultsOf(ctx, input);
  if (faults.length > 0) throw invalid(faults);
  const version = (last?.version ?? 0) + 1;
  const row = {
    ...input,
    id: newId(ctx.clock().epochMilliseconds),
    version,
    path,
    validFrom: beginOf(ctx, input),
  };
  if (!(await store.insertCheck(ctx.db, row))) throw refused("eligibility-check.meanwhile");
  await audit(ctx, {
    what: "eligibility-check.put",
    on: { kind: "eligibility-check", id: input.code },
    detail: { version, organisation: input.organisation, retired: input.retired },
  });
  return { code: input.code, version };
}

/** What a rule may name as its provider. */
export const providers = (ctx: Ctx): string[] => [...ctx.eligibility.connected, nobody];

function faultsOf(ctx: Ctx, input: CheckInput): FieldFault[] {
  const codes = input.ways.map(({ code }) => code);
  const isPast = input.validFrom !== null && input.validFrom < today(ctx).toString();
  const bridges = input.outage === "grant-until";
  return [
    ...(input.retired || providers(ctx).includes(input.provider)
      ? []
      : [{ field: "/body/provider", id: "provider.not-connected" }]),
    ...(isPast ? [{ field: "/body/validFrom", id: "day.past" }] : []),
    ...(bridges && input.grantDays === null ? [{ field: "/body/grantDays", id: "grant-days.missing" }] : []),
    ...(!bridges && input.grantDays !== null ? [{ field: "/body/grantDays", id: "grant-days.unused" }] : []),
    ...(new Set(codes).size < codes.length ? [{ field: "/body/ways", id: "ways.twice" }] : []),
  ];
}

function beginOf(ctx: Ctx, { validFrom }: CheckInput): Temporal.Instant {
  if (validFrom === null || validFrom === today(ctx).toString()) return ctx.clock();
  return Temporal.PlainDate.from(validFrom).toZonedDateTime(ctx.city.zone).toInstant();
}

/** The version that holds now; 404 for a rule that is not there. */
export async function checkNow(ctx: Ctx, code: string): Promise<store.Check> {
  return found(await store.checkAt(ctx.db, code, ctx.clock()), "eligibility check", code);
}

/** Rules that hold now, retired ones left out, for everybody to read. */
export async function checkList(ctx: Ctx) {
  const checks = (await store.checksAt(ctx.db, ctx.clock())).filter(({ retired }) => !retired);
  return withOwners(ctx, checks);
}

/** All versions of a rule, the newest first, and whether the asker may write the next. */
export async function checkHistory(ctx: Ctx, code: string) {
  const versions = await store.versionsOf(ctx.db, code);
  const { path } = found(versions[0], "eligibility check", code);
  const can = may["eligibility.put"](ctx.actor, { path }) ? (["put"] as const) : [];
  return { versions: await withOwners(ctx, versions), can: [...can] };
}

/** As written, and in the reader's language with the name of the organisation. */
export async function withOwners(ctx: Ctx, checks: store.Check[]) {
  const ids = [...new Set(checks.map(({ organisation }) => organisation))];
  const owners = await organisationsOf(ctx.db, ids);
  const ownerOf = (organisation: string) => {
    const owner = owners.get(organisation);
    return owner ? named(owner, ctx.locale) : "";
  };
  return checks.map(({ id: _, path: __, validFrom, ...check }) => ({
    ...check,
    validFrom: validFrom.toString(),
    owner: ownerOf(check.organisation),
    said: checkWords(ctx, check),
  }));
}

export function checkWords(ctx: Pick<Ctx, "locale">, check: Omit<store.Check, "id" | "path" | "validFrom">) {
  const word = (one: "name" | "purpose" | "asks" | "askedOf") => said(check, one, ctx.locale);
  return {
    name: word("name"),
    purpose: word("purpose"),
    asks: word("asks"),
    askedOf: word("askedOf"),
    ways: check.ways.map((way) => wayWords(ctx, way)),
  };
}
