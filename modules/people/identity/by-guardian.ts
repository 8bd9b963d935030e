/** A guardian's document that stands for a child without a card: how it comes, and what ends it. */
import { audit, auditAll } from "#platform/audit";
import { type Ctx, type TxCtx, today } from "#platform/ctx";
import { newId } from "#platform/db";
import { type FieldFault, found, invalid, notFound, refused } from "#platform/errors";
import { type Account, accountOf } from "../account/account.ts";
import { ageOn, cardAge } from "../account/age.ts";
import { lockPersons } from "../family/store.ts";
import { notify } from "../notices/notify.ts";
import { consentFault, documentConsent, guardiansOf, likenessOf } from "./keep-document.ts";
import * as store from "./store.ts";

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
  const known = (await store.documentsOf(ctx.db, child.id)).find((one) => one.guardian === guardian.id);
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

/** What stands for a ward by a guardian's document, or for any of them, goes where it is above a level; they are told. */
export async function endStandingIn(
  ctx: TxCtx,
  guardian: string,
  ward: string | null,
  above: Account["level"] = 0,
): Promise<void> {
  const gone = await store.removeByGuardian(ctx.db, { guardian, ward, above });
  await noteStoodIn(ctx, gone);
  await notify(ctx, {
    to: gone.map(({ subject }) => subject),
    kind: "family",
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
    kind: "family",
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
