/** The rules by which the demo's libraries lend, each written by a manager of its house. */
import { putLimit, putRule } from "#library/filling";
import { type Ctx, inTx } from "#platform/ctx";
import { LENDING_LIMITS, LENDING_RULES } from "../demo/lending-rules.ts";
import { actorOf, idOf, type Keys } from "./keys.ts";

const whatever = {
  ...{ owner: null, place: null, shelf: null, type: null },
  ...{ category: null, guarantee: null, home: null, lentAt: null },
};
const fromNow = { since: null, until: null, after: 0 };

export async function fillLendingRules(ctx: Ctx, keys: Keys): Promise<void> {
  const as = async (login: string) => ({
    ...ctx,
    actor: await actorOf(ctx, keys, login),
    channel: "desk" as const,
  });
  for (const { organisation, by, about, terms, basis } of LENDING_RULES) {
    const { id } = idOf(keys.organisations, organisation);
    await inTx(await as(by), (inner) =>
      putRule(inner, { ...fromNow, organisation: id, about: { ...whatever, ...about }, terms, basis }),
    );
  }
  for (const { organisation, by, categories, guarantees, ownOnly, most, basis } of LENDING_LIMITS) {
    const { id } = idOf(keys.organisations, organisation);
    const about = { owner: ownOnly ? id : null, types: [], categories, guarantees, home: null };
    await inTx(await as(by), (inner) =>
      putLimit(inner, { ...fromNow, organisation: id, about, most, basis }),
    );
  }
}
