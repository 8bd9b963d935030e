/** What the database refuses even to a bug: each guard by its name. A guard taken away makes its test fail. */
import assert from "node:assert/strict";
import { Temporal } from "temporal-polyfill";
import { anOrganisation } from "#places/testing";
import { inTx, type TxCtx } from "#platform/ctx";
import { newId } from "#platform/db";
import { dbTest } from "#platform/testing";
import { aCheck, aDecision, aRecordedWay } from "./eligibility/testing.ts";
import { aChild, aResident, aStaff, type Made } from "./testing.ts";

interface World {
  one: Made;
  other: Made;
  child: { account: string };
  staff: Made;
  colleague: Made;
  organisation: string;
  /** Code of a rule by which people qualify. */
  rule: string;
}

async function world(ctx: TxCtx): Promise<World> {
  const organisation = (await anOrganisation(ctx)).id;
  const one = await aResident(ctx, { phone: "+8613900002001" });
  return {
    one,
    other: await aResident(ctx),
    child: await aChild(ctx, one),
    staff: await aStaff(ctx, { organisationId: organisation, role: "clerk" }),
    colleague: await aStaff(ctx, { organisationId: organisation, role: "clerk" }),
    organisation,
    rule: (await aCheck(ctx, organisation)).code,
  };
}

const now = Temporal.Instant.from("2026-06-12T10:00:00Z");
const hash = (letter: string) => Buffer.from(letter.repeat(64), "hex");

async function aNotice({ db }: TxCtx, { account }: { account: string }): Promise<string> {
  const id = newId();
  await db.run`
    insert into people.notice (id, account, key, data, made_at) values (${id}, ${account}, 'notice.sample', '{}', ${now})`;
  return id;
}

const delivery = ({ db }: TxCtx, of: { notice: string; to: string; outcome: string }) =>
  db.run`insert into people.delivery (id, notice, recipient, channel, outcome, at)
         values (${newId()}, ${of.notice}, ${of.to}, 'sms', ${of.outcome}, ${now})`;

