/** A place enters the register. */
import { convert } from "#libs/coordinates";
import { audit } from "#platform/audit";
import { type TxCtx, today } from "#platform/ctx";
import { newId } from "#platform/db";
import { type FieldFault, found, invalid, refused } from "#platform/errors";
import { announceAll } from "#platform/events";
import { recordWriting } from "#platform/publishing";
import { kinds } from "../kinds/kind-store.ts";
import { canonicalCode } from "../network/division-code.ts";
import { divisionsOn } from "../network/division-store.ts";
import { organisationOf } from "../network/organisation-store.ts";
import { adopted, countsFrom } from "../publishing/adopted.ts";
import { placeThing } from "../publishing/place-thing.ts";
import { refusing } from "../refusing.ts";
import { insertFacilities, placeCalled } from "./facility-store.ts";
import { factFaults, sinceIsPlausible, tidy } from "./fact-faults.ts";
import type { Facts } from "./facts.ts";
import { foundBy } from "./found-by.ts";
import { positionFaults } from "./position-faults.ts";
import { beyondReach } from "./reach.ts";

export type FacilityInput = Pick<Facts, "name" | "kind" | "level"> &
  Partial<Facts> & {
    organisationId: string;
    divisionCode: string;
    /** Day from which organisation and division hold; today unless told. */
    since?: string;
    /** The position lies far outside the city and is meant so. */
    outsideCity?: boolean;
    /** The division has a place of this name, and this is another. */
    sameName?: boolean;
    demo?: boolean;
  };

/** A place comes into the register public at once, without the steps: for whoever fills a city with what there is. */
export async function registerFacility(ctx: TxCtx, input: FacilityInput): Promise<{ id: string }> {
  const id = await enter(ctx, input, "published");
  await adopted(ctx, [id], "登记时已对外开放");
  return { id };
}

/**
 * Begins a place as a draft, by a named person: it becomes public through the steps. Refuses a name that a place of the division
 * has, unless it is said to be another: somebody else may have entered it already.
 */
export async function draftFacility(ctx: TxCtx, input: FacilityInput): Promise<{ id: string }> {
  const by = ctx.actor.subject;
  if (by === null) throw new Error("a place is drafted by a named person");
  const other = input.sameName
    ? null
    : await placeCalled(ctx.db, {
        name: input.name.trim(),
        divisionCode: canonicalCode(input.divisionCode) ?? "",
        organisationId: input.organisationId,
      });
  if (other) throw refused("place.same-name", { name: other.name }, { next: `/places/${other.id}` });
  const id = await enter(ctx, input, "draft");
  await recordWriting(ctx.db, placeThing, id, { by, state: "draft", version: 1, at: ctx.clock() });
  return { id };
}

/**
 * Refuses unknown and retired kinds, divisions that are not valid, positions far outside, what the organisation does not
 * reach, impossible hours and taken numbers.
 */
async function enter(ctx: TxCtx, input: FacilityInput, state: "draft" | "published"): Promise<string> {
  const since = input.since ?? today(ctx).toString();
  const organisation = found(
    await organisationOf(ctx.db, input.organisationId),
    "organisation",
    input.organisationId,
  );
  const facts = tidy(input);
  const kind = (await kinds(ctx.db)).find(({ code }) => code === facts.kind);
  const code = canonicalCode(input.divisionCode);
  const [division] = code ? await divisionsOn(ctx.db, { day: since, codes: [code] }) : [];
  const faults: FieldFault[] = [
    ...factFaults(facts, "/body"),
    ...(await positionFaults(
      ctx,
      { position: facts.position, divisionCode: code ?? "", outsideCity: input.outsideCity },
      "/body",
    )),
    ...(kind && !kind.retired ? [] : [{ field: "/body/kind", id: "not-offered" }]),
    ...(sinceIsPlausible(since, today(ctx).toString())
      ? []
      : [{ field: "/body/since", id: "place.since-range" }]),
    ...(division ? [] : [{ field: "/body/divisionCode", id: "division.not-valid", data: { day: since } }]),
    ...(await beyondReach(ctx, organisation, {
      divisionCode: division?.code ?? null,
      level: facts.level,
      at: "/body",
    })),
  ];
  if (faults.length > 0 || !division || !kind) throw invalid(faults);
  const id = newId();
  await refusing(
    { facility_number_key: () => refused("place.number-taken", { number: facts.number ?? "" }) },
    () =>
      insertFacilities(ctx.db, [
        {
          ...facts,
          ...foundBy(facts, { kind, division, organisation }),
          id,
          organisationId: organisation.id,
          divisionCode: division.code,
          since,
          wgs: facts.position && convert(facts.position, "WGS-84"),
          demo: input.demo ?? false,
          state,
          at: ctx.clock(),
        },
      ]),
  );
  await audit(ctx, {
    what: "place.registered",
    on: { kind: "place", id },
    detail: { number: facts.number, organisation: organisation.id },
  });
  const place = {
    placeId: id,
    kind: facts.kind,
    level: facts.level,
    divisionCode: division.code,
    organisationId: organisation.id,
    on: since,
  };
  await announceAll(ctx, [
    { type: "place.registered", payload: place },
    ...(state === "published"
      ? [{ type: "place.published" as const, payload: { ...place, on: countsFrom(ctx, since) } }]
      : []),
  ]);
  return id;
}
