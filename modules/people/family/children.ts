/** A guardian adds a child: an account without a phone, for which the guardian acts and, under 14, consents. */
import { Temporal } from "temporal-polyfill";
import { audit } from "#platform/audit";
import { type Ctx, type TxCtx, today } from "#platform/ctx";
import { newId } from "#platform/db";
import { type FieldFault, found, invalid, refused } from "#platform/errors";
import { type Account, accountOf, makeAccount } from "../account/account.ts";
import { ageOn, consentAge, fullAge } from "../account/age.ts";
import { nameFault, nameKey, tidyName } from "../account/name.ts";
import * as store from "./store.ts";

/** The wording on the page; a new wording gets a new date. */
export const consentVersion = "2026-11-23";
export const mostChildren = 8;
/** Both parents, or who stands for them: `relation_two_guardians`. */
export const mostGuardians = 2;

export interface NewChild {
  name: string;
  /** Day of birth. */
  born: string;
  /** The guardian agrees that name and day of birth are kept. */
  consent: boolean;
}

/** Makes the child's account and the guardianship with its consent. Refuses without consent, those of full age, the same twice, and more than eight. */
export async function addChild(
  ctx: TxCtx,
  guardian: string,
  input: NewChild,
): Promise<{ relation: string; account: string; subject: string }> {
  const faults = [
    ...childFaults(ctx, input, "/body"),
    ...(input.consent ? [] : [{ field: "/body/consent", id: "consent.missing" }]),
  ];
  if (faults.length > 0) throw invalid(faults);
  await checkGuardian(ctx, guardian);
  const known = await childLike(ctx, guardian, input);
  if (known) throw refused("child.already", {}, { next: `/my/family#${known.id}` });
  const child = await makeAccount(ctx, {
    kind: "resident",
    name: tidyName(input.name),
    phone: null,
    born: input.born,
    level: 0,
  });
  const relation = await keepGuardian(ctx, { ward: child, guardian });
  return { relation, account: child.id, subject: child.subject };
}

/** Refuses those who are not of full age themselves, and more than eight children. Locks until the end of the transaction. */
export async function checkGuardian(ctx: TxCtx, guardian: string): Promise<void> {
  await store.lockPersons(ctx.db, guardian);
  const { born } = found(await accountOf(ctx.db, guardian), "account", guardian);
  if (born !== null && ageOn(born, today(ctx)) < fullAge)
    throw refused("guardian.under-age", { age: fullAge });
  const wards = await store.wardsOf(ctx.db, guardian, ctx.clock());
  if (wards.filter(({ kind }) => kind === "guardian").length >= mostChildren)
    throw refused("child.too-many", { max: mostChildren });
}

/** The child of this guardian, other than one, with that name, however it is spaced, and day of birth. */
export async function childLike(
  ctx: TxCtx,
  guardian: string,
  child: Pick<NewChild, "name" | "born">,
  except: string | null = null,
): Promise<store.WardView | null> {
  const wards = await store.wardsOf(ctx.db, guardian, ctx.clock());
  return (
    wards.find((one) => one.kind === "guardian" && one.other !== except && isSameChild(one, child)) ?? null
  );
}

/** Spaces, dots and case of the name do not count. */
export function isSameChild(
  one: { name: string | null; born: string | null },
  other: { name: string; born: string },
): boolean {
  return one.born === other.born && one.name !== null && nameKey(one.name) === nameKey(other.name);
}

/** Keeps a guardianship with the consent it begins with. Refuses one that stands already. */
export async function keepGuardian(
  ctx: TxCtx,
  { ward, guardian }: { ward: Account; guardian: string },
): Promise<string> {
  const now = ctx.clock();
  const relation = newId(now.epochMilliseconds);
  const kept = await store.insertRelation(ctx.db, {
    id: relation,
    kind: "guardian",
    ward: ward.id,
    agent: guardian,
    consent: "guardian",
    consentedAt: now,
    consentVersion,
    paper: null,
    notedBy: null,
    validTo: null,
  });
  if (!kept) throw refused("guardian.already");
  await audit(ctx, guardianConsented(ward, ward.born === null ? fullAge : ageOn(ward.born, today(ctx))));
  return relation;
}

/** What is wrong with a child's name or day of birth, told below `at`. */
export function childFaults(
  ctx: Pick<Ctx, "clock" | "city">,
  { name, born }: Pick<NewChild, "name" | "born">,
  at: string,
): FieldFault[] {
  const nameId = nameFault(name);
  return [
    ...(nameId ? [{ field: `${at}/name`, id: nameId }] : []),
    ...(isFuture(born, ctx) ? [{ field: `${at}/born`, id: "born.future" }] : []),
    ...(ageOn(born, today(ctx)) >= fullAge ? [{ field: `${at}/born`, id: "born.full-age" }] : []),
  ];
}

/** The audit row of a guardian's consent to keep the data of a child of this age. */
export const guardianConsented = (child: { id: string; subject: string }, age: number) => ({
  what: "guardian.consented",
  on: { kind: "account", id: child.id },
  subject: child.subject,
  // Under 14 the law asks for this consent (PIPL art. 31); from 14 on it is the guardian's word alone.
  detail: { version: consentVersion, under14: age < consentAge },
});

function isFuture(born: string, ctx: Pick<Ctx, "clock" | "city">): boolean {
  return Temporal.PlainDate.compare(Temporal.PlainDate.from(born), today(ctx)) > 0;
}
