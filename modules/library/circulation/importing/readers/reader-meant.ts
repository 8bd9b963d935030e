/** What a row of readers says, in our terms: whose card, at home where. */
import type { TxCtx } from "#platform/ctx";
import type { CellFault } from "#platform/exchange";
import { may } from "../../../may.ts";
import { dayIn } from "../when.ts";
import type { House, Whose } from "../whose.ts";
import type { ReaderValues } from "./reader-columns.ts";

export interface MeantReader {
  house: House;
  home: { id: string; orgPath: string } | null;
  number: string;
  oldNumbers: readonly string[];
  values: ReaderValues;
  validUntil: string | null | undefined;
}

export function meantBy(
  ctx: TxCtx,
  values: ReaderValues,
  whose: Whose,
): MeantReader | { faults: CellFault[] } {
  const faults: CellFault[] = [];
  const alone = whose.house("organisation", values.organisation, null);
  const named = "house" in alone ? alone.house : null;
  // dp2 has one code for both.
  const code = values.place ?? values.organisation;
  const at = code ? whose.place("place", code, named) : null;
  if (values.place && at && "fault" in at) faults.push(at.fault);
  const home = at && "place" in at ? at.place : null;
  const of = whose.house("organisation", values.organisation, home);
  if ("fault" in of) return { faults: [of.fault, ...faults] };
  const { house } = of;
  const brings = (orgPath: string) =>
    ctx.actor.kind === "system" || may["import.readers"](ctx.actor, { orgPath });
  if (!brings(house.path)) faults.push({ column: "organisation", id: "row.not-yours" });
  else if (home && !home.orgPath.startsWith(house.path) && !brings(home.orgPath))
    faults.push({ column: "place", id: "row.not-yours" });
  if (faults.length > 0) return { faults };
  const { valid_until: until } = values;
  return {
    house,
    home,
    number: values.number ?? "",
    oldNumbers: (values.old_numbers ?? []).filter((one) => one !== values.number),
    values,
    validUntil: until ? dayIn(until, ctx.city.zone) : until,
  };
}
