/** 代借人: somebody comes for a reader, by the consent of both and until a day; contacts use a group's card as its house says. */
import { notify } from "#people";
import { audit } from "#platform/audit";
import { type TxCtx, today } from "#platform/ctx";
import { newId } from "#platform/db";
import { found, invalid, refused } from "#platform/errors";
import { lockReaders } from "../reader-store.ts";
import { endOverProxies, endProxy, insertProxy, type ProxyOf, proxiesOf, proxyById } from "./proxy-store.ts";

/** So long at most does a consent hold without being given anew. */
export const mostProxyDays = 366;
/** So many come for one reader, or use a group's card. */
export const mostProxies = 5;

/** Refuses no day, one that is past, and one beyond a year. */
export function checkProxyDay(ctx: TxCtx, until: string | null): void {
  const day = today(ctx);
  const id =
    until === null
      ? "missing"
      : until < day.toString()
        ? "day.past"
        : until > day.add({ days: mostProxyDays }).toString()
          ? "day.too-far"
          : null;
  if (id) throw invalid([{ field: "/body/until", id }]);
}

// texts: notice.proxy-begun notice.proxy-agreed notice.contact-begun
/** Both are told. A group has no messages of its own: its contact is told alone. */
export async function beginProxy(
  ctx: TxCtx,
  { subject, agent, kind, until }: Pick<ProxyOf, "subject" | "agent" | "kind" | "until">,
): Promise<string> {
  const [reader] = await lockReaders(ctx.db, [subject]);
  const one = found(reader, "reader", subject);
  if (one.endedOn !== null) throw refused("reader.ended", { day: one.endedOn });
  if (agent === subject) throw refused("proxy.oneself");
  if ((kind === "contact") !== (one.kind === "group")) throw refused("proxy.kind");
  if (kind === "proxy") checkProxyDay(ctx, until);
  const on = today(ctx).toString();
  await endOverProxies(ctx.db, on);
  const there = (await proxiesOf(ctx.db, subject, on)).filter((each) => each.subject === subject);
  if (there.length >= mostProxies) throw refused("proxy.enough", { most: mostProxies });
  const id = newId(ctx.clock().epochMilliseconds);
  if (!(await insertProxy(ctx.db, { id, subject, agent, kind, since: on, until })))
    throw refused("proxy.there");
  await audit(ctx, { what: "proxy.begun", on: { kind: "proxy", id }, subject, detail: { kind, agent } });
  const about = { href: "/my/reader", once: `proxy ${id}` };
  if (kind === "contact") {
    await notify(ctx, { to: agent, key: "notice.contact-begun", values: { name: one.name }, ...about });
    return id;
  }
  await notify(ctx, {
    to: subject,
    key: "notice.proxy-begun",
    values: { name: { person: agent } },
    ...about,
  });
  await notify(ctx, {
    to: agent,
    key: "notice.proxy-agreed",
    values: { name: { person: subject } },
    ...about,
  });
  return id;
}

/** Either of the two ends it. */
export async function endOwnProxy(ctx: TxCtx, id: string, person: string): Promise<void> {
  const one = await proxyById(ctx.db, id);
  const isTheirs = one !== null && [one.subject, one.agent].includes(person);
  await stopProxy(ctx, found(isTheirs ? one : null, "proxy", id));
}

// texts: notice.proxy-ended
/** Both are told who come for somebody; nothing that they have changes. */
export async function stopProxy(ctx: TxCtx, { id, subject, agent, kind }: ProxyOf): Promise<void> {
  if (!(await endProxy(ctx.db, id, today(ctx).toString()))) return;
  await audit(ctx, { what: "proxy.ended", on: { kind: "proxy", id }, subject, detail: { kind } });
  await notify(ctx, {
    to: kind === "contact" ? agent : [subject, agent],
    key: "notice.proxy-ended",
    values: {},
    href: "/my/reader",
    once: `proxy-ended ${id}`,
  });
}

/** Who is gone comes for nobody, and nobody for them. */
export async function stopProxies(ctx: TxCtx, subject: string): Promise<number> {
  const all = await proxiesOf(ctx.db, subject, today(ctx).toString());
  for (const one of all) await stopProxy(ctx, one);
  return all.length;
}
