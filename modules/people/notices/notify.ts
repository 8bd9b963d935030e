/** Telling people what happened to what is theirs: kept under 我的, and sent to the phone by a job. */
import type { Temporal } from "temporal-polyfill";
import { type Ctx, type TxCtx, textFor } from "#platform/ctx";
import { newId } from "#platform/db";
import { enqueue } from "#platform/jobs";
import { type NoticeChannel, type NoticeKind, ruleOf } from "./kinds.ts";
import { outAt } from "./quiet.ts";
import { sentencesOf } from "./sentence.ts";
import * as store from "./store.ts";
import { type NoticeValues, storedValues } from "./values.ts";

export const sendNoticesJob = "people.send-notices";

export interface Notice {
  /** Subject key of the person, or of many who are told the same. */
  to: string | readonly string[];
  /** Message key of the sentence, with its values; days and moments as Temporal values, persons as `{ person: subject }`. */
  key: string;
  values?: NoticeValues;
  /** Path of the page it is about. */
  href?: string;
  /** What it answers to, e.g. an event's id: told once, however often this is called. */
  once?: string;
  /** What sort it is, by which people choose channels; `services` unless told: the answer to what somebody asked for. */
  kind?: NoticeKind;
  /** What it is about happens then: the night does not hold back what would come too late. */
  neededBy?: Temporal.Instant;
}

/** Tells people something, with the change that made it true. Erased people are passed over. Answers how many were told. */
export function notify(ctx: TxCtx, notice: Notice): Promise<number> {
  return notifyAll(ctx, [notice]);
}

/** Tells many people several things in one statement. Answers how many notices there are now. */
export async function notifyAll(ctx: TxCtx, notices: readonly Notice[]): Promise<number> {
  const now = ctx.clock();
  if (notices.every(({ to }) => to.length === 0)) return 0;
  const quiet = await store.quietHours(ctx.db);
  const { zone } = ctx.city;
  const rows = notices.flatMap(({ to, key, values = {}, href = null, once = null, ...more }) => {
    const { kind = "services", neededBy = null } = more;
    const data = storedValues(values);
    const out = ruleOf(kind).atOnce ? now : outAt(now, quiet, { neededBy, zone });
    const dueAt = out.equals(now) ? null : out;
    return [...new Set(typeof to === "string" ? [to] : to)].map((subject) => ({
      subject,
      id: newId(now.epochMilliseconds),
      key,
      kind,
      data,
      href,
      once,
      neededBy,
      dueAt,
    }));
  });
  const told = await store.insertNotices(ctx.db, rows, now);
  // What waits for the morning is found by the clock.
  if (rows.some(({ dueAt }) => dueAt === null))
    await enqueue(ctx, sendNoticesJob, {}, { key: sendNoticesJob });
  return told;
}

/** When somebody who is told something now can have read it: at once, or in the morning when the quiet hours are over. */
export async function readableFrom(ctx: Ctx): Promise<Temporal.Instant> {
  return outAt(ctx.clock(), await store.quietHours(ctx.db), { neededBy: null, zone: ctx.city.zone });
}

export interface ReadNotice {
  id: string;
  at: string;
  text: string;
  href: string | null;
  isNew: boolean;
  /** When it goes to a phone or address, if it waits. */
  waits: string | null;
  /** How it was carried: the latest attempt by each channel. */
  carried: Carried[];
}

export interface Carried {
  channel: NoticeChannel;
  outcome: "sent" | "put-off" | "refused";
  at: string;
  nextAt: string | null;
  own: boolean;
}

/** What a person was told, newest first, in the language of the reader. */
export async function noticesOf(
  ctx: Ctx,
  account: string,
  { after, limit }: { after: string | undefined; limit: number },
): Promise<{ items: ReadNotice[]; next: string | null; unread: number }> {
  const rows = await store.noticesOf(ctx.db, account, { before: after ?? null, limit: limit + 1 });
  const shown = rows.slice(0, limit);
  const text = textFor(ctx);
  const say = await sentencesOf(ctx.db, shown);
  const carried = Map.groupBy(
    await store.deliveriesOf(
      ctx.db,
      shown.map(({ id }) => id),
    ),
    ({ notice }) => notice,
  );
  return {
    items: shown.map((row) => ({
      id: row.id,
      at: row.madeAt.toString(),
      text: say(row, text),
      href: row.href,
      isNew: row.readAt === null,
      waits: row.dueAt?.toString() ?? null,
      carried: (carried.get(row.id) ?? []).map(({ channel, outcome, at, nextAt, own }) => ({
        channel,
        outcome,
        at: at.toString(),
        nextAt: nextAt?.toString() ?? null,
        own,
      })),
    })),
    next: rows.length > limit ? (shown.at(-1)?.id ?? null) : null,
    unread: await store.unreadOf(ctx.db, account),
  };
}

/** Whose messages wait for the asker besides their own: their children's. Nobody's while they act for somebody. */
export async function noticesOfWards(ctx: Ctx): Promise<store.WardUnread[]> {
  const { account, onBehalfOf } = ctx.actor;
  return account && !onBehalfOf ? store.unreadOfWards(ctx.db, account, ctx.clock()) : [];
}

export function markNoticesRead(ctx: TxCtx, account: string): Promise<number> {
  return store.markRead(ctx.db, account, ctx.clock());
}
