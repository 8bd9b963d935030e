/** 身份核验: a clerk finds the person who stands there, looks at a document, and level 2 is reached. */
import { audit } from "#platform/audit";
import { type Ctx, type TxCtx, today } from "#platform/ctx";
import { type FieldFault, found, invalid, refused } from "#platform/errors";
import { named } from "#platform/i18n";
import { type Account, accountOf, accountOfSubject, makeAccount, phoneOf } from "../../account/account.ts";
import { veiledPhone } from "../../account/phone.ts";
import { forgetBorn } from "../../account/store.ts";
import { agentsOf, lockPersons } from "../../family/store.ts";
import { notify } from "../../notices/notify.ts";
import { audiences, preferencesOf } from "../../preferences/store.ts";
import { keepByGuardian } from "../by-guardian.ts";
import { type CardLine, readCardLine } from "../card-line.ts";
import type { Document, TypedDocument } from "../document.ts";
import { lowerLevel } from "../documents.ts";
import { checkActsForNobody, documentHash, keepDocument, readInput } from "../keep-document.ts";
import * as store from "../store.ts";
import { documentView } from "../view.ts";
import { accountBySign } from "./by-sign.ts";
import { correctAtDesk } from "./correction.ts";
import { checkNoSibling, guardianAtDesk, guardianShown } from "./guardian.ts";
import { nameToTake, type OtherName, takeName } from "./other-name.ts";

/**
 * Who stands there, by a scanned pass, a phone number or a card (typed or read); what stands on a card nobody here has.
 * Noted, so that looking people up out of curiosity is seen.
 */
export async function lookForPerson(
  ctx: TxCtx,
  { sign }: { sign: string },
): Promise<{ subject: string | null; card: CardLine | null }> {
  const { account, card } = await accountBySign(ctx, sign.trim(), "/body/sign");
  if (!account) return { subject: null, card };
  await audit(ctx, {
    what: "person.looked-up",
    on: { kind: "account", id: account.id },
    subject: account.subject,
  });
  return { subject: account.subject, card: null };
}

/** The person as a clerk may see them: what the counter needs, nothing that is only theirs. */
export async function personAtDesk(ctx: Ctx, subject: string) {
  const account = residentAt(await accountOfSubject(ctx.db, subject), subject);
  const phone = await phoneOf(ctx.db, account.id);
  const agents = await agentsOf(ctx.db, account.id, ctx.clock());
  return {
    subject: account.subject,
    name: account.name,
    phone: phone && veiledPhone(phone),
    born: account.born,
    level: account.level,
    status: account.status,
    ...(await chosenBy(ctx, account.id)),
    documents: (await store.documentsOf(ctx.db, account.id)).map(documentView),
    agents: agents.map((one) => ({
      id: one.id,
      as: one.kind,
      name: one.name,
      until: one.validTo?.toString() ?? null,
      level: one.kind === "guardian" ? one.level : null,
    })),
  };
}

/** What the person has chosen to tell, in words. */
async function chosenBy(ctx: Ctx, account: string): Promise<{ languages: string[]; audiences: string[] }> {
  const { languages, audiences: codes } = await preferencesOf(ctx.db, account);
  const all = codes.length > 0 ? await audiences(ctx.db) : [];
  const chosen = all.filter(({ code }) => codes.includes(code));
  return { languages, audiences: chosen.map((one) => named(one, ctx.locale)) };
}

export interface ShownDocument extends TypedDocument {
  organisation: string;
  name: string;
  /** The clerk has compared person and document. */
  seen: boolean;
  /** The person agrees that it is kept. */
  consent: boolean;
  /** Another account has this number and never showed it: take it from there. */
  takeOver?: boolean | undefined;
  /** The name on it is not the registered one, and it is the same person. */
  otherName?: OtherName | undefined;
  /** Why what it contradicts was wrong, or why the name is another now. */
  correction?: string | undefined;
  /** Under 14: pass, phone number or card of the guardian who stands beside the child. */
  guardian?: string | null | undefined;
}

/**
 * A document was looked at: level 2, with the clerk's name in the audit. Another person's leads to joining the two; what it
 * contradicts is corrected with a reason. `path`: of the organisation at whose counter this is.
 */
export async function showDocument(
  ctx: TxCtx,
  subject: string,
  input: ShownDocument & { path: string },
): Promise<{ id: string; level: Account["level"] }> {
  const { id } = residentAt(await accountOfSubject(ctx.db, subject), subject);
  const shownTo = needsClerk(ctx);
  const { document, name } = readShown(ctx, input);
  const guardian = await guardianShown(ctx, input.guardian, document.born);
  const numberHash = documentHash(ctx, document);
  const holder = (await store.documentByNumber(ctx.db, numberHash))?.account ?? id;
  await lockPersons(ctx.db, id, holder);
  const account = found(await accountOf(ctx.db, id), "account", id);
  const onCard = guarded(input, document, name);
  await checkNoSibling(ctx, { ...onCard, ward: account });
  const known = await store.documentByNumber(ctx.db, numberHash);
  if (known && ![id, holder].includes(known.account)) throw refused("document.elsewhere");
  if (known && known.account !== account.id)
    await takeFromAnother(ctx, { known, account, takeOver: input.takeOver === true });
  // Before a reason is asked for a correction that would never be made.
  await checkActsForNobody(ctx, account.id, document.born);
  const reason = input.correction?.trim() ?? "";
  const taken = nameToTake(account, { name, otherName: input.otherName, reason });
  await correctAtDesk(ctx, { account, document, reason, path: input.path });
  await guardianAtDesk(ctx, { ...onCard, guardian, ward: account });
  // Two clerks at once: the second is told whose it is now.
  const kept = await keepDocument(ctx, { account, document, name, shownTo });
  if (!kept) throw refused("document.elsewhere");
  if (taken !== null) await takeName(ctx, { account, name: taken, reason });
  return { id: kept.id, level: await levelOf(ctx, account.id) };
}

