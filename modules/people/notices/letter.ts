/** A notice as a letter by e-mail: the sentence, where it leads, and how to get no more of its kind. */
import type { Ctx } from "#platform/ctx";
import type { Text } from "#platform/i18n";
import type { Message } from "#platform/notify";
import { type NoticeKind, ruleOf } from "./kinds.ts";
import { stopToken } from "./stop.ts";

interface Letter {
  kind: NoticeKind;
  href: string | null;
  said: string;
  to: { account: string };
  text: Text;
}

// texts: notice-kind.*
/** Subject, text and the way to stop it. What is necessary cannot be stopped; it says where channels are chosen. */
export function letterFor(
  ctx: Pick<Ctx, "city" | "keyedHash">,
  { kind, href, said, to, text }: Letter,
): Pick<Message, "text" | "mail"> {
  const { url } = ctx.city;
  const stop = ruleOf(kind).necessary ? null : `${url}/stop/${stopToken(ctx, { account: to.account, kind })}`;
  const about = text(`notice-kind.${kind}`);
  const lines = [
    said,
    ...(href ? [`${url}${href}`] : []),
    "",
    stop
      ? text("notice.letter.stop", { kind: about, url: stop })
      : text("notice.letter.choose", { url: `${url}/my/notices` }),
  ];
  return {
    text: lines.join("\n"),
    mail: { subject: text("notice.letter.subject", { kind: about }), ...(stop && { unsubscribe: stop }) },
  };
}
