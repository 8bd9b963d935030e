/** A place enters the register. */
import { convert } from "#libs/coordinates";
import { audit } from "#platform/audit";
import { type TxCtx, today } from "#platform/ctx";
import { newId } from "#platform/db";
import { type FieldFault, found, invalid, refused } from "#platform/errors";
import { announce } from "#platform/events";
import { kinds } from "../kinds/kind-store.ts";
import { canonicalCode } from "../network/division-code.ts";
import { divisionsOn } from "../network/division-store.ts";
import { organisationOf } from "../network/organisation-store.ts";
import { refusing } from "../refusing.ts";
import { insertFacilities } from "./facility-store.ts";
import { factFaults, sinceIsPlausible, tidy } from "./fact-faults.ts";
import type { Facts } from "./facts.ts";
import { foundBy } from "./found-by.ts";
import { positionFaults } from "./position-faults.ts";

export type FacilityInput = Pick<Facts, "name" | "kind" | "level"> &
  Partial<Facts> & {
    organisationId: string;
    divisionCode: string;
    /** Day from which organisation and division hold; today unless told. */
    since?: string;
    /** The position lies far outside the city and is meant so. */
    outsideCity?: boolean;
    demo?: boolean;
  };

/** Registers a place. Refuses unknown and retired kinds, divisions that are not valid, positions far outside, impossible hours and taken numbers. */
export async function registerFacility(ctx: TxCtx, input: FacilityInput): Promise<{ id: string }> {
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
    ...(input.outsideCity ? [] : await positionFaults(ctx, facts.position, "/body")),
    ...(kind && !kind.retired ? [] : [{ field: "/body/kind", id: "not-offered" }]),
    ...(sinceIsPlausible(since, today(ctx).toString())
      ? []
      : [{ field: "/body/since", id: "place.since-range" }]),
    ...(division ? [] : [{ field: "/body/divisionCode", id: "division.not-valid", data: { day: since } }]),
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
          at: ctx.clock(),
        },
      ]),
  );
  await audit(ctx, {
    what: "place.registered",
    on: { kind: "place", id },
    detail: { number: facts.number, organisation: organisation.id },
  });
  await announce(ctx, "place.registered", {
    placeId: id,
    kind: facts.kind,
    level: facts.level,
    divisionCode: division.code,
    organisationId: organisation.id,
    on: since,
  });
  return { id };
}
