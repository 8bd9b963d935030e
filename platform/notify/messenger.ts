/** The way out to people's phones and mailboxes. What is said to whom is the business of `people`; here it only leaves. */

export interface Message {
  /** The same for every try to send this message, so that a gateway can tell a repetition. 8 to 100 visible ASCII characters. */
  id: string;
  /** Phone number as the gateway wants it, e.g. `+8613999912345`; an e-mail address with `mail`. */
  address: string;
  /** What sort of message, e.g. `sign-in-code`: gateways in China send by approved template. */
  kind: string;
  /** What the person reads. */
  text: string;
  /** It goes by e-mail. `unsubscribe`: where one tap stops letters of this kind (RFC 8058). */
  mail?: { subject: string; unsubscribe?: string };
}

export interface Messenger {
  /** Hands the message over and answers what the other side calls it, if it says so; or throws NotSent. Handed over is not read. */
  send(message: Message): Promise<string | undefined>;
  /** Whether it carries e-mail. */
  mails?: boolean;
}

/** The message did not leave. Names neither the person nor the text: it will be logged. */
export class NotSent extends Error {
  /** Worth another try later, or refused for good. */
  readonly again: boolean;
  constructor(reason: string, { again }: { again: boolean }) {
    super(reason);
    this.name = "NotSent";
    this.again = again;
  }
}
