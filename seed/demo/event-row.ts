import type { DemoEvent, DemoSession, PoolChannel } from "./types.ts";

/** When something happens; days count from today. */
export type SessionPlan = Readonly<
  | {
      on: number;
      at: string;
      minutes: number;
      label?: string;
      label_en?: string;
      cancelled?: DemoSession["cancelled"];
    }
  /** Monday = 1. */
  | {
      weekly: readonly number[];
      from: number;
      to: number;
      at: string;
      minutes: number;
      label?: string;
      label_en?: string;
    }
  /** Has begun and still goes on when the demo is filled, if that is by day. */
  | { aroundNow: number }
  /** One session for each stretch in which the place is open. */
  | { asOpen: true; from: number; to: number }
>;

export interface BookingPlan {
  readonly pools: Partial<Record<PoolChannel, number>>;
  /** The offer opens so many days before a session, at 10:00. */
  readonly opens: number;
  /** Online places come later: so many days before, at this time. */
  readonly online?: { readonly daysBefore: number; readonly at: string };
  readonly max?: number;
  readonly level?: 0 | 1 | 2 | 3;
  readonly cancelUntil?: number;
  readonly doors?: number;
}

/** How many of the places are taken in the demo. */
export type Demand = "quiet" | "usual" | "nearly" | "full" | "waiting";

export interface EventRow
  extends Pick<
    DemoEvent,
    | "key"
    | "kind"
    | "organisation"
    | "title"
    | "title_en"
    | "summary"
    | "summary_en"
    | "description"
    | "description_en"
    | "audience"
    | "audience_en"
    | "place"
  > {
  readonly series: string | null;
  readonly joint?: readonly string[];
  readonly ages?: readonly [from: number | null, to: number | null];
  readonly mode?: DemoEvent["mode"];
  readonly link?: string;
  readonly space?: string;
  readonly state?: DemoEvent["state"];
  readonly sessions: readonly SessionPlan[];
  readonly booking: BookingPlan | null;
  /** Timed entry by the hours of the place; days count from today. */
  readonly entry?: {
    readonly from: number;
    readonly to: number;
    readonly everyMinutes: number;
    readonly online: number;
    readonly walkIn: number;
    /** Times of guided tours. */
    readonly tours: readonly string[];
  };
  readonly demand?: Demand;
}

export const EVERYBODY = { audience: "所有人，无需准备", audience_en: "Everybody; nothing to prepare" };
