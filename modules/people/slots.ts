/** What people would like to know from the modules whose things staff work on. */
import type { Temporal } from "temporal-polyfill";
import { slot } from "#platform/slots";

/** The address by which a message about a page is answered without signing in, for the person it was sent to. */
export const noticeLink = slot<{ href: string; subject: string }, string>("notice.link");

/** What somebody's pass is shown for. */
export interface PassUse {
  title: string;
  /** The place, and the room in it. */
  where: string | null;
  /** Numbered seats, as they are told. */
  seats: readonly string[];
  startsAt: Temporal.Instant;
  endsAt: Temporal.Instant;
  href: string | null;
}

/** What a person is expected at between two moments. */
export const passUses = slot<{ subject: string; from: Temporal.Instant; to: Temporal.Instant }, PassUse>(
  "pass.uses",
);

/** A thing an act was done to, as the audit names it. */
export interface ActThing {
  kind: string;
  id: string;
}

/** What these things are called, and their page at the desk. Each module answers for its own, as far as the asker may see them. */
export const actThings = slot<{ things: ActThing[] }, ActThing & { title: string; href: string }>(
  "act.things",
);

/** What comes next for somebody: a book that is due. */
export interface MyNext {
  /** Message key of the sentence and its values. */
  key: string;
  values: Record<string, string | number>;
  /** Its page under 我的. */
  href: string;
  on: Temporal.PlainDate;
}

/** The next thing of each kind that concerns a person, besides what they have booked. */
export const myNext = slot<{ subject: string }, MyNext>("my.next");
