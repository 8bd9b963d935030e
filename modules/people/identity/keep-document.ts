/** Keeping a document for an account, typed by its owner or shown at a counter: what is kept of it, and what speaks against it. */
import { audit } from "#platform/audit";
import { endSessionsOf, sealForSubject } from "#platform/auth";
import { type Ctx, type TxCtx, today } from "#platform/ctx";
import { newId } from "#platform/db";
import { type FieldFault, found, invalid, refused } from "#platform/errors";
import { type Account, accountOf } from "../account/account.ts";
import { ageOn, consentAge, fullAge } from "../account/age.ts";
import { nameFault, nameKey, tidyName } from "../account/name.ts";
import { setBorn, updateAccount } from "../account/store.ts";
import { agentsOf, lockPersons, wardsOf } from "../family/store.ts";
import { type Contradiction, contradictionsOf } from "./contradiction.ts";
import { type Document, readDocument, type TypedDocument } from "./document.ts";
import * as store from "./store.ts";

/** The wording of the separate consent on the page; a new wording gets a new date. */
export const documentConsent = "2026-11-30";
/** Tries of one account in a day. A mistyped number is corrected; a stranger's is not guessed. */
export const triesPerDay = 10;
export const mostDocuments = 6;

export interface NewOwnDocument extends TypedDocument {
  /** As it stands on the document. */
  name: string;
  consent: boolean;
}

/** What was typed, in the form in which it is kept; every faulty field is named. */
export function readInput(
  ctx: Ctx,
  input: NewOwnDocument,
  more: FieldFault[] = [],
): { document: Document; name: string } {
  const read = readDocument(input, today(ctx).toString());
  const nameId = nameFault(input.name, input.number);
  const faults = [
    ...(read.ok ? [] : read.faults.map(({ field, id }) => ({ field: `/body/${field}`, id }))),
    ...(nameId ? [{ field: "/body/name", id: nameId }] : []),
    ...consentFault(input.consent),
    ...more,
  ];
  if (faults.length > 0 || !read.ok) throw invalid(faults);
  return { document: read.document, name: tidyName(input.name) };
}

export const consentFault = (given: boolean): FieldFault[] =>
  given ? [] : [{ field: "/body/consent", id: "consent.missing" }];

export interface Kept {
  account: Account;
  document: Document;
  name: string;
  /** The clerk's account when somebody has looked at it. */
  shownTo: string | null;
}

/**
 * Keeps a document for an account, raises its level and takes the day of birth over. Null when it is another person's.
 * Refuses a child's under 14 whom no guardian stands beside, a minor's who acts for others, what contradicts another
 * document of the account, and one too many, each before it writes anything.
 */
export async function keepDocument(ctx: TxCtx, given: Kept): Promise<{ id: string } | null> {
  const { document, name, shownTo } = given;
  await lockPersons(ctx.db, given.account.id);
  const account = found(await accountOf(ctx.db, given.account.id), "account", given.account.id);
  await checkAge(ctx, account.id, document.born);
  const numberHash = documentHash(ctx, document);
  const own = await store.knownDocumentsOf(ctx.db, account.id);
  const [against] = contradictionsOf(account, own, { ...document, numberHash });
  if (against) throw refused(`document.other-${against.what}`);
  if (own.length >= mostDocuments && !own.some((one) => one.numberHash?.equals(numberHash)))
    throw refused("document.too-many", { max: mostDocuments });
  const now = ctx.clock();
  const likeness = document.born ? likenessOf(ctx, name, document.born) : null;
  const numberSealed = ctx.city.sealDocumentNumbers
    ? await sealForSubject(ctx.db, account.subject, Buffer.from(document.number, "utf8"))
    : null;
  const id = newId(now.epochMilliseconds);
  const row = { id, account: account.id, kind: document.kind, numberHash, lastFour: document.lastFour };
  const consent = { consentedAt: now, consentVersion: documentConsent };
  const isNew = await store.insertDocument(ctx.db, {
    ...row,
    ...consent,
    likeness,
    numberSealed,
    guardian: null,
    addedAt: now,
    shownTo,
  });
  const known = isNew ? null : await store.documentByNumber(ctx.db, numberHash);
  if (!isNew && known?.account !== account.id) return null;
  if (known && shownTo)
    await store.markShown(ctx.db, known.id, { account: shownTo, now, likeness, numberSealed });
  await store.raiseLevel(ctx.db, account.id, shownTo ? 2 : 1);
  if (account.born === null && document.born) await takeBorn(ctx, account.id, document.born);
  if (account.name === null) await updateAccount(ctx.db, account.id, { name, locale: account.locale });
  if (isNew || shownTo) {
    await audit(ctx, {
      what: shownTo ? "document.shown" : "document.added",
      on: { kind: "document", id: known?.id ?? id },
      subject: account.subject,
      detail: { kind: document.kind, consent: documentConsent },
    });
  }
  return { id: known?.id ?? id };
}

/** What a day of birth speaks against: under 14 without a guardian (PIPL art. 31), under 18 acting for others. */
async function checkAge(ctx: TxCtx, account: string, born: string | null): Promise<void> {
  const isYoung = born !== null && ageOn(born, today(ctx)) < consentAge;
  if (isYoung && (await guardiansOf(ctx, account)).length === 0)
    throw refused("document.under-age", { age: consentAge });
  await checkActsForNobody(ctx, account, born);
}

/** Refuses a minor's day of birth for an account that acts for others: a mother does not become her daughter. */
export async function checkActsForNobody(ctx: TxCtx, account: string, born: string | null): Promise<void> {
  if (born === null || ageOn(born, today(ctx)) >= fullAge) return;
  if ((await wardsOf(ctx.db, account, ctx.clock())).length > 0)
    throw refused("document.acts-for-others", { age: fullAge });
}

/** Who is guardian of this account now. */
export async function guardiansOf(ctx: TxCtx, account: string): Promise<string[]> {
  const agents = await agentsOf(ctx.db, account, ctx.clock());
  return agents.flatMap(({ kind, other }) => (kind === "guardian" ? [other] : []));
}

/** In what a document contradicts what is known of this account. */
export async function contradictionsWith(
  ctx: TxCtx,
  account: Account,
  document: Document,
): Promise<Contradiction[]> {
  const known = await store.knownDocumentsOf(ctx.db, account.id);
  return contradictionsOf(account, known, { ...document, numberHash: documentHash(ctx, document) });
}

/** Keeps a day of birth. Under 14 nobody stays signed in by themself. */
export async function takeBorn(ctx: TxCtx, account: string, born: string): Promise<void> {
  await setBorn(ctx.db, account, born);
  if (ageOn(born, today(ctx)) < consentAge) await endSessionsOf(ctx, account);
}

export function documentHash(ctx: Pick<Ctx, "keyedHash">, { identity }: Document): Buffer {
  return ctx.keyedHash("people/document", identity);
}

/** What two documents of one person have in common. */
export function likenessOf(ctx: Pick<Ctx, "keyedHash">, name: string, born: string): Buffer {
  return ctx.keyedHash("people/likeness", `${born} ${nameKey(name)}`);
}

/** Counts a try before it is judged. Refuses the eleventh in a day. */
export async function takeDocumentTry(ctx: TxCtx, account: string): Promise<void> {
  const now = ctx.clock();
  const id = newId(now.epochMilliseconds);
  const tries = await store.countTry(ctx.db, { id, account, now, since: now.subtract({ hours: 24 }) });
  if (tries > triesPerDay)
    throw refused("document.too-many-tries", { max: triesPerDay }, { status: 429, keeps: true });
}
