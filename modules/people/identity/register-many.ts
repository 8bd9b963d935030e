/** Many residents at once, with their children: what a list of card holders brings. The rules of one by one, in a handful of statements. */
import { auditAll } from "#platform/audit";
import { type NewSubject, newSubjects } from "#platform/auth";
import { type TxCtx, today } from "#platform/ctx";
import { newId } from "#platform/db";
import { type FieldFault, invalid } from "#platform/errors";
import { announceAll } from "#platform/events";
import type { Locale } from "#platform/i18n";
import { phoneHash } from "../account/account.ts";
import { ageOn, cardAge, consentAge, fullAge } from "../account/age.ts";
import { nameFault, tidyName } from "../account/name.ts";
import { readPhone } from "../account/phone.ts";
import { insertAccounts, knownPhones, type NewAccount } from "../account/store.ts";
import {
  childFaults,
  consentVersion,
  guardianConsented,
  isSameChild,
  mostChildren,
} from "../family/children.ts";
import { insertGuardianships } from "../family/store.ts";
import { type Document, readDocument, type TypedDocument } from "./document.ts";
import { documentConsent, documentHash, likenessOf } from "./keep-document.ts";
import { insertDocuments, knownDocuments, type NewDocument } from "./store.ts";

export interface Registration {
  name: string;
  phone: string | null;
  locale: Locale;
  /** Kept with the person's consent; null: none given. */
  document: TypedDocument | null;
  /** Account of the clerk who compared person and document; null: it was only typed. */
  shownTo: string | null;
  /** For whom they act from now on; below the age of a card their document stands for these too. */
  children: readonly { name: string; born: string }[];
}

export interface Read extends Omit<Registration, "document" | "phone"> {
  phone: { number: string; hash: Buffer } | null;
  document: (Document & { hash: Buffer }) | null;
}

/** Registers them with one moment for all. Whoever is here already, by number or document, is passed over with their children: twice changes nothing. Refuses the whole list for a fault. */
export async function registerMany(
  ctx: TxCtx,
  people: readonly Registration[],
): Promise<{ registered: number; known: number }> {
  const all = read(ctx, people);
  const fresh = await unknown(ctx, all);
  const made = await enter(ctx, fresh);
  const registered = made.reduce((sum, { children }) => sum + 1 + children.length, 0);
  return { registered, known: all.length - fresh.length };
}

/** Those whom nobody knows yet, each with a key and a record of their own, in a handful of statements; one answer for each, in order. */
export async function enter(ctx: TxCtx, fresh: readonly Read[]): Promise<Made[]> {
  const subjects = await newSubjects(
    ctx.db,
    ctx,
    fresh.reduce((sum, { children }) => sum + 1 + children.length, 0),
  );
  const made = fresh.map((person) => registered(ctx, person, subjects));
  const accounts = made.flatMap(({ account, children }) => [account, ...children.map((one) => one.account)]);
  const guardianships = made.flatMap(({ account, children }) =>
    children.map((one) => ({ id: newId(), ward: one.account.id, agent: account.id })),
  );
  const documents = made.flatMap(({ documents }) => documents);
  await insertAccounts(ctx.db, accounts);
  await insertGuardianships(ctx.db, guardianships, { consentedAt: ctx.clock(), consentVersion });
  await insertDocuments(
    ctx.db,
    documents.map(({ row }) => row),
  );
  await auditAll(ctx, [
    ...accounts.map(({ id, subject }) => ({ what: "account.made", on: { kind: "account", id }, subject })),
    ...made.flatMap(({ children }) => children.map(({ account, age }) => guardianConsented(account, age))),
    ...documents.map(({ row, subject, guardian }) => ({
      what: row.shownTo ? "document.shown" : "document.added",
      on: { kind: "document", id: row.id },
      subject,
      detail: guardian ? { kind: row.kind, guardian } : { kind: row.kind, consent: documentConsent },
    })),
  ]);
  await announceAll(
    ctx,
    accounts.map(({ subject, demo }) => ({
      type: "account.made" as const,
      payload: { subject, kind: "resident" as const, demo },
    })),
  );
  return made;
}

