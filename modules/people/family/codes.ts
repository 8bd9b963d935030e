/** Codes a guardian gives from hand to hand: to a second guardian, or to a young person for a sign-in of their own. */
import { audit } from "#platform/audit";
import { newReadableCode, plainReadableCode, startSession } from "#platform/auth";
import { type Ctx, type TxCtx, today } from "#platform/ctx";
import { newId } from "#platform/db";
import { found, invalid, refused } from "#platform/errors";
import { type Account, accountOf, phoneOf } from "../account/account.ts";
import { ageOn, consentAge } from "../account/age.ts";
import { nameKey } from "../account/name.ts";
import { mergeByCode } from "../merging/merge.ts";
import { notify } from "../notices/notify.ts";
import { checkGuardian, keepGuardian, mostGuardians } from "./children.ts";
import { type FamilyCode, putCode, takeCode } from "./code-store.ts";
import * as store from "./store.ts";

export const codeHours = 24;
/** The wording of a young person's own agreement; a new wording gets a new date. */
export const agreementVersion = "2026-11-30";

/** Makes a code to give away, shown once; it takes the place of the one that was open for the same. */
export async function makeFamilyCode(
  ctx: TxCtx,
  relationId: string,
  { opens }: Pick<FamilyCode, "opens">,
): Promise<{ code: string; expiresAt: string }> {
  const relation = found(await store.relationById(ctx.db, relationId), "relation", relationId);
  await store.lockPersons(ctx.db, relation.ward);
  const ward = found(await accountOf(ctx.db, relation.ward), "account", relation.ward);
  await (opens === "guardianship" ? checkSecondGuardian : checkOwnSignIn)(ctx, ward);
  const now = ctx.clock();
  const id = newId(now.epochMilliseconds);
  const code = newReadableCode(ctx.random);
  const expiresAt = now.add({ hours: codeHours });
  const codeHash = hashOf(ctx, code);
  await putCode(ctx.db, {
    id,
    ward: ward.id,
    opens,
    codeHash,
    madeBy: relation.agent,
    madeAt: now,
    expiresAt,
  });
  await audit(ctx, {
    what: "family-code.made",
    on: { kind: "family-code", id },
    subject: ward.subject,
    detail: { opens },
  });
  return { code, expiresAt: expiresAt.toString() };
}

export interface CodeGiven {
  code: string;
  consent: boolean;
}

/** Whoever was given a guardian's code becomes the second one, by name: the first and the child's account are told. */
export async function joinAsGuardian(ctx: TxCtx, asker: Account, input: CodeGiven): Promise<void> {
  if (asker.name === null) throw refused("guardian.name-first", {}, { next: "/my/account" });
  const { ward, madeBy } = await wardOfCode(ctx, "guardianship", input);
  if (ward.id === asker.id) throw refused("guardian.oneself");
  await checkSecondGuardian(ctx, ward);
  await checkGuardian(ctx, asker.id);
  const relation = await keepGuardian(ctx, { ward, guardian: asker.id });
  await notify(ctx, {
    to: [ward.subject, madeBy.subject],
    kind: "family",
    key: "notice.guardian-joined",
    values: { name: { person: asker.subject }, ward: { person: ward.subject } },
    href: "/my/family",
    once: `joined ${relation}`,
  });
}

/**
 * A young person from 14 on, signed in with a phone of their own, takes over the account their guardian made: what they
 * had with this phone goes with them, they agree themselves, and their guardians' access narrows to services.
 */
export async function joinOwnAccount(ctx: TxCtx, asker: Account, input: CodeGiven): Promise<void> {
  const { ward } = await wardOfCode(ctx, "own-sign-in", input);
  await checkOwnSignIn(ctx, ward);
  // Somebody's aunt types it in on her own phone: her account would end in the child's, for good.
  const otherName = asker.name !== null && ward.name !== null && nameKey(asker.name) !== nameKey(ward.name);
  if (otherName || (await store.hasOwnLife(ctx.db, asker.id))) throw refused("own-sign-in.other-person");
  await mergeByCode(ctx, { from: asker.subject, into: ward.subject });
  // The account this session was in has ended.
  await startSession(ctx, { account: ward.id, channel: "portal" });
  await store.noteAgreed(ctx.db, ward.id, { version: agreementVersion, now: ctx.clock() });
  await audit(ctx, {
    what: "young-person.agreed",
    on: { kind: "account", id: ward.id },
    subject: ward.subject,
    detail: { version: agreementVersion },
  });
  const guardians = (await store.agentsOf(ctx.db, ward.id, ctx.clock())).filter(
    ({ kind }) => kind === "guardian",
  );
  const about = { href: "/my/family", once: `own-sign-in ${ward.id}` };
  await notify(ctx, { to: ward.subject, kind: "family", key: "notice.own-sign-in", ...about });
  await notify(ctx, {
    to: guardians.map(({ subject }) => subject),
    kind: "family",
    key: "notice.ward-signs-in",
    values: { ward: { person: ward.subject } },
    ...about,
  });
}

/** Of whom the code tells, locked; used up by this. Wrong, used and old codes, and those for something else, are one refusal. */
async function wardOfCode(ctx: TxCtx, opens: FamilyCode["opens"], { code, consent }: CodeGiven) {
  if (!consent) throw invalid([{ field: "/body/consent", id: "consent.missing" }]);
  const taken = await takeCode(ctx.db, { codeHash: hashOf(ctx, code), opens, now: ctx.clock() });
  if (!taken) throw refused("family-code.wrong", { hours: codeHours });
  await store.lockPersons(ctx.db, taken.ward);
  return {
    ward: found(await accountOf(ctx.db, taken.ward), "account", taken.ward),
    madeBy: found(await accountOf(ctx.db, taken.madeBy), "account", taken.madeBy),
  };
}

async function checkSecondGuardian(ctx: Ctx, ward: Account): Promise<void> {
  const agents = await store.agentsOf(ctx.db, ward.id, ctx.clock());
  if (agents.filter(({ kind }) => kind === "guardian").length >= mostGuardians)
    throw refused("guardian.full", { max: mostGuardians });
}

async function checkOwnSignIn(ctx: Ctx, ward: Account): Promise<void> {
  if (ward.born === null || ageOn(ward.born, today(ctx)) < consentAge)
    throw refused("own-sign-in.too-young", { age: consentAge });
  if (await phoneOf(ctx.db, ward.id)) throw refused("own-sign-in.has-phone");
}

function hashOf(ctx: Pick<Ctx, "keyedHash">, code: string): Buffer {
  return ctx.keyedHash("people/family-code", plainReadableCode(code));
}
