/** For demo and development: messages are shown on a page instead of sent. In the memory of this process, the newest ones. */
import type { Temporal } from "temporal-polyfill";
import type { Message, Messenger } from "./messenger.ts";

export interface ShownMessage extends Message {
  at: Temporal.Instant;
}

export interface ShownMessages extends Messenger {
  /** The newest first. */
  list(): ShownMessage[];
}

/** Keeps the newest `most` messages. A message sent again under its id replaces itself. */
export function shownMessages(clock: () => Temporal.Instant, most = 200): ShownMessages {
  let kept: ShownMessage[] = [];
  return {
    mails: true,
    async send(message) {
      kept = [{ ...message, at: clock() }, ...kept.filter(({ id }) => id !== message.id)].slice(0, most);
      return undefined;
    },
    list: () => [...kept],
  };
}
