/**
 * Whoever a list of another system's card holders means: persons who are here already, or who come with it. A document says who somebody is; a number
 * does so together with the name, because a family shares one; a name alone never does: who has neither is somebody new, and is matched when they
 * show a document.
 */
import { type TxCtx, today } from "#platform/ctx";
import type { Locale } from "#platform/i18n";
import { phoneHash } from "../account/account.ts";
import { ageOn, consentAge } from "../account/age.ts";
import { nameFault, nameKey, tidyName } from "../account/name.ts";
import { readPhone } from "../account/phone.ts";
import { holdersOfPhones, knownPhones } from "../account/store.ts";
import { readDocument, type TypedDocument } from "./document.ts";
import { documentHash } from "./keep-document.ts";
import { enter, type Read } from "./register-many.ts";
import { holdersOfDocuments, knownDocuments } from "./store.ts";

export interface CardHolder {
  name: string;
  phone: string | null;
  document: TypedDocument | null;
  /** A guardian's number stands beside a child's name: nobody signs in as the child with it. */
  isChild: boolean;
  locale: Locale;
}

/** Their subject key, or what is wrong: of which of the three, and the id of its sentence. */
export type Held =
  | { subject: string; isNew: boolean }
  | { fault: { field: "name" | "phone" | "document"; id: string } };

/** One answer for each, in order; whoever is there twice is one person. */
export async function cardHolders(ctx: TxCtx, people: readonly CardHolder[]): Promise<Held[]> {
  const read = people.map((person) => readHolder(ctx, person));
  const readable = read.flatMap((one) => ("fault" in one ? [] : [one]));
  const hashes = {
    phones: readable.flatMap(({ phone }) => phone?.hash ?? []),
    documents: readable.flatMap(({ document }) => document?.hash ?? []),
  };
  const signs = new Map(
    [
      ...(await holdersOfPhones(ctx.db, hashes.phones)),
      ...(await holdersOfDocuments(ctx.db, hashes.documents)),
    ].map(({ hash, ...of }) => [hash.toString("hex"), of]),
  );
  // Numbers of accounts that are over, and of colleagues: nobody is found by them, and nobody new gets them.
  const taken = new Set(
    [...(await knownPhones(ctx.db, hashes.phones)), ...(await knownDocuments(ctx.db, hashes.documents))].map(
      (hash) => hash.toString("hex"),
    ),
  );
  const fresh: Read[] = [];
  const answers = read.map((one): { fresh: number } | Held => {
    if ("fault" in one) return one;
    const byDocument = one.document && signs.get(one.document.hash.toString("hex"));
    if (byDocument && !isNamed(byDocument, one.name)) return wrong("document", "holder.other-name");
    if (byDocument) return heldBy(byDocument);
    const key = one.phone?.hash.toString("hex");
    const byPhone = key === undefined ? undefined : signs.get(key);
    if (byPhone?.name && isNamed(byPhone, one.name) && !one.document) return heldBy(byPhone);
    if (one.document && taken.has(one.document.hash.toString("hex")))
      return wrong("document", "holder.document-taken");
    const isShared = key !== undefined && taken.has(key);
    const at = fresh.push({ ...one, phone: isShared ? null : one.phone }) - 1;
    for (const sign of [one.document?.hash.toString("hex"), isShared ? undefined : key])
      if (sign !== undefined) {
        taken.add(sign);
        signs.set(sign, { subject: `${at}`, name: one.name });
      }
    return { fresh: at };
  });
  const made = await enter(ctx, fresh);
  const subjectAt = (at: number) => {
    const subject = made[at]?.account.subject;
    if (subject === undefined) throw new Error("there are fewer accounts than people");
    return subject;
  };
  return answers.map((one) => {
    if ("fresh" in one) return { subject: subjectAt(one.fresh), isNew: true };
    // A row before it made them.
    if ("subject" in one && /^\d+$/.test(one.subject))
      return { ...one, subject: subjectAt(Number(one.subject)) };
    return one;
  });
}

const wrong = (field: "name" | "phone" | "document", id: string): Held => ({ fault: { field, id } });
const heldBy = ({ subject }: { subject: string }): Held => ({ subject, isNew: false });
const isNamed = ({ name: known }: { name: string | null }, name: string) =>
  known === null || nameKey(known) === nameKey(name);

function readHolder(
  ctx: TxCtx,
  person: CardHolder,
): Read | { fault: { field: "name" | "phone" | "document"; id: string } } {
  const nameId = nameFault(person.name, person.document?.number);
  if (nameId) return { fault: { field: "name", id: nameId } };
  const number = person.phone === null ? null : readPhone(person.phone);
  if (person.phone !== null && number === null) return { fault: { field: "phone", id: "phone.unreadable" } };
  const document = person.document && readDocument(person.document, today(ctx).toString());
  if (document && !document.ok)
    return { fault: { field: "document", id: document.faults[0]?.id ?? "document.unreadable" } };
  const born = document?.document.born ?? null;
  // Below this age a guardian decides, who has not been asked: neither document nor number is kept (PIPL art. 31).
  const isYoung = born !== null && ageOn(born, today(ctx)) < consentAge;
  const isChild = isYoung || person.isChild;
  return {
    name: tidyName(person.name),
    locale: person.locale,
    phone: number === null || isChild ? null : { number, hash: phoneHash(ctx, number) },
    document:
      document && !isYoung ? { ...document.document, hash: documentHash(ctx, document.document) } : null,
    shownTo: null,
    children: [],
  };
}
