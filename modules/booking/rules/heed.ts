/** The rules that an offer's claims meet, with what they look at: read for all who ask at once, before any pool is locked. */
import { Temporal } from "temporal-polyfill";
import { organisationsByPaths } from "#places";
import type { Ctx } from "#platform/ctx";
import type { Tx } from "#platform/db";
import { named } from "#platform/i18n";
import { timesTaken } from "../occasions.ts";
import { reasonAgainstRules } from "./against.ts";
import { keepsEligibility, qualifiedUnder } from "./eligible.ts";
import { historiesOf, lookingElsewhere } from "./history.ts";
import { type Deciding, decidingRules, type HouseRule, ruleOf } from "./rule.ts";
import * as store from "./store.ts";
import type { RuleKind } from "./terms.ts";
import { bookableFrom, closedFrom, type Times, timesUnder } from "./times.ts";

interface Reason {
  id: string;
  data?: Record<string, string | number>;
  next?: string;
}

/**
 * What the rules in force on an offer say. Where one of a house above looks at other occasions, these people are locked until the end, so that
 * nobody books two of them at the same moment and is counted once; which rule decides in the end does not matter for that. `look`: nobody
 * is locked, whoever takes places is asked again.
 */
export async function heedRules(
  ctx: Ctx,
  {
    tx,
    offer,
    rules,
    subjects,
    look = false,
  }: { tx: Tx; offer: store.OfferOf; rules: HouseRule[]; subjects: readonly string[]; look?: boolean },
) {
  const { clock } = ctx;
  const { zone } = ctx.city;
  const setters =
    rules.length > 0
      ? await organisationsByPaths(
          tx,
          rules.map(({ orgPath }) => orgPath),
        )
      : new Map();
  if (!look && lookingElsewhere(rules, [offer]).length > 0) await store.lockPeople(tx, subjects);
  const qualified = await qualifiedUnder(tx, { rules, offers: [offer], subjects, now: clock() });
  const inTx = { ...ctx, db: tx };
  const history = await historiesOf(inTx, { subjects, offers: [offer], rules });
  const occasion = { ...offer, times: history.times(offer) };
  const known = new Map<string, readonly Deciding[]>();
  const on = (channel: string): readonly Deciding[] => {
    const decided = known.get(channel) ?? decidingRules(rules, offer, channel);
    known.set(channel, decided);
    return decided;
  };
  const setBy = ({ house }: Deciding, { locale }: Pick<Ctx, "locale">) => {
    const setter = house && setters.get(house.orgPath);
    return {
      own: String(house === null),
      by: setter ? named(setter, locale) : "",
      basis: house?.basis ?? "",
    };
  };
  return {
    /** The offer as rules narrow its times for a pool. */
    under: <O extends Times>(one: O, channel: string): O => timesUnder(on(channel), one, zone),
    /** Of claims taken where nobody holds two places at one time the database is told when they take place, and refuses a second. */
    keepAlone: async (claims: readonly { id: string; channel: string }[]): Promise<void> => {
      const alone = claims.filter(({ channel }) => ruleOf(on(channel), "no-overlap") !== null);
      if (alone.length === 0) return;
      // Read once more: it may have been moved before its pools were locked.
      const [now = offer] = await store.offersRuled(tx, [offer.id]);
      const times = (await timesTaken(inTx, [now]))(now);
      await store.setSpans(
        tx,
        alone.map(({ id }) => id),
        times,
      );
    },
    /** Why a rule stands against these places, with who set it. `kind`: only this one is asked. */
    against: ({
      ctx,
      channel,
      subject,
      organisation,
      size,
      claimant,
      kind,
    }: {
      ctx: Pick<Ctx, "locale" | "actor">;
      channel: string;
      subject: string | null;
      organisation?: { kind: string; path: string };
      size: number;
      claimant: { level: number; born: string | null };
      kind?: RuleKind;
    }): Reason | null => {
      const facts = {
        ...claimant,
        ...(organisation && { organisation }),
        qualifies: qualified(subject ?? ""),
        history: history.of(subject ?? "", offer.id),
      };
      const asked = kind ? on(channel).filter(({ terms }) => terms.kind === kind) : on(channel);
      const against = reasonAgainstRules(asked, { occasion, size, facts, zone });
      if (!against) return null;
      const { rule, next, ...told } = against;
      // Whether somebody qualifies is looked up by them, not by whoever helps them.
      const leads = rule.terms.kind !== "eligible" || keepsEligibility(ctx.actor, subject);
      return { ...told, data: { ...told.data, ...setBy(rule, ctx) }, ...(leads && next && { next }) };
    },
    /** The same reason, by the name of the rule where it is one that made it too early or too late. */
    named: (
      reason: Reason,
      {
        ctx,
        pool,
      }: { ctx: Pick<Ctx, "locale">; pool: { channel: string; releasesAt: Temporal.Instant } | null },
    ): Reason => {
      if (!pool) return reason;
      const horizon = ruleOf(on(pool.channel), "horizon");
      if (reason.id === "claim.not-released" && horizon) {
        const at = bookableFrom(horizon.terms, offer.startsAt, zone);
        // A release of its own that is later is told as that.
        if (!at.equals(pool.releasesAt)) return reason;
        return { id: "rule.horizon", data: { at: at.toString(), ...setBy(horizon, ctx) } };
      }
      const closing = ruleOf(on(pool.channel), "closing");
      if (reason.id !== "claim.too-late" || !closing) return reason;
      const at = closedFrom(closing.terms, offer);
      if (Temporal.Instant.compare(clock(), at) < 0) return reason;
      return { id: "rule.closing", data: { at: at.toString(), ...setBy(closing, ctx) } };
    },
  };
}
