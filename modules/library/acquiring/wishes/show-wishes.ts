/** Wishes as readers and staff see them. Staff see how many want something and why, not who. */
import type { AnswerOf } from "#contract";
import { organisationsOf, placesOf } from "#places";
import { pathsHeld, principal } from "#platform/auth";
import type { Ctx } from "#platform/ctx";
import { found } from "#platform/errors";
import { named } from "#platform/i18n";
import { isbn13 } from "../../catalogue/describing/standard-numbers.ts";
import { foundViews } from "../../catalogue/searching/found-views.ts";
import { may, seers } from "../../may.ts";
import { ownOrganisations } from "../../own-organisations.ts";
import type * as contract from "./contract.ts";
import { mostKnown, wisher } from "./make-wish.ts";
import { openStates, type WishState } from "./wish.ts";
import { keysOf } from "./wish-keys.ts";
import { wishPlaces } from "./wish-places.ts";
import * as store from "./wish-store.ts";

const mostShown = 200;

export async function showForm(
  ctx: Ctx,
  { title = "", isbn = "" }: { title?: string | undefined; isbn?: string | undefined },
): Promise<AnswerOf<typeof contract.wishForm>> {
  const places = await wishPlaces(ctx);
  const { titleKey } = keysOf({ title, author: "" });
  const known = await store.recordsOf(ctx.db, { isbn: isbn13(isbn), titleKey, limit: mostKnown });
  const subject = principal(ctx.actor)?.subject;
  const [before] = subject ? await store.wishesBy(ctx.db, subject, 1) : [];
  return {
    last: places.find(({ id }) => id === before?.placeId)?.id ?? null,
    places: places
      .map((place) => ({ id: place.id, name: named(place, ctx.locale) }))
      .toSorted((a, b) => a.name.localeCompare(b.name, ctx.locale)),
    known: await foundViews(ctx.db, known),
  };
}

export async function showOwn(ctx: Ctx): Promise<AnswerOf<typeof contract.ownWishes>> {
  const wishes = await store.wishesBy(ctx.db, wisher(ctx), mostShown);
  const places = await placesOf(
    ctx.db,
    wishes.map(({ placeId }) => placeId),
  );
  return {
    items: wishes.map((wish) => {
      const place = places.get(wish.placeId);
      return {
        ...titleOf(wish),
        place: { id: wish.placeId, name: place ? named(place, ctx.locale) : "" },
        record: wish.state === "arrived" && wish.recordId !== null ? String(wish.recordId) : null,
        wishedAt: wish.wishedAt.toString(),
        can: wish.state === "asked" || wish.state === "considered" ? ["leave" as const] : [],
      };
    }),
  };
}

export async function showDesk(
  ctx: Ctx,
  { state }: { state?: WishState | undefined },
): Promise<AnswerOf<typeof contract.deskWishes>> {
  const paths = pathsHeld(ctx.actor, ...seers);
  const states = state ? [state] : openStates;
  const own = await ownOrganisations(ctx, "manager");
  const limits = await store.monthly(
    ctx.db,
    own.map(({ path }) => path),
  );
  return {
    items: await deskViews(ctx, await store.wishesUnder(ctx.db, paths, { states, limit: mostShown })),
    limits: own.map(({ id, name, path }) => ({
      organisation: { id, name },
      aMonth: limits.get(path) ?? 0,
    })),
  };
}

export async function showWish(ctx: Ctx, id: string): Promise<AnswerOf<typeof contract.deskWish>> {
  const wish = found(await store.wishOf(ctx.db, id), "wish", id);
  const [view] = await deskViews(ctx, [{ ...wish, wishers: (await store.wishersOf(ctx.db, [id])).length }]);
  return found(view, "wish", id);
}

/** With names and what the catalogue has: one question each for all. */
async function deskViews(
  ctx: Ctx,
  wishes: readonly store.CountedWish[],
): Promise<AnswerOf<typeof contract.deskWish>[]> {
  const wanted = await store.wantedAt(
    ctx.db,
    wishes.map(({ id }) => id),
  );
  const at = Map.groupBy(wanted, ({ wishId }) => wishId);
  const places = await placesOf(
    ctx.db,
    wanted.map(({ placeId }) => placeId),
  );
  const houses = await organisationsOf(
    ctx.db,
    wishes.map(({ organisationId }) => organisationId),
  );
  const known = await store.recordsWithIsbns(
    ctx.db,
    wishes.flatMap(({ isbn }) => isbn ?? []),
  );
  return wishes.map((wish) => {
    const record = wish.recordId ?? known.get(wish.isbn ?? "") ?? null;
    return {
      ...titleOf(wish),
      organisation: { id: wish.organisationId, name: houses.get(wish.organisationId)?.name ?? "" },
      places: (at.get(wish.id) ?? []).map(({ placeId, count }) => ({
        id: placeId,
        name: places.get(placeId)?.name ?? "",
        count,
      })),
      whys: (at.get(wish.id) ?? []).flatMap(({ whys }) => whys),
      askedAt: wish.askedAt.toString(),
      record: record === null ? null : String(record),
      mayDecide: may["acquiring.work"](ctx.actor, wish),
    };
  });
}

const titleOf = ({ id, title, author, isbn, publisher, state, reason, wishers }: store.CountedWish) => ({
  id,
  title,
  author,
  isbn,
  publisher,
  state,
  reason,
  wishers,
});
