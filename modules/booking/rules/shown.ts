/** Offers as their rules narrow them, and the rules as sentences: what everybody may know before they try. */
import { Temporal } from "temporal-polyfill";
import { ruleFactsOf } from "#people";
import { organisationsByPaths } from "#places";
import { principal } from "#platform/auth";
import { type Ctx, textFor } from "#platform/ctx";
import { named } from "#platform/i18n";
import { poolsFor } from "../draw-from.ts";
import type { OfferRules, PoolChannel } from "../offer.ts";
import { offersOf } from "../views.ts";
import { unmetBy } from "./against.ts";
import { qualifiedUnder } from "./eligible.ts";
import { historiesOf } from "./history.ts";
import { type Deciding, decidingRules, type HouseRule, pathsAbove } from "./rule.ts";
import { sentenceOf } from "./sentences.ts";
import * as store from "./store.ts";
import { timesUnder } from "./times.ts";

type Offers = Awaited<ReturnType<typeof offersOf>>;

interface Ruled {
  offers: store.OfferOf[];
  /** Of the organisations whose rules can hold on them. */
  paths: string[];
  rules: HouseRule[];
}

async function ruledOf(ctx: Ctx, offers: store.OfferOf[]): Promise<Ruled> {
  const paths = [...new Set(offers.flatMap(({ orgPath }) => pathsAbove(orgPath)))];
  const rules = paths.length > 0 ? await store.rulesInForce(ctx.db, paths, ctx.clock()) : [];
  return { offers, paths, rules };
}

export interface UnderRules {
  offers: Offers;
  /** The rules of some of them, and of planned ones, in sentences, and those that whoever asks does not meet. A helper is told nothing of the person. */
  shown(ids: ReadonlySet<string>, planned?: readonly PlannedOffer[]): Promise<Map<string, ShownRules>>;
}

/** `offersUnderRules`, and what may be said of them: the rules are read once for both. */
export async function underRules(ctx: Ctx, ids: string[]): Promise<UnderRules> {
  const views = await offersOf(ctx.db, ids);
  const ruled = await ruledOf(ctx, ids.length > 0 ? await store.offersRuled(ctx.db, ids) : []);
  const shown = async (some: ReadonlySet<string>, planned: readonly PlannedOffer[] = []) => {
    const asked = ruled.offers.filter(({ id }) => some.has(id));
    const plans = planned.map(({ rules: { own = {}, minLevel }, ...offer }) =>
      store.withOwnRules({ ...offer, ref: offer.id, own, minLevel }),
    );
    const all = plans.length > 0 ? await ruledOf(ctx, [...asked, ...plans]) : { ...ruled, offers: asked };
    return rulesShown(ctx, views, { ...all, planned });
  };
  return { offers: narrowed(ctx, views, ruled), shown };
}

/** Offers with what is left, opened and closed when the rules on them say: for whoever asks, and pool by pool. */
export async function offersUnderRules(ctx: Ctx, ids: string[]): Promise<Offers> {
  return (await underRules(ctx, ids)).offers;
}

function narrowed(ctx: Ctx, all: Offers, { offers, rules }: Ruled): Offers {
  const views = new Map(all);
  const instant = Temporal.Instant.from;
  for (const offer of rules.length > 0 ? offers : []) {
    const view = views.get(offer.id);
    if (!view) continue;
    const times = { ...offer, opensAt: instant(view.opensAt), closesAt: instant(view.closesAt) };
    const under = (channel: string) => timesUnder(decidingRules(rules, offer, channel), times, ctx.city.zone);
    const { opensAt, closesAt } = under(poolsFor(ctx.actor)[0] ?? "online");
    const pools = view.pools.map((pool) => {
      const opens = under(pool.channel).opensAt;
      const later = Temporal.Instant.compare(opens, pool.releasesAt) > 0;
      return later ? { ...pool, releasesAt: opens.toString() } : pool;
    });
    views.set(offer.id, { ...view, opensAt: opensAt.toString(), closesAt: closesAt.toString(), pools });
  }
  return views;
}

export interface ShownRules {
  rules: { says: string; source: string | null; pools: PoolChannel[] | null }[];
  unmet: { title: string; help: string; next: { href: string; label: string } | null }[];
}

/** An offer that is not made yet, under an id of its own. */
export type PlannedOffer = Omit<store.OfferOf, "own" | "ref"> & {
  rules: Pick<OfferRules, "own" | "minLevel">;
  pools: readonly { channel: PoolChannel }[];
};

async function rulesShown(
  ctx: Ctx,
  views: Offers,
  { planned, ...ruled }: Ruled & { planned: readonly PlannedOffer[] },
): Promise<Map<string, ShownRules>> {
  const { offers, paths, rules } = ruled;
  const poolsOf = new Map(
    [...views.values(), ...planned].map(({ id, pools }) => [id, pools.map(({ channel }) => channel)]),
  );
  const setters = rules.length > 0 ? await organisationsByPaths(ctx.db, paths) : new Map();
  const text = textFor(ctx);
  const { zone } = ctx.city;
  const { kind, onBehalfOf } = ctx.actor;
  const books = kind === "resident" || onBehalfOf !== null;
  const asks = books && onBehalfOf?.as !== "helper" ? principal(ctx.actor) : null;
  const subject = asks?.subject ?? "";
  const facts = asks ? (await ruleFactsOf(ctx.db, [subject])).get(subject) : undefined;
  const history = facts && (await historiesOf(ctx, { subjects: [subject], offers, rules }));
  const now = ctx.clock();
  const qualified = await qualifiedUnder(ctx.db, { rules, offers, subjects: facts ? [subject] : [], now });
  const setBy = ({ house }: Deciding) => {
    const setter = house && setters.get(house.orgPath);
    return {
      own: String(house === null),
      by: setter ? named(setter, ctx.locale) : "",
      basis: house?.basis ?? "",
    };
  };
  return new Map(
    offers.map((offer) => {
      const channels = poolsOf.get(offer.id) ?? [];
      const decided = channels.map((channel) => ({ channel, rules: decidingRules(rules, offer, channel) }));
      const said = Map.groupBy(
        decided.flatMap(({ channel, rules }) =>
          rules.filter(isNews).map((rule) => ({
            channel,
            says: sentenceOf(rule.terms, text),
            source: rule.house && text("house-rule.source", setBy(rule)),
          })),
        ),
        ({ says, source }) => `${says} ${source}`,
      );
      const theirs = decidingRules(rules, offer, poolsFor(ctx.actor)[0] ?? "online");
      const unmet =
        facts && history
          ? unmetBy(theirs, {
              occasion: { ...offer, times: history.times(offer) },
              facts: { ...facts, qualifies: qualified(subject), history: history.of(subject, offer.id) },
              zone,
            })
          : [];
      return [
        offer.id,
        {
          rules: [...said.values()].flatMap((same) => {
            const [first] = same;
            const everywhere = same.length === channels.length;
            return first
              ? [
                  {
                    says: first.says,
                    source: first.source,
                    pools: everywhere ? null : same.map(({ channel }) => channel),
                  },
                ]
              : [];
          }),
          // texts: refusal.rule.*
          unmet: unmet.map(({ id, rule, data, next }) => {
            const values = { ...data, ...setBy(rule) };
            return {
              title: text(`refusal.${id}`, values),
              help: text(`refusal.${id}.do`, values),
              next: next ? { href: next, label: text(`refusal.${id}.next`) } : null,
            };
          }),
        },
      ];
    }),
  );
}

/** A level the offer names itself is told with its other rules. */
const isNews = ({ terms, house }: Deciding) => terms.kind !== "level" || house !== null;