/** Each breaks one guard and nothing else. */
const attempts: Record<string, (ctx: TxCtx, w: World) => Promise<unknown>> = {
  account_phone_hash_key: ({ db }, { one, other }) =>
    db.run`update people.account set phone_sealed = ${hash("a")},
                  phone_hash = (select phone_hash from people.account where id = ${one.account}) where id = ${other.account}`,
  account_subject_key: ({ db }, { one, other }) =>
    db.run`update people.account set subject = ${one.subject} where id = ${other.account}`,
  account_phone_whole: ({ db }, { other }) =>
    db.run`update people.account set phone_hash = ${hash("a")} where id = ${other.account}`,
  account_staff_without_phone: ({ db }, { staff }) =>
    db.run`update people.account set phone_hash = ${hash("a")}, phone_sealed = ${hash("a")} where id = ${staff.account}`,
  account_staff_named: ({ db }, { staff }) =>
    db.run`update people.account set name = null where id = ${staff.account}`,
  account_erased_empty: ({ db }, { one }) =>
    db.run`update people.account set status = 'erased' where id = ${one.account}`,
  account_name_check: ({ db }, { one }) =>
    db.run`update people.account set name = ${"李\n梅"} where id = ${one.account}`,
  account_agreed_whole: ({ db }, { one }) =>
    db.run`update people.account set agreed_at = ${now} where id = ${one.account}`,
  email_code_tries: ({ db }, { one }) =>
    db.run`insert into people.email_code (id, account, address_hash, sealed, code_hash, tries, made_at, expires_at)
           values (${newId()}, ${one.account}, ${hash("a")}, '\\x00', ${hash("b")}, 6, ${now}, ${now.add({ minutes: 5 })})`,
  notice_choice_necessary: ({ db }, { one }) =>
    db.run`insert into people.notice_choice (account, kind, channels, chosen_at, consent_version)
           values (${one.account}, 'security', '{}', ${now}, '1')`,
  delivery_once: async (ctx, { one }) => {
    const notice = await aNotice(ctx, one);
    for (const outcome of ["sent", "refused"]) await delivery(ctx, { notice, to: one.account, outcome });
  },
  delivery_again: async (ctx, { one }) =>
    delivery(ctx, { notice: await aNotice(ctx, one), to: one.account, outcome: "put-off" }),
  quiet_hours_check: ({ db }) => db.run`update people.quiet_hours set urgent_before = '07:59'`,
  code_sent_tries: ({ db }) =>
    db.run`insert into people.code_sent (id, purpose, phone_hash, sealed, code_hash, tries, made_at, expires_at)
           values (${newId()}, 'sign-in', ${hash("a")}, '\\x00', ${hash("b")}, 6, ${now}, ${now.add({ minutes: 5 })})`,
  code_sent_help_asked_by: ({ db }) =>
    db.run`insert into people.code_sent (id, purpose, phone_hash, sealed, code_hash, made_at, expires_at)
           values (${newId()}, 'help', ${hash("a")}, '\\x00', ${hash("b")}, ${now}, ${now.add({ minutes: 5 })})`,
  staff_of_staff_account: ({ db }, { one }) =>
    db.run`insert into people.staff (account, login) values (${one.account}, 'resident')`,
  staff_login_key: ({ db }, { staff, organisation }) =>
    db.run`insert into people.staff (account, login)
           select ${organisation}, login from people.staff where account = ${staff.account}`,
  staff_login_check: ({ db }, { staff }) =>
    db.run`update people.staff set login = 'Wang' where account = ${staff.account}`,
  staff_totp_whole: ({ db }, { staff }) =>
    db.run`update people.staff set totp_confirmed_at = ${now} where account = ${staff.account}`,
  role_grant_account_fkey: ({ db }, { one, organisation }) =>
    db.run`insert into people.role_grant (id, account, role, organisation, path, valid_from)
           values (${newId()}, ${one.account}, 'clerk', ${organisation}, 'x.', ${now})`,
  role_grant_once: ({ db }, { staff, organisation }) =>
    db.run`insert into people.role_grant (id, account, role, organisation, path, valid_from)
           values (${newId()}, ${staff.account}, 'clerk', ${organisation}, 'x.', ${now.add({ hours: 1 })})`,
  role_grant_role_check: ({ db }, { staff }) =>
    db.run`update people.role_grant set role = 'king' where account = ${staff.account}`,
  role_grant_path_check: ({ db }, { staff }) =>
    db.run`update people.role_grant set path = 'klmy' where account = ${staff.account}`,
  cover_not_self: ({ db }, { staff }) => cover(db, { covered: staff.account, standIn: staff.account }),
  cover_days: ({ db }, { staff, colleague }) =>
    cover(db, { covered: staff.account, standIn: colleague.account, days: 94 }),
  cover_once: async ({ db }, { staff, colleague }) => {
    const pair = { covered: staff.account, standIn: colleague.account };
    await cover(db, { ...pair, days: 2 });
    await cover(db, { ...pair, days: 1 });
  },
  cover_grant_cover_covered_fkey: async ({ db }, { staff, colleague }) => {
    const id = await cover(db, { covered: staff.account, standIn: colleague.account });
    await db.run`insert into people.cover_grant (cover, covered, grant_id)
                 select ${id}, account, id from people.role_grant where account = ${colleague.account}`;
  },
  cover_grant_grant_id_covered_fkey: async ({ db }, { staff, colleague }) => {
    const id = await cover(db, { covered: staff.account, standIn: colleague.account });
    await db.run`insert into people.cover_grant (cover, covered, grant_id)
                 select ${id}, ${staff.account}, id from people.role_grant where account = ${colleague.account}`;
  },
  cover_allowance_not_self: ({ db }, { staff }) =>
    db.run`insert into people.cover_allowance (account, stand_in, allowed_at) values (${staff.account}, ${staff.account}, ${now})`,
  leaving_once: async ({ db }, { staff }) => {
    await leaving(db, staff.account, {});
    await leaving(db, staff.account, {});
  },
  leaving_not_to_self: ({ db }, { staff }) => leaving(db, staff.account, { successor: staff.account }),
  leaving_roles_to_somebody: ({ db }, { staff }) => leaving(db, staff.account, { passRoles: true }),
  leaving_one_outcome: ({ db }, { staff }) => leaving(db, staff.account, { doneAt: now, calledOffAt: now }),
  leaving_done_in_time: ({ db }, { staff }) =>
    leaving(db, staff.account, { doneAt: now.subtract({ hours: 1 }) }),
  staff_identity_invited_or_linked: ({ db }, { staff }) =>
    db.run`insert into people.staff_identity (account, issuer, expected, invited_at, subject_hash, linked_at)
           values (${staff.account}, 'x', '3301', ${now}, ${hash("a")}, ${now})`,
  staff_identity_expected: async ({ db }, { staff, colleague }) => {
    for (const { account } of [staff, colleague])
      await db.run`insert into people.staff_identity (account, issuer, expected, invited_at)
                   values (${account}, 'x', '3301', ${now})`;
  },
  staff_identity_subject: async ({ db }, { staff, colleague }) => {
    for (const { account } of [staff, colleague])
      await db.run`insert into people.staff_identity (account, issuer, invited_at, subject_hash, linked_at)
                   values (${account}, 'x', ${now}, ${hash("a")}, ${now})`;
  },
  provider_session_pkey: async ({ db }, { staff }) => {
    for (const token of ["a", "b"]) await providerSession(db, { staff, proof: "c", token });
  },
  provider_session_token: async ({ db }, { staff }) => {
    for (const proof of ["a", "b"]) await providerSession(db, { staff, proof, token: "c" });
  },
  relation_not_self: ({ db }, { one }) => relate(db, "helper", one.account, one.account),
  relation_once: ({ db }, { one, child }) => relate(db, "guardian", child.account, one.account),
  relation_guardian_one_way: ({ db }, { one, child }) => relate(db, "guardian", one.account, child.account),
  relation_two_guardians: ({ db }, { other, child }) => relate(db, "guardian", child.account, other.account),
  family_code_hash: async ({ db }, { one, child }) => {
    await familyCode(db, child.account, one.account, "guardianship");
    await familyCode(db, child.account, one.account, "own-sign-in");
  },
  family_code_open: async ({ db }, { one, child }) => {
    await familyCode(db, child.account, one.account, "guardianship");
    await familyCode(db, child.account, one.account, "guardianship", { letter: "b" });
  },
  family_code_expires: ({ db }, { one, child }) =>
    familyCode(db, child.account, one.account, "guardianship", { hours: 0 }),
  family_code_not_self: ({ db }, { one }) => familyCode(db, one.account, one.account, "guardianship"),
  relation_helper_ends: ({ db }, { one, other }) =>
    db.run`insert into people.relation (id, kind, ward, agent, consent, consented_at, consent_version)
           values (${newId()}, 'helper', ${one.account}, ${other.account}, 'code', ${now}, 'test')`,
  relation_guardian_consents: ({ db }, { child }) =>
    db.run`update people.relation set consent = 'code' where ward = ${child.account}`,
  relation_paper_noted: ({ db }, { one, other }) =>
    db.run`insert into people.relation (id, kind, ward, agent, consent, consented_at, consent_version, valid_to)
           values (${newId()}, 'helper', ${one.account}, ${other.account}, 'paper', ${now}, 'test', ${now.add({ hours: 1 })})`,
  pass_seen_pkey: async ({ db }) => {
    const shown = () =>
      db.run`insert into people.pass_seen (token_id, step, seen_at) values ('t', 1, ${now})`;
    await shown();
    await shown();
  },
  pass_device_account_public_key_key: async ({ db }, { one }) => {
    const device = () =>
      db.run`insert into people.pass_device (id, account, alg, public_key, made_at, seen_at)
             values (${newId()}, ${one.account}, 'Ed25519', ${"k".repeat(43)}, ${now}, ${now})`;
    await device();
    await device();
  },
  document_of_one_person: async ({ db }, { one, other }) => {
    await addDocument(db, one.account);
    await addDocument(db, other.account);
  },
  document_once_in_life: async ({ db }, { one }) => {
    await addDocument(db, one.account, "resident-id");
    await db.run`update people.document set number_hash = ${hash("e")} where account = ${one.account}`;
    await addDocument(db, one.account, "resident-id");
  },
  document_of_resident: ({ db }, { staff }) => addDocument(db, staff.account),
  document_numbered: ({ db }, { one }) => addDocument(db, one.account, "by-guardian"),
  document_shown_to_somebody: async ({ db }, { one }) => {
    await addDocument(db, one.account);
    await db.run`update people.document set shown_at = ${now} where account = ${one.account}`;
  },
  document_guardian_not_self: ({ db }, { one }) => addByGuardian(db, one.account, one.account),
  document_by_guardian_once: async ({ db }, { one, child }) => {
    await addByGuardian(db, child.account, one.account);
    await addByGuardian(db, child.account, one.account);
  },
  document_check_open: async ({ db }, { one }) => {
    await addDocument(db, one.account);
    await askAbout(db, one.account, null);
    await askAbout(db, one.account, null);
  },
  document_check_whole: async ({ db }, { one }) => {
    await addDocument(db, one.account);
    await askAbout(db, one.account, "match");
  },
  account_languages: ({ db }, { one }) =>
    db.run`update people.account set languages = '{a,zh}' where id = ${one.account}`,
  account_merged_somewhere: ({ db }, { one }) =>
    db.run`update people.account set status = 'merged', name = null where id = ${one.account}`,
  account_merged_elsewhere: ({ db }, { one }) =>
    db.run`update people.account set status = 'merged', name = null, merged_into = ${one.account} where id = ${one.account}`,
  account_merged_empty: ({ db }, { one, other }) =>
    db.run`update people.account set status = 'merged', merged_into = ${other.account} where id = ${one.account}`,
  eligibility_standing: async (ctx, { one, rule }) => {
    await aDecision(ctx, one, rule, "no");
    await asked(ctx.db, one.account, rule);
  },
  eligibility_consented: ({ db }, { one, rule }) => asked(db, one.account, rule, { consentBy: null }),
  eligibility_asked_or_recorded: ({ db }, { one, rule }) =>
    asked(db, one.account, rule, { consent: null, consentBy: null }),
  eligibility_question_open: ({ db }, { one, rule }) => asked(db, one.account, rule, { sealed: null }),
  eligibility_answered: async (ctx, { one, rule }) => {
    const { id } = await aDecision(ctx, one, rule, "yes");
    await ctx.db.run`update people.eligibility set valid_until = null where id = ${id}`;
  },
  eligibility_ended: async (ctx, { one, rule }) => {
    const { id } = await aDecision(ctx, one, rule, "yes");
    await ctx.db.run`update people.eligibility set ended_at = ${now} where id = ${id}`;
  },
  eligibility_by_way: async (ctx, { one, rule }) => {
    const { id } = await aRecordedWay(ctx, one, rule);
    await ctx.db.run`update people.eligibility set way = null where id = ${id}`;
  },
  eligibility_way_of_check: async (ctx, { one, rule }) => {
    const { id } = await aRecordedWay(ctx, one, rule);
    await ctx.db.run`update people.eligibility set way = 'no-such' where id = ${id}`;
  },
  eligibility_of_check: async (ctx, { one, rule }) => {
    const { id } = await aDecision(ctx, one, rule, "yes");
    await ctx.db.run`update people.eligibility set code = 'no-such' where id = ${id}`;
  },
  eligibility_check_version: ({ db }, { rule }) =>
    db.run`insert into people.eligibility_check
           select (jsonb_populate_record(c, jsonb_build_object('id', gen_random_uuid()))).*
             from people.eligibility_check c where code = ${rule}`,
  eligibility_check_outage: ({ db }, { rule }) =>
    db.run`update people.eligibility_check set outage = 'grant-until' where code = ${rule}`,
  eligibility_check_has_a_way: async ({ db }, { rule }) => {
    await db.run`insert into people.eligibility_check
                 select (jsonb_populate_record(c, jsonb_build_object('id', gen_random_uuid(), 'version', 2))).*
                   from people.eligibility_check c where code = ${rule}`;
    await db.run`set constraints people.eligibility_check_has_a_way immediate`;
  },
  eligibility_appeal_once: async (ctx, { one, rule }) => {
    const { id } = await aDecision(ctx, one, rule, "no");
    await appealed(ctx.db, id);
    await appealed(ctx.db, id);
  },
  eligibility_appeal_whole: async (ctx, { one, rule }) => {
    await appealed(ctx.db, (await aDecision(ctx, one, rule, "no")).id);
    await ctx.db.run`update people.eligibility_appeal set outcome = 'kept'`;
  },
  notice_once: async ({ db }, { one }) => {
    const notice = () =>
      db.run`insert into people.notice (id, account, key, data, once, made_at)
             values (${newId()}, ${one.account}, 'notice.test', '{}', 'event-1', ${now})`;
    await notice();
    await notice();
  },
};

