/** SQL of which channels people chose for which notices. */
import type { Temporal } from "temporal-polyfill";
import type { Db, Tx } from "#platform/db";
import type { NoticeChannel, NoticeKind } from "./kinds.ts";

export interface Choice {
  kind: NoticeKind;
  channels: NoticeChannel[];
}

interface Consent {
  now: Temporal.Instant;
  consentVersion: string;
}

export function choicesOf(db: Db, account: string): Promise<Choice[]> {
  return db.many<Choice>`select kind, channels from people.notice_choice where account = ${account} order by kind`;
}

/** Keeps these choices; one that is as before keeps its day and wording. */
export async function setChoices(
  tx: Tx,
  account: string,
  choices: readonly Choice[],
  { now, consentVersion }: Consent,
): Promise<void> {
  await tx.run`
    insert into people.notice_choice (account, kind, channels, chosen_at, consent_version)
    select ${account}::uuid, n.kind, string_to_array(n.channels, ' '), ${now}::timestamptz, ${consentVersion}
      from unnest(${choices.map(({ kind }) => kind)}::text[], ${choices.map(({ channels }) => channels.join(" "))}::text[])
           as n(kind, channels)
        on conflict (account, kind) do update
           set channels = excluded.channels, chosen_at = excluded.chosen_at, consent_version = excluded.consent_version
         where notice_choice.channels <> excluded.channels`;
}

/** Takes one channel out of a choice; `usual` holds where none was made. Answers whether anything changed. */
export async function dropChannel(
  tx: Tx,
  account: string,
  {
    kind,
    channel,
    usual,
    now,
    consentVersion,
  }: Consent & {
    kind: NoticeKind;
    channel: NoticeChannel;
    usual: readonly NoticeChannel[];
  },
): Promise<boolean> {
  const changed = await tx.run`
    insert into people.notice_choice (account, kind, channels, chosen_at, consent_version)
    values (${account}, ${kind}, ${usual}::text[], ${now}, ${consentVersion})
        on conflict (account, kind) do update
           set channels = array_remove(notice_choice.channels, ${channel}), chosen_at = excluded.chosen_at
         where ${channel} = any(notice_choice.channels)`;
  return changed === 1;
}

/** Of two accounts of one person: what the one that stays has chosen, else what the other had. */
export async function moveChoices(tx: Tx, from: string, into: string): Promise<void> {
  await tx.run`
    insert into people.notice_choice (account, kind, channels, chosen_at, consent_version)
    select ${into}::uuid, kind, channels, chosen_at, consent_version from people.notice_choice where account = ${from}
        on conflict do nothing`;
  await tx.run`delete from people.notice_choice where account = ${from}`;
}
