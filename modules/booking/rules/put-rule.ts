/** A house writes the next version of one of its rules. What was decided under an earlier one stands. */
import { Temporal } from "temporal-polyfill";
import { checkNames } from "#people";
import { organisationKinds, organisationOf } from "#places";
import { audit } from "#platform/audit";
import { type Ctx, type TxCtx, today } from "#platform/ctx";
import { type FieldFault, found, invalid, refused } from "#platform/errors";
import { faultsOfOnlyFor } from "../only-for.ts";
import { offerSorts } from "../slots.ts";
import { poolsAsked } from "./asked-of.ts";
import * as store from "./store.ts";
import { type HouseTerms, type RuleKind, type TermsByKind, termsIn } from "./terms.ts";

export interface RuleInput {
  organisation: string;
  kind: RuleKind;
  onlyFor: string | null;
  channel: store.Version["channel"];
  effect: store.Version["effect"];
  /** Of a limit, under the name of its kind. */
  terms: TermsByKind;
  /** The day from which it holds; null for now. */
  since: string | null;
  /** The last day on which it holds; null: until another version begins. */
  until: string | null;
  basis: string;
  /** The version it was written after; 0 for the first. */
  after: number;
}

/** Refuses what would do nothing, terms of another kind, names nobody has, a day that is past or far off, and a version written after one that is not the last any more. */
export async function putRule(ctx: TxCtx, input: RuleInput): Promise<{ version: number }> {
  const { path } = found(
    await organisationOf(ctx.db, input.organisation),
    "organisation",
    input.organisation,
  );
  const before = (await store.versionsOf(ctx.db, [path])).find(
    (one) => one.kind === input.kind && one.onlyFor === input.onlyFor && one.channel === input.channel,
  );
  const faults = [
    ...faultsOf(ctx, input),
    ...faultsOfEffect(input, before),
    ...(await faultsOfOnlyFor(ctx, offerSorts, { code: input.onlyFor })),
    ...(await faultsOfCode(ctx, input)),
  ];
  if (faults.length > 0) throw invalid(faults);
  const { organisation: _, since, until, ...rule } = input;
  const limits = input.effect === "limit";
  // One moment: a clock that is asked twice sets a rule a blink after it begins, which the database refuses.
  const now = ctx.clock();
  const version = await store.insertVersion(ctx.db, {
    ...rule,
    orgPath: path,
    terms: limits ? await calledTerms(ctx, input) : null,
    since: since === null || since === today(ctx).toString() ? now : beginOf(ctx, since),
    until: until === null ? null : beginOf(ctx, Temporal.PlainDate.from(until).add({ days: 1 })),
    setAt: now,
  });
  if (version === null) throw refused("house-rule.meanwhile");
  const { kind, onlyFor, channel, effect } = input;
  await audit(ctx, {
    what: "house-rule.put",
    on: { kind: "organisation", id: input.organisation },
    detail: { kind, onlyFor, channel, effect, version, since: input.since },
  });
  return { version };
}

function faultsOf(ctx: Ctx, { kind, effect, terms, since, until }: RuleInput): FieldFault[] {
  const begins = since ?? today(ctx).toString();
  const said = termsIn(terms, kind);
  const range = said && "from" in said ? said : null;
  const backwards = range && range.from !== null && range.to !== null && range.to < range.from;
  const limitless = range !== null && range.from === null && range.to === null;
  const others = Object.keys(terms).filter((one) => one !== kind);
  return [
    ...others.map((one) => ({ field: `/body/terms/${one}`, id: "house-rule.other-kind" })),
    ...(limitless ? [{ field: `/body/terms/${kind}/from`, id: "missing" }] : []),
    ...(effect === "limit" && said === null ? [{ field: `/body/terms/${kind}`, id: "missing" }] : []),
    ...(backwards ? [{ field: `/body/terms/${kind}/to`, id: "below-from" }] : []),
    ...(begins < today(ctx).toString() ? [{ field: "/body/since", id: "day.past" }] : []),
    ...(begins > today(ctx).add({ years: 3 }).toString()
      ? [{ field: "/body/since", id: "house-rule.since-far" }]
      : []),
    ...(until !== null && until < begins ? [{ field: "/body/until", id: "period.backwards" }] : []),
  ];
}

function beginOf({ city }: Ctx, day: string | Temporal.PlainDate): Temporal.Instant {
  return Temporal.PlainDate.from(day).toZonedDateTime(city.zone).toInstant();
}

/** What would change nothing: a rule for places of which its kind asks nothing, and the end of one that is not. */
function faultsOfEffect(
  { kind, channel, effect }: RuleInput,
  before: Pick<store.Version, "effect"> | undefined,
): FieldFault[] {
  const idle = channel !== null && !poolsAsked(kind).includes(channel);
  const ended = before === undefined || before.effect === "repealed";
  return [
    ...(idle ? [{ field: "/body/channel", id: "house-rule.not-asked" }] : []),
    ...(effect === "repealed" && ended
      ? [{ field: "/body/effect", id: "house-rule.nothing-to-repeal" }]
      : []),
  ];
}

/** A rule that names a check nobody has, or kinds of organisation there are none of, would let nobody in. */
async function faultsOfCode(ctx: Ctx, { kind, effect, terms }: RuleInput): Promise<FieldFault[]> {
  if (effect !== "limit") return [];
  if (kind === "organisation") {
    const known = new Set((await organisationKinds(ctx.db)).map(({ code }) => code));
    const unknown = (terms.organisation?.kinds ?? []).some((one) => !known.has(one));
    return unknown ? [{ field: "/body/terms/organisation/kinds", id: "house-rule.unknown-kind" }] : [];
  }
  const code = kind === "eligible" ? terms.eligible?.code : undefined;
  if (!code || (await checkNames(ctx)).some(([known]) => known === code)) return [];
  return [{ field: "/body/terms/eligible/code", id: "house-rule.unknown-check" }];
}

/** The terms, with what they name called as it is called today: a version says the same for good. */
async function calledTerms(ctx: Ctx, { kind, terms }: RuleInput): Promise<HouseTerms | null> {
  const given = termsIn(terms, kind);
  if (given?.kind === "eligible") {
    const name = new Map(await checkNames({ ...ctx, locale: "zh-CN" })).get(given.code);
    return { ...given, ...(name && { called: name }) };
  }
  if (given?.kind === "organisation") {
    const kinds = await organisationKinds(ctx.db);
    const names = kinds.flatMap(({ code, name }) => (given.kinds.includes(code) ? [name] : []));
    return { ...given, ...(names.length > 0 && { called: names.join("、") }) };
  }
  return given;
}