function asked(
  db: TxCtx["db"],
  account: string,
  rule: string,
  differs: { consent?: null; consentBy?: null; sealed?: null } = {},
) {
  const { consent = "test", consentBy = "self", sealed = hash("a") } = differs;
  return db.run`
    insert into people.eligibility (id, account, check_id, code, begun_at, consent_version, consent_by, sealed)
    select ${newId()}, ${account}, id, code, ${now}, ${consent}, ${consentBy}, ${sealed} from people.eligibility_check where code = ${rule}`;
}

function appealed(db: TxCtx["db"], eligibility: string) {
  return db.run`
    insert into people.eligibility_appeal (id, eligibility, words, made_at, due_on)
    values (${newId()}, ${eligibility}, '请再看看。', ${now}, '2026-06-27')`;
}

function familyCode(
  db: TxCtx["db"],
  ward: string,
  madeBy: string,
  opens: string,
  { letter = "a", hours = 24 } = {},
) {
  return db.run`
    insert into people.family_code (id, ward, opens, code_hash, made_by, made_at, expires_at)
    values (${newId()}, ${ward}, ${opens}, ${hash(letter)}, ${madeBy}, ${now}, ${now.add({ hours })})`;
}

function addDocument(db: TxCtx["db"], account: string, kind = "passport") {
  return db.run`
    insert into people.document (id, account, kind, number_hash, last_four, consented_at, consent_version, added_at)
    values (${newId()}, ${account}, ${kind}, ${hash("d")}, '002X', ${now}, 'test', ${now})`;
}

