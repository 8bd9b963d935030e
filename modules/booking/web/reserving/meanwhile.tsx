import type { AnswerOf } from "#contract";
import { Notice } from "#web/kit/notice.tsx";
import { moment } from "#web/occasion.ts";
import { usePage } from "#web/text.tsx";
import type { overlapsOwn } from "../../reserving/contract.ts";

/** What else one has at the time: for whoever has not seen it. */
export function Meanwhile({ overlaps, live }: AnswerOf<typeof overlapsOwn> & { live?: boolean }) {
  const { text: t } = usePage();
  if (overlaps.length === 0) return null;
  return (
    <Notice kind="attention" title={t("reserving.meanwhile")} {...(live && { live })}>
      <ul className="plain">
        {overlaps.map(({ claimId, reservationId, startsAt, endsAt, about }) => (
          <li key={claimId ?? reservationId}>
            {t.formats.rangeText({ from: moment(startsAt), to: moment(endsAt) })}{" "}
            {about && (
              <a href={about.href} dir="auto">
                {about.title}
              </a>
            )}
          </li>
        ))}
      </ul>
    </Notice>
  );
}
