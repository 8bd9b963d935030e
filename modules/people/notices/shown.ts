import type { Ctx } from "#platform/ctx";
import { notFound } from "#platform/errors";
import type { Messenger, ShownMessages } from "#platform/notify";

/** What would have gone to phones. A city that really sends, and every real city, has no such list. */
export function messagesShown(ctx: Pick<Ctx, "messenger" | "city">) {
  const { messenger, city } = ctx;
  if (!city.demo || !isShown(messenger)) throw notFound("page", "messages");
  return messenger
    .list()
    .map(({ id, address, kind, text, at }) => ({ id, address, kind, text, at: at.toString() }));
}

function isShown(messenger: Messenger): messenger is ShownMessages {
  return "list" in messenger;
}
