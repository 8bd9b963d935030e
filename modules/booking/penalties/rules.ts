/** Rules about not coming and giving back: read by everybody, written by the manager whose organisation it is. */
import type { Temporal } from "temporal-polyfill";
import type { Static } from "typebox";
import { organisationOf, organisationsByPaths, rootPaths } from "#places";
import { audit } from "#platform/audit";
import { type Ctx, type TxCtx, textFor, today } from "#platform/ctx";
import type { Db } from "#platform/db";
import { type FieldFault, found, invalid, refused } from "#platform/errors";
import { named } from "#platform/i18n";
import type { OfferRules } from "../offers/offer.ts";
import { faultsOfOnlyFor } from "../offers/only-for.ts";
import { offerKinds } from "../slots.ts";
import type { penaltyRules } from "./contract.ts";
import { type LastMoment, lastMoment } from "./last-moment.ts";
import { insertRule, rulesAround, rulesOver } from "./rule-store.ts";
import { noShowSays, ruleSays, timesSay } from "./say.ts";
import { dated, isReserved, type Occasion, type PenaltyTerms, ruleFor } from "./terms.ts";

/** The organisation by id, or not found. */
export async function organisationNamed(db: Db, id: string) {
  return found(await organisationOf(db, id), "organisation", id);
}

/** The rules of an organisation, of those above it and of those below, with the days on which they hold; its own first. */
export async function penaltyRulesView(
  ctx: Ctx,
  organisationId: string,
): Promise<Omit<Static<(typeof penaltyRules)["answer"]>, "can">> {
  const organisation = await organisationNamed(ctx.db, organisationId);
  const rules = dated(await rulesAround(ctx.db, organisation.path), today(ctx).toString());
  const owners = await organisationsByPaths(
    ctx.db,
    rules.map(({ orgPath }) => orgPath),
  );
  const text = textFor(ctx);
  const items = rules.map(({ orgPath, ...rule }) => {
    const owner = owners.get(orgPath);
    const name = owner ? named(owner, ctx.locale) : "";
    return {
      ...rule,
      organisation: name,
      own: orgPath === organisation.path,
      says: ruleSays(text, rule, name),
    };
  });
  return {
    organisation: { id: organisation.id, name: named(organisation, ctx.locale) },
    items: items.toSorted((a, b) => Number(b.own) - Number(a.own)),
    kinds: await ctx.slots.gather(offerKinds, ctx, {}),
  };
}

export interface RuleInput {
  organisation: string;
  onlyFor: string | null;
  since: string;
  basis: string;
  terms: PenaltyTerms | null;
  /** The version it was written after; 0 for the first. */
  after: number;
}

/** Writes the next version of a rule, unless another was written meanwhile. It begins today or later: what nobody could know is held against nobody. */
export async function putPenaltyRule(
  ctx: TxCtx,
  { organisation: id, ...rule }: RuleInput,
): Promise<{ id: string; version: number }> {
  const organisation = await organisationNamed(ctx.db, id);
  const isRoot = (await rootPaths(ctx.db)).includes(organisation.path);
  const last = (await rulesOver(ctx.db, [organisation.path])).findLast(
    ({ orgPath, onlyFor }) => orgPath === organisation.path && onlyFor === rule.onlyFor,
  );
  const faults = [
    ...ruleFaults(rule, { today: today(ctx), isRoot, speaks: (last?.terms ?? null) !== null }),
    ...(await faultsOfOnlyFor(ctx, offerKinds, { code: rule.onlyFor })),
  ];
  if (faults.length > 0) throw invalid(faults);
  const made = await insertRule(ctx.db, {
    ...rule,
    basis: rule.basis.trim(),
    orgPath: organisation.path,
    madeBy: ctx.actor.subject,
    now: ctx.clock(),
  });
  if (!made) throw refused("penalty.rule-meanwhile");
  await audit(ctx, {
    what: "penalty-rule.put",
    on: { kind: "penalty-rule", id: made.id },
    detail: { organisation: organisation.path, version: made.version, since: rule.since },
  });
  return made;
}

/** What is wrong with a version of a rule, by field. `speaks`: the version before it says something, so that it can end. */
export function ruleFaults(
  { since, terms, onlyFor }: Pick<RuleInput, "since" | "terms" | "onlyFor">,
  { today, isRoot, speaks }: { today: Temporal.PlainDate; isRoot: boolean; speaks: boolean },
): FieldFault[] {
  const noShow = terms?.noShow;
  const reserved = isReserved(onlyFor);
  const says: [boolean, FieldFault][] = [
    [terms === null && !speaks, { field: "/body/terms/noShow", id: "penalty.nothing-to-end" }],
    [
      terms !== null && terms.noShow === null && terms.cancelling === null,
      { field: "/body/terms/noShow", id: "penalty.says-nothing" },
    ],
    [since < today.toString(), { field: "/body/since", id: "penalty.since-past" }],
    [since > today.add({ years: 3 }).toString(), { field: "/body/since", id: "penalty.since-far" }],
    [
      noShow?.suspendsFor === "until-clear" && noShow.limit !== null && noShow.windowDays === null,
      { field: "/body/terms/noShow/windowDays", id: "penalty.window-needed" },
    ],
    [
      typeof noShow?.warnFrom === "number" && noShow.limit !== null && noShow.warnFrom >= noShow.limit,
      { field: "/body/terms/noShow/warnFrom", id: "penalty.warns-too-late" },
    ],
    // When one checks in and until when one gives back is the room's own rule.
    [reserved && !!terms?.cancelling, { field: "/body/terms/cancelling", id: "penalty.by-room-rules" }],
    [
      reserved && noShow?.graceMinutes != null,
      { field: "/body/terms/noShow/graceMinutes", id: "penalty.by-room-rules" },
    ],
    [
      reserved && noShow?.lateCancelCounts === true,
      { field: "/body/terms/noShow/lateCancelCounts", id: "penalty.by-room-rules" },
    ],
    [noShow?.scope === "city" && !isRoot, { field: "/body/terms/noShow/scope", id: "penalty.scope-city" }],
  ];
  return says.flatMap(([wrong, fault]) => (wrong ? [fault] : []));
}

export interface PenaltyRules {
  /** What somebody should know before booking. */
  says: string[];
  lastMoment(rules: Pick<OfferRules, "cancelUntilMinutes">, startsAt: Temporal.Instant): LastMoment;
}

/** What holds today for occasions of an organisation and kind, in sentences. */
export async function penaltyRulesFor(ctx: Ctx, occasion: Occasion): Promise<PenaltyRules> {
  const rules = await rulesOver(ctx.db, [occasion.orgPath]);
  const day = today(ctx).toString();
  const noShow = ruleFor(rules, occasion, "noShow", day);
  const cancelling = ruleFor(rules, occasion, "cancelling", day);
  const owners = noShow ? await organisationsByPaths(ctx.db, [noShow.orgPath]) : null;
  const owner = noShow && owners?.get(noShow.orgPath);
  const text = textFor(ctx);
  return {
    says: [
      ...(noShow?.terms?.noShow
        ? noShowSays(text, noShow.terms.noShow, {
            organisation: owner ? named(owner, ctx.locale) : "",
            onlyFor: noShow.onlyFor,
          })
        : []),
      ...(cancelling?.terms?.cancelling ? timesSay(text, cancelling.terms.cancelling) : []),
    ],
    lastMoment: (own, startsAt) => lastMoment(ctx, rules, { ...occasion, rules: own, startsAt }),
  };
}