function read(ctx: TxCtx, people: readonly Registration[]): Read[] {
  const day = today(ctx).toString();
  const faults: FieldFault[] = [];
  const all = people.flatMap((person, n): Read[] => {
    const at = `/people/${n}`;
    const number = person.phone === null ? null : readPhone(person.phone);
    const document = person.document && readDocument(person.document, day);
    const nameId = nameFault(person.name, person.document?.number);
    faults.push(
      ...(nameId ? [{ field: `${at}/name`, id: nameId }] : []),
      ...(person.phone !== null && number === null ? [{ field: `${at}/phone`, id: "phone.unreadable" }] : []),
      ...(document && !document.ok
        ? document.faults.map(({ field, id }) => ({ field: `${at}/document/${field}`, id }))
        : []),
      // Whose guardian is not in the list comes with a guardian, as a child.
      ...(document?.ok && document.document.born && ageOn(document.document.born, today(ctx)) < consentAge
        ? [{ field: `${at}/document/number`, id: "guardian.needed", data: { age: consentAge } }]
        : []),
      ...(person.children.length > 0 &&
      document?.ok &&
      document.document.born &&
      ageOn(document.document.born, today(ctx)) < fullAge
        ? [{ field: `${at}/children`, id: "guardian.under-age", data: { age: fullAge } }]
        : []),
      // Somebody without a phone is known by what a clerk has seen.
      ...(!person.document && (person.phone === null || person.shownTo !== null)
        ? [{ field: `${at}/document`, id: "missing" }]
        : []),
      ...person.children.flatMap((child, i) => childFaults(ctx, child, `${at}/children/${i}`)),
      ...person.children.flatMap((child, i) =>
        person.children.slice(0, i).some((one) => isSameChild(one, child))
          ? [{ field: `${at}/children/${i}`, id: "child.twice" }]
          : [],
      ),
      ...(person.children.length > mostChildren
        ? [{ field: `${at}/children`, id: "too-long", data: { limit: mostChildren } }]
        : []),
    );
    if (document && !document.ok) return [];
    return [
      {
        ...person,
        name: tidyName(person.name),
        phone: number === null ? null : { number, hash: phoneHash(ctx, number) },
        document: document && { ...document.document, hash: documentHash(ctx, document.document) },
      },
    ];
  });
  if (faults.length > 0) throw invalid(faults);
  return all;
}

/** Those whom neither number nor document tells to be here, each once. */
async function unknown({ db }: TxCtx, people: readonly Read[]): Promise<Read[]> {
  const phones = await knownPhones(
    db,
    people.flatMap(({ phone }) => phone?.hash ?? []),
  );
  const documents = await knownDocuments(
    db,
    people.flatMap(({ document }) => document?.hash ?? []),
  );
  const taken = new Set([...phones, ...documents].map((hash) => hash.toString("hex")));
  return people.filter(({ phone, document }) => {
    const own = [phone, document].flatMap((sign) => sign?.hash.toString("hex") ?? []);
    const isKnown = own.some((hash) => taken.has(hash));
    for (const hash of own) taken.add(hash);
    return !isKnown;
  });
}

interface Made {
  account: NewAccount;
  children: { account: NewAccount; age: number }[];
  /** `guardian`: subject key of the one whose document it is. */
  documents: { row: NewDocument; subject: string; guardian: string | null }[];
}

/** The rows of one person and the children, with the next subject keys. */
function registered(ctx: TxCtx, person: Read, subjects: NewSubject[]): Made {
  const { phone, document, shownTo, locale } = person;
  const subject = next(subjects);
  const level = document ? (shownTo ? 2 : 1) : 0;
  const made = { kind: "resident" as const, locale, demo: ctx.city.demo, madeAt: ctx.clock() };
  const account: NewAccount = {
    ...made,
    id: newId(),
    subject: subject.id,
    name: person.name,
    phoneHash: phone?.hash ?? null,
    phoneSealed: phone && subject.seal(Buffer.from(phone.number, "utf8")),
    born: document?.born ?? null,
    level,
  };
  const kept = {
    consentedAt: ctx.clock(),
    consentVersion: documentConsent,
    addedAt: ctx.clock(),
    shownTo,
  };
  const documents: Made["documents"] = [];
  if (document) {
    const row = {
      ...kept,
      id: newId(),
      account: account.id,
      kind: document.kind,
      numberHash: document.hash,
      lastFour: document.lastFour,
      likeness: document.born ? likenessOf(ctx, person.name, document.born) : null,
      guardian: null,
      numberSealed: ctx.city.sealDocumentNumbers ? subject.seal(Buffer.from(document.number, "utf8")) : null,
    };
    documents.push({ row, subject: subject.id, guardian: null });
  }
  const children = person.children.map((child) => {
    const age = ageOn(child.born, today(ctx));
    const stands = document !== null && age < cardAge;
    const ward: NewAccount = {
      ...made,
      id: newId(),
      subject: next(subjects).id,
      name: tidyName(child.name),
      phoneHash: null,
      phoneSealed: null,
      born: child.born,
      level: stands ? level : 0,
    };
    if (stands) {
      const row = {
        ...kept,
        id: newId(),
        account: ward.id,
        kind: "by-guardian" as const,
        numberHash: null,
        lastFour: null,
        likeness: likenessOf(ctx, ward.name ?? "", child.born),
        guardian: account.id,
        numberSealed: null,
      };
      documents.push({ row, subject: ward.subject, guardian: subject.id });
    }
    return { account: ward, age };
  });
  return { account, children, documents };
}

function next(subjects: NewSubject[]): NewSubject {
  const subject = subjects.pop();
  if (!subject) throw new Error("there are fewer subject keys than people");
  return subject;
}
