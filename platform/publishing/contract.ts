/** Shapes of the steps of publishing, for the contracts of whatever goes through them. */
import type { Static } from "typebox";
import { DayShape, Id, InstantShape, Nullable, Reason, T, Version } from "../http/contract.ts";
import { historySteps, publicationStates, publicationSteps } from "./machine.ts";

/** A step as it is asked for. `at`: when it is to be published by itself, for `schedule`. */
export const StepAsked = T.Object({
  /** The version of the thing that was read. */
  version: Version,
  step: T.Enum([...publicationSteps]),
  reason: T.Optional(Reason(500)),
  at: T.Optional(InstantShape),
});

const State = T.Enum([...publicationStates]);

/** What a change was, and from which day it holds. */
export const ChangedShape = T.Object({
  on: DayShape,
  fields: T.Array(T.Object({ field: T.String(), was: T.String(), is: T.String() })),
});

const HistoryRow = T.Object({
  step: T.Enum([...historySteps]),
  from: State,
  to: State,
  version: T.Integer(),
  /** Null: nobody, or somebody who is erased. */
  by: Nullable(T.String()),
  at: InstantShape,
  reason: Nullable(T.String()),
  /** Somebody checked their own work, or twice, under the one-person rule. */
  alone: T.Boolean(),
  scheduledFor: Nullable(InstantShape),
  changed: Nullable(ChangedShape),
});

/** Where a thing stands on its way to the public. */
export const PublishingView = T.Object({
  /** When it is published by itself, and who said so. */
  scheduled: Nullable(T.Object({ at: InstantShape, by: Nullable(T.String()) })),
  /** Reviews and proof-readings (三审三校): those done since it was a draft, and those asked for. The approval is the last review. */
  reviews: T.Object({
    done: T.Integer(),
    needed: T.Integer(),
    proofs: T.Integer(),
    proofsNeeded: T.Integer(),
  }),
  history: T.Array(HistoryRow),
});
export type PublishingView = Static<typeof PublishingView>;

/** A thing in a list of what waits. */
export const WaitingRow = T.Object({
  id: Id,
  title: T.String(),
  organiser: T.Object({ id: Id, name: T.String() }),
  state: State,
  changedAt: InstantShape,
  scheduledFor: Nullable(InstantShape),
  can: T.Array(T.Enum([...publicationSteps])),
});
