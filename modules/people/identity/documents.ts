/** 我的证件: a person adds a document (level 1), sees what is kept of it, removes it. */
import { audit, auditAll } from "#platform/audit";
import { endSessionsOf, sealForSubject } from "#platform/auth";
import { type Ctx, type TxCtx, today } from "#platform/ctx";
import { newId } from "#platform/db";
import { type FieldFault, found, invalid, notFound, Problem, refused } from "#platform/errors";
import { type Account, accountOf } from "../account/account.ts";
import { ageOn, cardAge, consentAge, fullAge } from "../account/age.ts";
import { agreeingAccount, ownAccount } from "../account/me.ts";
import { nameFault, nameKey, tidyName } from "../account/name.ts";
import { forgetBorn, setBorn, updateAccount } from "../account/store.ts";
import { agentsOf, lockPersons, wardsOf } from "../family/store.ts";
import { notify } from "../notices/notify.ts";
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

/** Adds a document that is right in its form. The same one again changes nothing; somebody else's is refused. */
export async function addDocument(ctx: TxCtx, input: NewOwnDocument): Promise<{ id: string }> {
  const account = await agreeingAccount(ctx);
  await takeDocumentTry(ctx, account.id);
  const { document, name } = readInput(ctx, input);
  const kept = await keepDocument(ctx, { account, document, name, shownTo: null }).catch(keepingTheTry);
  if (kept === null) throw refused("document.elsewhere", {}, { keeps: true });
  return kept;
}

/** Refused before anything was written but the try, which stays counted. */
function keepingTheTry(error: unknown): never {
  if (!(error instanceof Problem)) throw error;
  const { id, data, status } = error;
  throw refused(id, data, { status, keeps: true });
}

/** Removes a document for good; the level falls to that of the best one left, and an adult's day of birth goes with the last. */
export async function removeOwnDocument(ctx: TxCtx, id: string): Promise<{ level: Account["level"] }> {
  const account = await ownAccount(ctx);
  await lockPersons(ctx.db, account.id);
  const one = found(ofAccount(await store.documentById(ctx.db, id), account), "document", id);
  // A counter may have taken it from here this moment.
  found((await store.removeDocument(ctx.db, one.id)) || null, "document", id);
  // A minor is one without the document too.
  await forgetBorn(ctx.db, account.id, today(ctx).subtract({ years: fullAge }).toString());
  await audit(ctx, {
    what: "document.removed",
    on: { kind: "document", id },
    subject: account.subject,
    detail: { kind: one.kind },
  });
  return { level: await lowerLevel(ctx, account.id) };
}

/** Documents of a locked account went: its level falls to that of the best one left. What is gone stands for nobody any more. */
export async function lowerLevel(ctx: TxCtx, id: string): Promise<Account["level"]> {
  await store.setLevel(ctx.db, [id]);
  const { level } = found(await accountOf(ctx.db, id), "account", id);
  if (level === 0) await endStandingIn(ctx, id, null);
  return level;
}

/** A guardian's document stands no longer for a ward, or for any of them; they are told. */
export async function endStandingIn(ctx: TxCtx, guardian: string, ward: string | null): Promise<void> {
  const gone = await store.removeByGuardian(ctx.db, guardian, ward);
  await noteStoodIn(ctx, gone);
  await notify(ctx, {
    to: gone.map(({ subject }) => subject),
    key: "notice.guardian-document-gone",
    href: "/my/documents",
  });
}

/** Whoever is old enough for a card is no longer shown by a guardian's. Told, so that nobody finds out at a door. */
export async function endStandingInByAge(ctx: TxCtx): Promise<number> {
  const born = today(ctx).subtract({ years: cardAge }).toString();
  const gone = await store.removeByGuardianOfAge(ctx.db, born);
  await noteStoodIn(ctx, gone);
  await notify(ctx, {
    to: gone.map(({ subject }) => subject),
    key: "notice.card-age",
    href: "/my/documents",
    once: "card-age",
  });
  return gone.length;
}

/** The levels fall with what stood for these wards, and each removal is on record. */
async function noteStoodIn(ctx: TxCtx, gone: store.StoodIn[]): Promise<void> {
  await store.setLevel(
    ctx.db,
    gone.map(({ account }) => account),
  );
  await auditAll(
    ctx,
    gone.map(({ id, subject }) => ({
      what: "document.removed",
      on: { kind: "document", id },
      subject,
      detail: { kind: "by-guardian" },
    })),
  );
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

const consentFault = (given: boolean): FieldFault[] =>
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

/**
 * A child without a card: the guardian's own document stands for it, until the age at which everybody has one. It is the
 * guardian's, so the consent is theirs, past fourteen too.
 */
export async function keepByGuardian(
  ctx: TxCtx,
  given: { child: Account; guardian: Account; shownTo: string | null; consent: boolean },
  more: FieldFault[] = [],
): Promise<{ id: string }> {
  const { shownTo, consent } = given;
  const faults = [...more, ...consentFault(consent)];
  if (faults.length > 0) throw invalid(faults);
  // Whoever removes the guardian's last document, or ends the guardianship, is waited for, or waits.
  await lockPersons(ctx.db, given.guardian.id);
  await lockPersons(ctx.db, given.child.id);
  const guardian = found(await accountOf(ctx.db, given.guardian.id), "account", given.guardian.id);
  const child = found(await accountOf(ctx.db, given.child.id), "account", given.child.id);
  if (!(await guardiansOf(ctx, child.id)).includes(guardian.id)) throw notFound("relation", guardian.id);
  const against = reasonAgainstGuardianDocument(ctx, { child, guardian, shownTo });
  if (against) throw refused(against);
  const now = ctx.clock();
  const id = newId(now.epochMilliseconds);
  const isNew = await store.insertDocument(ctx.db, {
    id,
    account: child.id,
    kind: "by-guardian",
    numberHash: null,
    lastFour: null,
    likeness: child.name && child.born ? likenessOf(ctx, child.name, child.born) : null,
    guardian: guardian.id,
    consentedAt: now,
    consentVersion: documentConsent,
    numberSealed: null,
    addedAt: now,
    shownTo,
  });
  const known = (await store.documentsOf(ctx.db, child.id)).find(({ kind }) => kind === "by-guardian");
  if (!isNew && known && shownTo)
    await store.markShown(ctx.db, known.id, { account: shownTo, now, likeness: null, numberSealed: null });
  await store.raiseLevel(ctx.db, child.id, shownTo ? 2 : 1);
  if (isNew || shownTo) {
    await audit(ctx, {
      what: shownTo ? "document.shown" : "document.added",
      on: { kind: "document", id: known?.id ?? id },
      subject: child.subject,
      detail: { kind: "by-guardian", guardian: guardian.subject },
    });
  }
  return { id: known?.id ?? id };
}

/** Why a guardian's document cannot stand for this child, or null. It carries no further than the guardian's own level. */
function reasonAgainstGuardianDocument(
  ctx: Ctx,
  { child, guardian, shownTo }: { child: Account; guardian: Account; shownTo: string | null },
): "document.not-a-child" | "document.card-age" | "document.guardian-first" | null {
  if (child.born === null) return "document.not-a-child";
  if (ageOn(child.born, today(ctx)) >= cardAge) return "document.card-age";
  return guardian.level < (shownTo ? 2 : 1) ? "document.guardian-first" : null;
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

function ofAccount(one: store.DocumentRow | null, account: Account): store.DocumentRow | null {
  return one?.account === account.id ? one : null;
}
