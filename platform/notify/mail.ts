/** Sends letters through a mail server of the city's own choice (SMTP, RFC 5321). */
import { createTransport } from "nodemailer";
import { type Messenger, NotSent } from "./messenger.ts";

export interface MailOptions {
  /** `smtps://user:password@host:465` */
  url: string;
  /** What stands as the sender: an address, or `City <address>`. */
  from: string;
  /** Milliseconds to wait for the server at each step. */
  timeoutMs?: number;
}

/** A refusal by the server (5xx) is final; everything else is worth another try. */
export function mailServer({ url, from, timeoutMs = 10_000 }: MailOptions): Messenger {
  const transport = createTransport(
    {
      url,
      connectionTimeout: timeoutMs,
      greetingTimeout: timeoutMs,
      socketTimeout: timeoutMs,
      disableFileAccess: true,
      disableUrlAccess: true,
    },
    { from },
  );
  const host = /@([^\s>]+)>?$/.exec(from)?.[1] ?? "localhost";
  return {
    mails: true,
    async send({ id, address, text, mail }) {
      if (!mail) throw new NotSent("a mail server carries no text messages", { again: false });
      const { subject, unsubscribe } = mail;
      try {
        const sent = await transport.sendMail({
          to: address,
          subject,
          text,
          messageId: `<${id}@${host}>`,
          headers: {
            // Nobody's absence note answers to it (RFC 3834).
            "Auto-Submitted": "auto-generated",
            ...(unsubscribe && {
              "List-Unsubscribe": `<${unsubscribe}>`,
              "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            }),
          },
        });
        return sent.response.slice(0, 200);
      } catch (error) {
        throw refusalOf(error);
      }
    },
  };
}

/** Says what went wrong without naming the address, which the server's own words may repeat. */
function refusalOf(error: unknown): NotSent {
  const { responseCode, code } = error as { responseCode?: number; code?: string };
  const final = responseCode !== undefined && responseCode >= 500 && code !== "EAUTH";
  const answered = responseCode === undefined ? (code ?? "no connection") : String(responseCode);
  return new NotSent(`the mail server did not take the letter (${answered})`, { again: !final });
}
