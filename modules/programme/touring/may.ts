/** Who may do what with touring exhibitions: whoever publishes answers for what a house lends and asks for, whoever is there opens the crates. */
import { type Actor, holds, holdsSomewhere, policy } from "#platform/auth";
import { mayWrite, publishes, reporting, seers } from "../may.ts";
import type { LegState } from "./contract.ts";

interface OfTouring {
  orgPath: string;
  offered: boolean;
}
/** `orgPath`: of the house that shows it. */
interface OfLeg {
  ownerPath: string;
  orgPath: string;
  state: LegState;
}

const worksAt = (who: Actor, path: string) => seers.some((role) => holds(who, role, path));
const handles = (who: Actor, path: string) =>
  who.subject !== null && reporting.some((role) => holds(who, role, path));

export const may = policy({
  "touring.begin": (who: Actor, { orgPath }: Pick<OfTouring, "orgPath">) =>
    mayWrite(who, { orgPath, state: "draft" }),
  /** What others may ask for is changed by whoever answers for it. */
  "touring.write": (who: Actor, { orgPath, offered }: OfTouring) =>
    mayWrite(who, { orgPath, state: offered ? "published" : "draft" }),
  "touring.offer": (who: Actor, { orgPath }: Pick<OfTouring, "orgPath">) => publishes(who, { orgPath }),
  "touring.list": (who: Actor, _: object) => holdsSomewhere(who, ...seers),
  /** While it is offered every house may look at it; whoever has a leg of it always. */
  "touring.see": (who: Actor, { orgPath, offered, legPaths }: OfTouring & { legPaths: string[] }) =>
    (offered && holdsSomewhere(who, ...seers)) || [orgPath, ...legPaths].some((path) => worksAt(who, path)),
  "leg.ask": (who: Actor, { orgPath }: Pick<OfLeg, "orgPath">) => publishes(who, { orgPath }),
  "leg.see": (who: Actor, { ownerPath, orgPath }: OfLeg) => worksAt(who, ownerPath) || worksAt(who, orgPath),
  "leg.answer": (who: Actor, { ownerPath }: OfLeg) => publishes(who, { orgPath: ownerPath }),
  /** What is only asked for is taken back by who asked. */
  "leg.cancel": (who: Actor, { ownerPath, orgPath, state }: OfLeg) =>
    publishes(who, { orgPath }) || (state !== "asked" && publishes(who, { orgPath: ownerPath })),
  "leg.send": (who: Actor, { ownerPath }: OfLeg) => handles(who, ownerPath),
  /** Where the crates are. */
  "leg.handle": (who: Actor, { orgPath }: OfLeg) => handles(who, orgPath),
  "leg.begin-event": (who: Actor, { orgPath }: OfLeg) => mayWrite(who, { orgPath, state: "draft" }),
  "leg.settle": (who: Actor, { ownerPath, orgPath }: OfLeg) =>
    publishes(who, { orgPath: ownerPath }) || publishes(who, { orgPath }),
  "ledger.see": (who: Actor, { orgPath }: Pick<OfLeg, "orgPath">) => worksAt(who, orgPath),
});
