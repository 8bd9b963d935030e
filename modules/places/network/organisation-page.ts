/** An organisation for the public: what it runs, what it uses beside others. */
import type { AnswerOf } from "#contract";
import { type Ctx, today } from "#platform/ctx";
import { found } from "#platform/errors";
import { named } from "#platform/i18n";
import { facilities } from "../facility/facility-store.ts";
import { findPlaces } from "../finding/find.ts";
import { sharingsWith } from "../sharing/sharing-store.ts";
import { organisationRef, placeItems } from "../views.ts";
import type { getOrganisation } from "./contract.ts";
import { divisionsOn } from "./division-store.ts";
import { organisationKind, organisationOf, organisationsBelow, placesUnder } from "./organisation-store.ts";

/** Everything the page of an organisation shows; the places it runs, and those below it, a page at a time. */
export async function organisationPage(
  ctx: Ctx,
  id: string,
  { after, limit = 50 }: { after?: string; limit?: number },
): Promise<AnswerOf<typeof getOrganisation>> {
  const organisation = found(await organisationOf(ctx.db, id), "organisation", id);
  const { path, parentId, divisionCode } = organisation;
  const day = today(ctx).toString();
  const [kind, parent, below, places, page, [division], uses] = await Promise.all([
    organisationKind(ctx.db, organisation.kind),
    parentId ? organisationOf(ctx.db, parentId) : null,
    organisationsBelow(ctx.db, path),
    placesUnder(ctx.db, path),
    findPlaces(ctx, { organisationPaths: [path], limit, ...(after && { after }) }),
    divisionCode ? divisionsOn(ctx.db, { day, codes: [divisionCode] }) : [],
    usedBy(ctx, id, day),
  ]);
  const items = await placeItems(ctx, page.items);
  return {
    id,
    name: named(organisation, ctx.locale),
    kind: { code: organisation.kind, name: kind ? named(kind, ctx.locale) : organisation.kind },
    demo: organisation.demo,
    parent: parent && { id: parent.id, name: named(parent, ctx.locale) },
    division: division ? { code: division.code, name: named(division, ctx.locale) } : null,
    below: below.map((one) => ({ id: one.id, name: named(one, ctx.locale) })),
    places,
    runs: {
      items: items.map((item, at) => ({
        ...item,
        organisation: organisationRef(ctx, found(page.items[at]?.place, "place", item.id)),
      })),
      next: page.next,
    },
    uses,
  };
}

async function usedBy(ctx: Ctx, id: string, day: string) {
  const rows = await sharingsWith(ctx.db, id, day);
  const places = new Map(
    (
      await facilities(
        ctx.db,
        rows.map(({ placeId }) => placeId),
      )
    ).map((place) => [place.id, place]),
  );
  return rows.flatMap(({ placeId, purpose, rooms, hours, since, until }) => {
    const place = places.get(placeId);
    if (!place || place.endedOn || place.state !== "published") return [];
    return [
      {
        place: { id: placeId, name: named(place, ctx.locale) },
        organisation: organisationRef(ctx, place),
        purpose,
        rooms,
        hours,
        since,
        until,
      },
    ];
  });
}