function askAbout(db: TxCtx["db"], account: string, outcome: string | null) {
  return db.run`
    insert into people.document_check (id, document, sealed, consent_version, asked_at, outcome)
    select ${newId()}, id, '\\x00', 'test', ${now}, ${outcome} from people.document where account = ${account}`;
}

function addByGuardian(db: TxCtx["db"], account: string, guardian: string) {
  return db.run`
    insert into people.document (id, account, kind, guardian, consented_at, consent_version, added_at)
    values (${newId()}, ${account}, 'by-guardian', ${guardian}, ${now}, 'test', ${now})`;
}

/** Checks of one column's form, said beside the column; `account_id_kind_key`, `cover_of_covered`, `eligibility_check_of_code` and `role_grant_of_account` are there for foreign keys. */
const plain = [
  "account_id_kind_key",
  "account_kind_check",
  "account_level_check",
  "account_phone_hash_check",
  "account_status_check",
  "audience_code_check",
  "audience_name_check",
  "audience_names_check",
  "code_sent_check",
  "code_sent_code_hash_check",
  "code_sent_phone_hash_check",
  "code_sent_purpose_check",
  "cover_of_covered",
  "delivery_channel_check",
  "delivery_outcome_check",
  "delivery_provider_id_check",
  "document_account_kind_check",
  "document_check_outcome_check",
  "document_kind_check",
  "document_last_four_check",
  "document_likeness_check",
  "document_number_hash_check",
  "eligibility_answer_check",
  "eligibility_appeal_answer_check",
  "eligibility_appeal_outcome_check",
  "eligibility_appeal_words_check",
  "eligibility_check_again_days_check",
  "eligibility_check_appeal_days_check",
  "eligibility_check_asked_of_check",
  "eligibility_check_asks_check",
  "eligibility_check_code_check",
  "eligibility_check_from_age_check",
  "eligibility_check_grant_days_check",
  "eligibility_check_level_check",
  "eligibility_check_name_check",
  "eligibility_check_of_code",
  "eligibility_check_outage_check",
  "eligibility_check_path_check",
  "eligibility_check_provider_check",
  "eligibility_check_purpose_check",
  "eligibility_check_translations_check",
  "eligibility_check_valid_days_check",
  "eligibility_check_version_check",
  "eligibility_consent_by_check",
  "eligibility_ended_because_check",
  "eligibility_reason_check",
  "eligibility_sentence_check",
  "eligibility_way_code_check",
  "eligibility_way_name_check",
  "eligibility_way_says_check",
  "eligibility_way_translations_check",
  "eligibility_way_valid_days_check",
  "family_code_code_hash_check",
  "family_code_opens_check",
  "leaving_line_href_check",
  "leaving_line_ref_check",
  "notice_choice_channels_check",
  "notice_choice_kind_check",
  "notice_href_check",
  "notice_kind_check",
  "pass_device_alg_check",
  "pass_device_public_key_check",
  "pass_generation_check",
  "pass_generation_generation_check",
  "provider_session_proof_hash_check",
  "provider_session_sitting_hash_check",
  "provider_session_subject_hash_check",
  "provider_session_token_hash_check",
  "quiet_hours_single_check",
  "relation_check",
  "relation_consent_check",
  "relation_guardian_place",
  "relation_kind_check",
  "relation_paper_check",
  "role_grant_check",
  "role_grant_of_account",
  "sign_in_failure_failures_check",
  "sign_in_failure_login_hash_check",
  "staff_identity_expected_check",
  "staff_identity_subject_hash_check",
  "staff_kind_check",
];

