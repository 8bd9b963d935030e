/** What every use case gets handed: the database, who asks, the clock, chance. Nothing is global. */
import { randomBytes } from "node:crypto";
import { Temporal } from "temporal-polyfill";
import { type Actor, type Channel, system } from "../auth/actor.ts";
import type { Db, Tx } from "../db/index.ts";
import type { EligibilityProviders } from "../eligibility/index.ts";
import { type Locale, type Text, type TextOptions, texts } from "../i18n/index.ts";
import type { IdentityProvider } from "../identity/index.ts";
import type { MapConfig } from "../map/index.ts";
import type { Messenger } from "../notify/index.ts";
import type { Identities } from "../oidc/index.ts";
import type { Target } from "../other-catalogues/index.ts";
import type { Slots } from "../slots/index.ts";
import type { Storages } from "../storage/index.ts";

export type Clock = () => Temporal.Instant;
export type RandomBytes = (size: number) => Buffer;

export interface City {
  id: string;
  /** Where it is reached, without a slash at the end: for what is read elsewhere. */
  publicUrl: string;
  /** IANA zone in which a day is a day. */
  zone: string;
  demo: boolean;
  /** Address people type, without a path: for links in messages. */
  url: string;
  /** Code of the division the city is (GB/T 2260). */
  division: string;
  /** Whose map is shown, and whether one may be. */
  map: MapConfig;
  /** A law asks this city for the document numbers themselves: they are kept sealed. Else nobody keeps them. */
  sealDocumentNumbers: boolean;
  /** Where live pictures are sent to by RTMP; null: the city has no live streams of its own. */
  livePort: number | null;
}

export interface Logger {
  info(data: object, message: string): void;
  warn(data: object, message: string): void;
  error(data: object, message: string): void;
}

export interface Ctx<D extends Db = Db> {
  db: D;
  actor: Actor;
  clock: Clock;
  random: RandomBytes;
  requestId: string;
  channel: Channel;
  locale: Locale;
  city: City;
  slots: Slots;
  log: Logger;
  /** Keyed hash for values looked up but not to be read back: phone and document numbers. */
  keyedHash(purpose: string, value: string): Buffer;
  /** The way out to people's phones. Only jobs use it: what is sent cannot be rolled back. */
  messenger: Messenger;
  /** The provider of identities staff may sign in with, or null. Asked outside of transactions: it may be slow or away. */
  oidc: Identities | null;
  /** Files, each part of the city in its own area: `await ctx.storage("images")`. */
  storage: Storages;
  /** Who confirms identities. Only jobs ask: an answer may take its time. */
  identity: IdentityProvider;
  /** Who says whether somebody meets a rule. Only jobs ask. */
  eligibility: EligibilityProviders;
  /** Other libraries' catalogues that may be asked for records, and nobody else. */
  otherCatalogues: readonly Target[];
  /** Token of the caller's session; null without one. */
  sessionToken: string | null;
  /** Counts one more try to sign in for where the caller is, and refuses when there were too many. Jobs have no caller. */
  countTry(kind: "sign-in"): void;
  /** Gives the caller a session cookie, or takes it away. Jobs have no caller and ignore it. */
  setSession(token: string | null): void;
}

/** A context inside a transaction: what a command gets. */
export type TxCtx = Ctx<Tx>;

export const wallClock: Clock = () => Temporal.Instant.fromEpochMilliseconds(Date.now());
export const trueRandom: RandomBytes = (size) => randomBytes(size);

/** The same context inside a transaction of its own, or inside the one that is open. */
export function inTx<R>(ctx: Ctx, work: (ctx: TxCtx) => Promise<R>): Promise<R> {
  return ctx.db.tx((db) => work({ ...ctx, db }));
}

/** The context in which the city itself acts: jobs, listeners, imports. */
export function systemCtx(ctx: Omit<Ctx, "actor" | "channel" | "requestId">, requestId: string): Ctx {
  return { ...ctx, actor: system, channel: "system", requestId };
}

/** Today in the city. */
export function today(ctx: Pick<Ctx, "clock" | "city">): Temporal.PlainDate {
  return ctx.clock().toZonedDateTimeISO(ctx.city.zone).toPlainDate();
}

/** The texts for whoever reads: their language, the city's clocks and day; translations nobody approved only in a demo. */
export function textFor(
  ctx: Pick<Ctx, "clock" | "city" | "locale">,
  options: Pick<TextOptions, "onFault"> = {},
): Text {
  const { zone, demo } = ctx.city;
  return texts(ctx.locale, { zone, today: today(ctx), unapproved: demo ? "show" : "hide", ...options });
}
