/** Cards of classes and companies, and who uses them. */
import { newSubject } from "#platform/auth";
import type { TxCtx } from "#platform/ctx";
import { issueCard } from "../cards/cards.ts";
import { homeOf } from "../homes.ts";
import { join } from "../join.ts";
import { beginProxy } from "../others/proxies.ts";
import { onePerson } from "./one-meant.ts";

export interface NewGroup {
  name: string;
  category: string;
  homeId: string;
  contact: string;
  validUntil: string | null;
}

/** A class or a company, under a key of its own. */
export async function makeGroup(
  ctx: TxCtx,
  { name, category, homeId, contact, validUntil }: NewGroup,
): Promise<{ subject: string; number: string }> {
  const home = await homeOf(ctx, homeId);
  const agent = await onePerson(ctx, contact, "/body/contact");
  const subject = await newSubject(ctx.db, ctx);
  await join(ctx, {
    subject,
    kind: "group",
    name: name.trim(),
    category,
    homeId: home.id,
    validUntil,
    card: null,
  });
  const { number } = await issueCard(ctx, subject, { number: null, old: "replaced" });
  await beginProxy(ctx, { subject, agent, kind: "contact", until: null });
  return { subject, number };
}

export async function addContact(ctx: TxCtx, subject: string, contact: string): Promise<void> {
  const agent = await onePerson(ctx, contact, "/body/contact");
  await beginProxy(ctx, { subject, agent, kind: "contact", until: null });
}
