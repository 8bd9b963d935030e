/** What several pages say of an occasion. */
import { moment } from "#web/occasion.ts";
import { usePage } from "#web/text.tsx";

interface Occasion {
  startsAt: string;
  endsAt: string;
  about: { place: { name: string } | null } | null;
}

/** When it is, and where as far as that is known. */
export function WhenAndWhere({ of: { startsAt, endsAt, about } }: { of: Occasion }) {
  const { text: t } = usePage();
  return (
    <p>
      {t.formats.rangeText({ from: moment(startsAt), to: moment(endsAt) })}
      {about?.place && (
        <>
          {" · "}
          <bdi className="whole">{about.place.name}</bdi>
        </>
      )}
    </p>
  );
}

/** Which seats one has, where they are numbered, and the way to others. */
export function OwnSeats({
  own: { offerId, seats },
}: {
  own: { offerId: string; seats: readonly string[] };
}) {
  const { text: t } = usePage();
  if (seats.length === 0) return null;
  return (
    <p>
      {t("seats.mine", { seats: t.formats.listText(seats) })}{" "}
      <a href={`/seats/${offerId}`}>{t("seats.change")}</a>
    </p>
  );
}

/** The rules on its places in sentences, each with who set it. */
export function RuleItems({ rules }: { rules: readonly { says: string; source: string | null }[] }) {
  return rules.map(({ says, source }) => (
    <li key={says + source}>
      <span dir="auto">{says}</span>
      {source && <small dir="auto"> {source}</small>}
    </li>
  ));
}
