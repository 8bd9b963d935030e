import type { AnswerOf } from "#contract";
import { Facts } from "#web/kit/list.tsx";
import { day } from "#web/occasion.ts";
import { usePage } from "#web/text.tsx";
import type { personAtDesk } from "../identity/desk/contract.ts";

// texts: account.level.* language.*
/** What the counter may know of a person at a glance. */
export function PersonFacts({ person }: { person: AnswerOf<typeof personAtDesk> }) {
  const { text: t } = usePage();
  const { listText, fullDayText } = t.formats;
  const spoken = person.languages.map((code) => t(`language.${code}`));
  return (
    <Facts
      items={[
        { term: t("account.level"), value: t(`account.level.${person.level}`) },
        { term: t("account.phone"), value: person.phone ?? t("identity.no-phone") },
        ...(person.born ? [{ term: t("account.born"), value: fullDayText(day(person.born)) }] : []),
        ...(spoken.length > 0 ? [{ term: t("preferences.languages"), value: listText(spoken) }] : []),
        ...(person.audiences.length > 0
          ? [{ term: t("preferences.audiences"), value: listText(person.audiences) }]
          : []),
      ]}
    />
  );
}
