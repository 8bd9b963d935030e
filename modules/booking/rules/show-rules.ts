/** Rules of houses as the desk reads them: in force, coming and past, and tried on somebody. */
import { Temporal } from "temporal-polyfill";
import { checkNames } from "#people";
import { organisationKinds, organisationOf, organisationsByPaths } from "#places";
import { type Ctx, textFor, today } from "#platform/ctx";
import { found, invalid } from "#platform/errors";
import { named } from "#platform/i18n";
import { may } from "../may.ts";
import { faultsOfOnlyFor } from "../only-for.ts";
import { offerSorts } from "../slots.ts";
import { reasonAgainstRules } from "./against.ts";
import { decidingRules, pathsAbove } from "./rule.ts";
import { sentenceOf } from "./sentences.ts";
import * as store from "./store.ts";
import { byKind } from "./terms.ts";

/** How a version stands among those of the same rule. Pure. */
export function versionStanding(
  version: Pick<store.Version, "version" | "since" | "until">,
  others: readonly Pick<store.Version, "version" | "since">[],
  now: Temporal.Instant,
): "in-force" | "coming" | "past" {
  const begun = (one: Pick<store.Version, "since">, at: Temporal.Instant) =>
    Temporal.Instant.compare(one.since, at) <= 0;
  const overtaken = (at: Temporal.Instant) =>
    others.some((other) => other.version > version.version && begun(other, at));
  if (!begun(version, now)) return overtaken(version.since) ? "past" : "coming";
  const over = version.until !== null && begun({ since: version.until }, now);
  return over || overtaken(now) ? "past" : "in-force";
}

const keyOf = ({ orgPath, kind, onlyFor, channel }: store.Version) =>
  [orgPath, kind, onlyFor, channel].join(" ");

export async function showRules(ctx: Ctx, organisation: string) {
  const { path } = found(await organisationOf(ctx.db, organisation), "organisation", organisation);
  const paths = pathsAbove(path);
  const setters = await organisationsByPaths(ctx.db, paths);
  const versions = await store.versionsOf(ctx.db, paths);
  const ofOne = Map.groupBy(versions, keyOf);
  const text = textFor(ctx);
  const views = versions.map((one) => {
    const setter = setters.get(one.orgPath);
    const { kind, onlyFor, channel, version, effect, terms, since, until, basis } = one;
    return {
      orgPath: one.orgPath,
      view: {
        ...{ kind, onlyFor, channel, version, effect, basis },
        terms: terms && byKind(terms),
        says: terms && sentenceOf(terms, text),
        since: since.toString(),
        until: until?.toString() ?? null,
        standing: versionStanding(one, ofOne.get(keyOf(one)) ?? [], ctx.clock()),
        setBy: setter ? named(setter, ctx.locale) : "",
      },
    };
  });
  const [own, above] = [true, false].map((mine) =>
    views.filter(({ orgPath }) => (orgPath === path) === mine).map(({ view }) => view),
  );
  return {
    own: own ?? [],
    above: (above ?? []).filter(({ standing, effect }) => standing === "in-force" && effect !== "repealed"),
    sorts: await ctx.slots.gather(offerSorts, ctx, {}),
    checks: (await checkNames(ctx)).map(([code, name]) => ({ code, name })),
    organisationKinds: (await organisationKinds(ctx.db)).map((kind) => ({
      code: kind.code,
      name: named(kind, ctx.locale),
    })),
    can: may["rule.put"](ctx.actor, { orgPath: path }) ? (["put"] as const).slice() : [],
  };
}

export interface Trial {
  organisation: string;
  asked: string;
  day: string;
  born?: string;
  level: number;
  size: number;
  channel: string;
  sort?: string;
}

/** Which rules would decide, as the day of booking finds them, and what they say of this person. */
export async function tryRules(ctx: Ctx, asked: Trial) {
  const { path } = found(
    await organisationOf(ctx.db, asked.organisation),
    "organisation",
    asked.organisation,
  );
  const sort = asked.sort ?? null;
  const faults = await faultsOfOnlyFor(ctx, offerSorts, { code: sort, field: "/query/sort" });
  if (faults.length > 0) throw invalid(faults);
  const { zone } = ctx.city;
  const day = Temporal.PlainDate.from(asked.day);
  const startsAt = day.toZonedDateTime({ timeZone: zone, plainTime: "12:00" }).toInstant();
  const end = Temporal.PlainDate.from(asked.asked).add({ days: 1 }).toZonedDateTime(zone).toInstant();
  const at = asked.asked === today(ctx).toString() ? ctx.clock() : end.subtract({ seconds: 1 });
  const rules = await store.rulesInForce(ctx.db, pathsAbove(path), at);
  const offer = { orgPath: path, kind: sort ?? "", sort, own: [] };
  const setters = await organisationsByPaths(ctx.db, pathsAbove(path));
  const text = textFor(ctx);
  const occasion = { placeId: null, seriesId: null, startsAt, times: [] };
  const facts = { level: asked.level, born: asked.born ?? null, history: [] };
  return decidingRules(rules, offer, asked.channel).map((rule) => {
    const tried = depends.has(rule.terms.kind) ? [] : [rule];
    const against = reasonAgainstRules(tried, { occasion, size: asked.size, facts, zone });
    const setter = setters.get(rule.house?.orgPath ?? "");
    return {
      kind: rule.terms.kind,
      says: sentenceOf(rule.terms, text),
      setBy: setter ? named(setter, ctx.locale) : "",
      basis: rule.house?.basis ?? "",
      outcome: against
        ? ("unmet" as const)
        : depends.has(rule.terms.kind)
          ? ("depends" as const)
          : ("met" as const),
      why: against && text(`refusal.${against.id}`, against.data),
    };
  });
}

const depends = new Set(["horizon", "closing", "eligible", "organisation", "period", "no-overlap"]);
