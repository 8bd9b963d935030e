import type { Temporal } from "temporal-polyfill";
import { gateway } from "./gateway.ts";
import { type Messenger, NotSent } from "./messenger.ts";
import { type ShownMessages, shownMessages } from "./shown.ts";

export { gateway } from "./gateway.ts";
export { type Messenger, NotSent } from "./messenger.ts";
export { type ShownMessage, type ShownMessages, shownMessages } from "./shown.ts";

export interface MessengerChoice {
  messenger: Messenger;
  /** Set when messages are shown and not sent: what the page /dev/messages lists. */
  shown: ShownMessages | null;
}

/** The messenger of the configuration: the gateway if there is one; else shown in demo, and refused in production. */
export function openMessenger(
  config: { mode: "demo" | "production"; smsWebhookUrl?: string; smsWebhookSecret?: string },
  clock: () => Temporal.Instant,
): MessengerChoice {
  if (config.smsWebhookUrl !== undefined) {
    return {
      messenger: gateway({ url: config.smsWebhookUrl, secret: config.smsWebhookSecret, clock }),
      shown: null,
    };
  }
  if (config.mode === "production") return { messenger: nobody, shown: null };
  const shown = shownMessages(clock);
  return { messenger: shown, shown };
}

const nobody: Messenger = {
  async send() {
    throw new NotSent("no message gateway is configured (SMS_WEBHOOK_URL)", { again: false });
  },
};
