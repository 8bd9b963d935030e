/** What staff write about a reader: library, category, until when, that they borrow nothing and why, that they are none any more. */
import { notify } from "#people";
import { audit } from "#platform/audit";
import { type TxCtx, today } from "#platform/ctx";
import { refused } from "#platform/errors";
import { announce } from "#platform/events";
import { endActive, endCards } from "../cards/card-store.ts";
import { tellCardEnded } from "../cards/cards.ts";
import { mirrorCredit } from "../guarantees/credit.ts";
import { endGuarantee, guaranteesOf } from "../guarantees/guarantee-store.ts";
import { stopGuaranteeing } from "../guarantees/guarantees.ts";
import { homeOf } from "../homes.ts";
import { livingReader } from "../living-reader.ts";
import { stopProxies } from "../others/proxies.ts";
import { changeReader, type Reader, setEnded } from "../reader-store.ts";

export interface ReaderChange {
  version: number;
  homeId: string;
  category: string;
  validUntil: string | null;
}

/** Another library, category or day. */
export async function editReader(ctx: TxCtx, subject: string, change: ReaderChange): Promise<void> {
  const reader = await livingReader(ctx, subject);
  const home = await homeOf(ctx, change.homeId);
  await write(ctx, reader, change.version, {
    category: change.category,
    homeId: home.id,
    homePath: home.orgPath,
    validUntil: change.validUntil,
  });
  await audit(ctx, {
    what: "reader.changed",
    on: { kind: "reader", id: subject },
    subject,
    detail: { home: home.id, category: change.category, validUntil: change.validUntil },
  });
  // Another library may ask another check.
  await mirrorCredit(ctx, subject);
}

/** Their library from now on, by themself. */
export async function moveHome(ctx: TxCtx, subject: string, homeId: string): Promise<void> {
  const { version, category, validUntil } = await livingReader(ctx, subject);
  await editReader(ctx, subject, { version, homeId, category, validUntil });
}

// texts: notice.reader-blocked notice.reader-unblocked
/** They borrow nothing until this is taken back; empty: it is. They are told why. What they have stays theirs until its day. */
export async function blockReader(
  ctx: TxCtx,
  subject: string,
  { version, reason }: { version: number; reason: string | null },
): Promise<void> {
  const reader = await livingReader(ctx, subject);
  const blocked = reason?.trim() ?? "";
  await write(ctx, reader, version, { blocked });
  await audit(ctx, {
    what: blocked ? "reader.blocked" : "reader.unblocked",
    on: { kind: "reader", id: subject },
    subject,
    ...(blocked && { detail: { reason: blocked } }),
  });
  if (reader.kind === "group") return;
  await notify(ctx, {
    to: subject,
    key: blocked ? "notice.reader-blocked" : "notice.reader-unblocked",
    values: { reason: blocked },
    href: "/my/reader",
  });
}

/** A reader no longer: with nothing lent, waited for, owed or deposited. Their numbers lead nowhere. */
export async function endReader(ctx: TxCtx, subject: string): Promise<void> {
  const reader = await livingReader(ctx, subject);
  await refuseOpen(ctx, reader, "reader.open");
  const on = today(ctx).toString();
  for (const { id } of await guaranteesOf(ctx.db, [subject]))
    await endGuarantee(ctx.db, id, { now: ctx.clock() });
  await stopGuaranteeing(ctx, subject);
  await stopProxies(ctx, subject);
  if ((await endActive(ctx.db, subject, "ended", on)) > 0) await tellCardEnded(ctx, reader, "ended");
  await endCards(ctx.db, subject, on);
  await setEnded(ctx.db, subject, on);
  await audit(ctx, { what: "reader.ended", on: { kind: "reader", id: subject }, subject });
  await tellReaderEnded(ctx, reader);
}

export const tellReaderEnded = (ctx: TxCtx, { homeId, category, kind }: Reader) =>
  announce(ctx, "reader.ended", { homeId, category, kind, demo: ctx.city.demo });

/** What has to be settled before somebody is a reader no longer: books, debts, money that is theirs. */
export async function refuseOpen(ctx: TxCtx, reader: Reader, id: string): Promise<void> {
  const { subject, loans, owesFen, holds } = reader;
  const about = { next: "/my/loans" };
  if (loans > 0 || owesFen > 0) throw refused(id, { loans, owes: (owesFen / 100).toFixed(2) }, about);
  if (id === "reader.open" && holds > 0) throw refused("reader.waits", { holds }, about);
  const deposit = (await guaranteesOf(ctx.db, [subject])).find(({ way }) => way === "deposit");
  if (deposit) throw refused(`${id}-deposit`, { yuan: ((deposit.amountFen ?? 0) / 100).toFixed(2) });
}

async function write(
  ctx: TxCtx,
  reader: Reader,
  version: number,
  change: Partial<Pick<Reader, "category" | "homeId" | "homePath" | "validUntil" | "blocked" | "name">>,
): Promise<void> {
  const { subject } = reader;
  if (!(await changeReader(ctx.db, { subject, version }, { ...reader, ...change })))
    throw refused("reader.meanwhile");
}
