/** A share of the full city goes in through the doors: one place of every kind, those that were handed over, some hundred card holders. */
import assert from "node:assert/strict";
import { Temporal } from "temporal-polyfill";
import { affiliationsOf } from "#places/filling";
import { type Ctx, inTx, trueRandom } from "#platform/ctx";
import { at, dbTest } from "#platform/testing";
import { demoCity } from "../demo/city.ts";
import { fullCity } from "../demo/full/city.ts";
import { idOf, noKeys } from "./keys.ts";
import { fillDivisions, fillOrganisations, fillOutlines, fillPlaces } from "./network.ts";
import { fillCardHolders, fillStaff } from "./people.ts";

const now = Temporal.Instant.from("2026-11-25T04:10:00Z");
const yearAgo = at("2025-10-20T04:00:00Z");

dbTest(
  "what the full city is made of is taken by the doors, with its history and its levels",
  async ({ db, ctx: base }) => {
    const whole = fullCity(demoCity({ seed: 7, scale: "small", now }), { holders: 700 });
    const kinds = new Set<string>();
    const places = whole.places.filter(({ kind, takenOver }) => {
      const isFirst = !kinds.has(kind);
      kinds.add(kind);
      return isFirst || takenOver !== null;
    });
    const city = { ...whole, staff: whole.staff.filter(({ login }) => login === "lib-desk") };
    const keys = noKeys();
    const then: Ctx = { ...base, clock: yearAgo, random: trueRandom };
    await inTx(then, async (inner) => {
      await fillDivisions(inner);
      await fillOutlines(inner);
      await fillOrganisations(inner, city, keys);
      await fillPlaces(inner, places, keys);
    });
    await fillStaff(then, city, keys, () => undefined);
    let came = 0;
    await fillCardHolders({ ...then, clock: () => now }, city, keys, (count) => {
      came += count;
    });

    for (const { key, takenOver, organisation } of places) {
      const history = await affiliationsOf(db, idOf(keys.places, key));
      assert.deepEqual(
        history.map(({ organisationId, to }) => [organisationId, to]),
        [
          ...(takenOver ? [[idOf(keys.organisations, takenOver.from).id, takenOver.on]] : []),
          [idOf(keys.organisations, organisation).id, null],
        ],
        key,
      );
    }
    const made = await db.many<{ level: number; accounts: number }>`
    select level, count(*)::int as accounts from people.account where kind = 'resident' group by level order by level`;
    const wanted = [0, 0, 0];
    for (const { document, shown, children } of city.cardHolders) {
      const level = shown ? 2 : document ? 1 : 0;
      wanted[level] = (wanted[level] ?? 0) + 1 + children.length;
    }
    assert.deepEqual(
      made.map(({ accounts }) => accounts),
      wanted,
    );
    assert.equal(came, 700 - city.residents.length);
  },
);