/** Somebody without an account and perhaps without a phone: an account with what they showed. */
export async function registerAtDesk(
  ctx: TxCtx,
  input: ShownDocument,
): Promise<{ subject: string; level: Account["level"] }> {
  const clerk = needsClerk(ctx);
  const { document, name } = readShown(ctx, input);
  const known = await store.documentByNumber(ctx.db, documentHash(ctx, document));
  if (known) throw await elsewhere(ctx, known);
  const guardian = await guardianShown(ctx, input.guardian, document.born);
  const account = await makeAccount(ctx, {
    kind: "resident",
    name,
    phone: null,
    born: document.born,
    level: 0,
  });
  await guardianAtDesk(ctx, { ...guarded(input, document, name), guardian, ward: account });
  const kept = await keepDocument(ctx, { account, document, name, shownTo: clerk });
  if (!kept) throw refused("document.elsewhere");
  return { subject: account.subject, level: await levelOf(ctx, account.id) };
}

/** A child without a card: the clerk has seen the guardian's document and the paper that says whose child it is. */
export async function showByGuardian(
  ctx: TxCtx,
  subject: string,
  input: { relation: string; seen: boolean; consent: boolean },
): Promise<{ id: string; level: Account["level"] }> {
  const child = residentAt(await accountOfSubject(ctx.db, subject), subject);
  const agents = await agentsOf(ctx.db, child.id, ctx.clock());
  const relation = agents.find(({ id, kind }) => id === input.relation && kind === "guardian");
  const guardian = relation && (await accountOf(ctx.db, relation.other));
  if (!guardian) throw invalid([{ field: "/body/relation", id: "guardian.unknown" }]);
  const given = { child, guardian, shownTo: needsClerk(ctx), consent: input.consent };
  const kept = await keepByGuardian(ctx, given, seenFault(input));
  return { id: kept.id, level: await levelOf(ctx, child.id) };
}

const guarded = (input: ShownDocument, { born }: Document, name: string) => ({
  name,
  born,
  organisation: input.organisation,
});

function readShown(ctx: Ctx, input: ShownDocument) {
  // Typed by hand or read by a card reader, which may send the name with the number.
  const line = readCardLine(input.number);
  return readInput(
    ctx,
    { ...input, number: line.number, name: input.name || (line.name ?? "") },
    seenFault(input),
  );
}

/** The number is at another account. Typed there and never shown, it goes to whoever shows it; else the two are joined. */
async function takeFromAnother(
  ctx: TxCtx,
  { known, account, takeOver }: { known: store.DocumentRow; account: Account; takeOver: boolean },
): Promise<void> {
  if (!takeOver || known.shownAt) {
    const seen = { document: known.id, account: account.id, seenBy: needsClerk(ctx), at: ctx.clock() };
    await store.noteClaim(ctx.db, seen);
    throw await elsewhere(ctx, known);
  }
  const other = found(await accountOf(ctx.db, known.account), "account", known.account);
  await store.removeDocument(ctx.db, known.id);
  await lowerLevel(ctx, other.id);
  await forgetBorn(ctx.db, other.id, today(ctx).toString());
  await audit(ctx, {
    what: "document.taken-over",
    on: { kind: "document", id: known.id },
    subject: other.subject,
    detail: { kind: known.kind, to: account.subject },
  });
  await notify(ctx, {
    to: other.subject,
    kind: "security",
    key: "notice.document-taken-over",
    href: "/my/documents",
    once: known.id,
  });
}

async function elsewhere(ctx: Ctx, known: store.DocumentRow) {
  const other = found(await accountOf(ctx.db, known.account), "account", known.account);
  return known.shownAt
    ? refused("document.shown-elsewhere", { subject: other.subject }, { keeps: true })
    : refused("document.typed-elsewhere", { subject: other.subject }, { keeps: true });
}

/** A clerk says that person and document were compared; without that nothing is done at a counter. */
export function seenFault({ seen }: { seen: boolean }): FieldFault[] {
  return seen ? [] : [{ field: "/body/seen", id: "seen.missing" }];
}

/** The resident of a subject key; anybody else is not found at a counter. */
export function residentAt(account: Account | null, subject: string): Account {
  return found(account?.kind === "resident" ? account : null, "person", subject);
}

async function levelOf(ctx: Ctx, account: string): Promise<Account["level"]> {
  return found(await accountOf(ctx.db, account), "account", account).level;
}

function needsClerk(ctx: Ctx): string {
  if (!ctx.actor.account) throw new Error("a document is looked at by somebody");
  return ctx.actor.account;
}