async function cover(
  db: TxCtx["db"],
  { covered, standIn, days = 1 }: { covered: string; standIn: string; days?: number },
): Promise<string> {
  const id = newId();
  await db.run`
    insert into people.cover (id, covered, stand_in, valid_from, valid_to, pauses, made_at)
    values (${id}, ${covered}, ${standIn}, ${now}, ${now.add({ hours: 24 * days })}, false, ${now})`;
  return id;
}

function leaving(
  db: TxCtx["db"],
  account: string,
  differs: {
    successor?: string;
    passRoles?: boolean;
    doneAt?: Temporal.Instant;
    calledOffAt?: Temporal.Instant;
  },
) {
  const { successor = null, passRoles = false, doneAt = null, calledOffAt = null } = differs;
  return db.run`
    insert into people.leaving (id, account, paths, effective_at, successor, pass_roles, made_at, done_at, called_off_at)
    values (${newId()}, ${account}, '{}', ${now}, ${successor}, ${passRoles}, ${now}, ${doneAt}, ${calledOffAt})`;
}

function providerSession(db: TxCtx["db"], of: { staff: Made; proof: string; token: string }) {
  return db.run`
    insert into people.provider_session (proof_hash, token_hash, account, issuer, subject_hash, began_at)
    values (${hash(of.proof)}, ${hash(of.token)}, ${of.staff.account}, 'x', ${hash("d")}, ${now})`;
}

