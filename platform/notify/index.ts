import type { Temporal } from "temporal-polyfill";
import { gateway } from "./gateway.ts";
import { mailServer } from "./mail.ts";
import { type Messenger, NotSent } from "./messenger.ts";
import { type ShownMessages, shownMessages } from "./shown.ts";

export { gateway } from "./gateway.ts";
export { type Message, type Messenger, NotSent } from "./messenger.ts";
export { type ShownMessage, type ShownMessages, shownMessages } from "./shown.ts";

export interface MessengerChoice {
  messenger: Messenger;
  /** Set when messages are shown and not sent: what the page /dev/messages lists. */
  shown: ShownMessages | null;
}

/** The messenger of the configuration: gateway and mail server where there are such; else shown in demo, and refused in production. */
export function openMessenger(
  config: {
    mode: "demo" | "production";
    smsWebhookUrl?: string;
    smsWebhookSecret?: string;
    smtpUrl?: string;
    mailFrom?: string;
  },
  clock: () => Temporal.Instant,
): MessengerChoice {
  const { smsWebhookUrl: url, smsWebhookSecret: secret, smtpUrl, mailFrom } = config;
  const phones = url === undefined ? null : gateway({ url, secret, clock });
  const letters = smtpUrl && mailFrom ? mailServer({ url: smtpUrl, from: mailFrom }) : null;
  const shown = config.mode === "demo" && !phones ? shownMessages(clock) : null;
  const [sms, mail] = [phones ?? shown ?? nobody, letters ?? shown];
  const messenger: Messenger = {
    ...shown,
    mails: mail !== null,
    send: (message) => ((message.mail ? mail : sms) ?? nobody).send(message),
  };
  return { messenger, shown };
}

const nobody: Messenger = {
  async send({ mail }) {
    const setting = mail
      ? "mail server is configured (SMTP_URL)"
      : "message gateway is configured (SMS_WEBHOOK_URL)";
    throw new NotSent(`no ${setting}`, { again: false });
  },
};
