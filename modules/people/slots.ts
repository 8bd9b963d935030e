/** What people would like to know from the modules whose things staff work on. */
import { slot } from "#platform/slots";

/** The address by which a message about a page is answered without signing in, for the person it was sent to. */
export const noticeLink = slot<{ href: string; subject: string }, string>("notice.link");

/** A thing an act was done to, as the audit names it. */
export interface ActThing {
  kind: string;
  id: string;
}

/** What these things are called, and their page at the desk. Each module answers for its own, as far as the asker may see them. */
export const actThings = slot<{ things: ActThing[] }, ActThing & { title: string; href: string }>(
  "act.things",
);
