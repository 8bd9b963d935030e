import { Section } from "#web/kit/section.tsx";
import { usePage } from "#web/text.tsx";
import type { RecordView } from "../catalogue/searching/contract.ts";

/** Which issues of a serial a place has, year by year. */
export function SerialsHeld({ serials }: Pick<RecordView, "serials">) {
  const { text: t } = usePage();
  if (serials.length === 0) return null;
  return (
    <Section title={t("serial.held")} id="issues">
      <ul className="plain">
        {serials.map(({ place, years }) => (
          <li key={place.id} className="held">
            <p>
              <a href={`/places/${place.id}`}>
                <bdi>{place.name}</bdi>
              </a>
            </p>
            <ul className="plain small quiet">
              {years.map(({ year, has, lacks }) => (
                <li key={year}>
                  {t(lacks ? "serial.held.lacks" : "serial.held.year", { year: `${year}`, has, lacks })}
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </Section>
  );
}