function relate(db: TxCtx["db"], kind: string, ward: string, agent: string) {
  return db.run`
    insert into people.relation (id, kind, ward, agent, consent, consented_at, consent_version, valid_to)
    values (${newId()}, ${kind}, ${ward}, ${agent}, ${kind === "guardian" ? "guardian" : "code"}, ${now}, 'test', ${now.add({ hours: 1 })})`;
}

for (const [guard, attempt] of Object.entries(attempts)) {
  dbTest(`the database keeps ${guard}`, async ({ ctx }) => {
    const tried = inTx(ctx, async (inner) => {
      const made = await world(inner);
      await assert.rejects(
        inner.db.attempt((db) => attempt({ ...inner, db }, made)),
        { constraint: guard },
      );
      throw new Error("undone");
    });
    await assert.rejects(tried, /undone/);
  });
}

dbTest("the database lets nobody come back who has left", async ({ ctx }) => {
  const tried = inTx(ctx, async (inner) => {
    const { staff } = await world(inner);
    await inner.db.run`update people.account set status = 'left' where id = ${staff.account}`;
    await inner.db.run`update people.account set status = 'active' where id = ${staff.account}`;
  });
  await assert.rejects(tried, /does not come back/);
});

dbTest("without its guard the same role is held twice", async ({ ctx }) => {
  const tried = inTx(ctx, async (inner) => {
    const made = await world(inner);
    await inner.db.run`alter table people.role_grant drop constraint role_grant_once`;
    await attempts.role_grant_once?.(inner, made);
    const { count } = await inner.db.one<{ count: number }>`
      select count(*)::int as count from people.role_grant where account = ${made.staff.account} and role = 'clerk'`;
    assert.equal(count, 2);
    throw new Error("undone");
  });
  await assert.rejects(tried, /undone/);
});

dbTest("without its guard a child has a third guardian in a place that is taken", async ({ ctx }) => {
  const tried = inTx(ctx, async (inner) => {
    const made = await world(inner);
    await inner.db.run`drop index people.relation_two_guardians`;
    await attempts.relation_two_guardians?.(inner, made);
    const { count } = await inner.db.one<{ count: number }>`
      select count(*)::int as count from people.relation where ward = ${made.child.account} and guardian_place = 1`;
    assert.equal(count, 2);
    throw new Error("undone");
  });
  await assert.rejects(tried, /undone/);
});

dbTest("no constraint of the schema is without an attempt to break it", async ({ db }) => {
  const rows = await db.many<{ name: string }>`
    select c.conname as name from pg_constraint c join pg_namespace n on n.oid = c.connamespace
     where n.nspname = 'people' and c.contype in ('u', 'x', 'c') union
    select i.relname from pg_index x join pg_class i on i.oid = x.indexrelid join pg_namespace n on n.oid = i.relnamespace
     where n.nspname = 'people' and x.indisunique and not x.indisprimary`;
  const missing = rows.map(({ name }) => name).filter((name) => !(name in attempts));
  assert.deepEqual(missing.sort(), plain.sort());
});
