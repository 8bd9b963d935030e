/** What a batch of readers makes of those who are here: new readers, what changes of others, cards, deposits. */
import type { Held } from "#people";
import { newId } from "#platform/db";
import type { Card, NewReader } from "../../readers/reader-store.ts";
import type { ReaderLanding } from "./reader-columns.ts";
import type { FreshReader, KnownCard, ReaderPlan } from "./reader-plan.ts";
import type { ChangedReader, Deposit, KnownReader } from "./readers-store.ts";

export interface Brought {
  joined: NewReader[];
  changed: ChangedReader[];
  made: Card[];
  deposits: Deposit[];
}

/** Who was found or made for each whom no card tells. */
export type HeldBy = ReadonlyMap<ReaderPlan, Held | undefined>;

/** Whose the cards are that can be put to somebody. */
export const subjectsOf = (plans: readonly ReaderPlan[], held: HeldBy): string[] =>
  plans.flatMap((plan) => subjectOf(plan, held) ?? []);

function subjectOf(plan: ReaderPlan, held: HeldBy): string | null {
  if ("known" in plan) return plan.known.subject;
  const one = held.get(plan);
  return one && "subject" in one ? one.subject : null;
}

/** Row by row: each finds what those before it bring. */
export function broughtBy(
  plans: readonly ReaderPlan[],
  { held, present, on }: { held: HeldBy; present: readonly KnownReader[]; on: string },
): { landings: ReaderLanding[]; brought: Brought } {
  const brought: Brought = { joined: [], changed: [], made: [], deposits: [] };
  const readers = new Map(present.map((reader) => [reader.subject, reader]));
  const landings = plans.map((plan): ReaderLanding => {
    if ("faults" in plan) return plan;
    const subject = subjectOf(plan, held);
    if (subject === null) return { faults: [faultOf(held.get(plan))] };
    const reader = readers.get(subject);
    if ("fresh" in plan) readers.set(subject, joins(plan, { subject, reader, on }, brought));
    const isChanged = "known" in plan && reader !== undefined && changes(plan, reader, brought);
    const { house, oldNumbers, values } = plan.meant;
    brought.made.push(
      ...oldNumbers.map((number) => ({ issuerId: house.id, number, subject, state: "alias" as const })),
    );
    const hasPaid = pays(values.deposit, readers.get(subject), brought);
    if ("fresh" in plan) return { did: "added" };
    return { did: isChanged || hasPaid || oldNumbers.length > 0 ? "changed" : "unchanged" };
  });
  return { landings, brought };
}

const columnOf = { name: "name", phone: "mobile", document: "document_number" } as const;

function faultOf(one: Held | undefined) {
  const fault = one && "fault" in one ? one.fault : { field: "name" as const, id: "missing" };
  return { column: columnOf[fault.field], id: fault.id };
}

/** A card for somebody: the first there is, or one more number that leads to them; and they are a reader if they were none. */
function joins(
  { meant }: FreshReader,
  { subject, reader, on }: { subject: string; reader: KnownReader | undefined; on: string },
  { joined, made }: Brought,
): KnownReader {
  const { house, home, number, values, validUntil } = meant;
  made.push({ issuerId: house.id, number, subject, state: reader?.hasCard ? "alias" : "active" });
  if (reader && reader.endedOn === null) return { ...reader, hasCard: true };
  const own = {
    subject,
    category: values.category ?? "adult",
    homeId: home.id,
    homePath: home.orgPath,
    validUntil: validUntil ?? null,
  };
  joined.push({ ...own, kind: "person", name: "", joinedOn: on });
  return { ...own, endedOn: null, depositFen: null, hasCard: true };
}

/** A card in use says where its reader is at home, of which category and until when. What the file has no column for stays. */
function changes({ known, meant }: KnownCard, reader: KnownReader, { changed }: Brought): boolean {
  if (known.state !== "active") return false;
  const { home, values, validUntil } = meant;
  const next = {
    subject: reader.subject,
    category: values.category ?? reader.category,
    homeId: home?.id ?? reader.homeId,
    homePath: home?.orgPath ?? reader.homePath,
    validUntil: validUntil === undefined ? reader.validUntil : validUntil,
  };
  if (
    next.category === reader.category &&
    next.homeId === reader.homeId &&
    next.validUntil === reader.validUntil
  )
    return false;
  changed.push(next);
  return true;
}

/** Another deposit than the one that stands for them; an empty cell or 0 says nothing. */
function pays(
  deposit: number | null | undefined,
  reader: KnownReader | undefined,
  { deposits }: Brought,
): boolean {
  if (!deposit || !reader || reader.depositFen === deposit) return false;
  deposits.push({ id: newId(), subject: reader.subject, amountFen: deposit });
  reader.depositFen = deposit;
  return true;
}
