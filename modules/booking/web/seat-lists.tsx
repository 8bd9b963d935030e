/** Numbered seats to choose from, read aloud as well as looked at: for residents, and for a clerk at the desk. */
import { Field } from "#web/kit/field.tsx";
import type { Problem } from "#web/page.ts";
import { usePage } from "#web/text.tsx";
import type { SeatZones } from "../seating/contract.ts";

/** Zone, row, seat: a row opens by key or finger, and what is chosen in several rows goes together. */
export function SeatLists({ zones, chosen }: { zones: SeatZones; chosen: ReadonlySet<string> }) {
  const { text: t } = usePage();
  return zones.map((zone, z) => (
    <section key={zone.zone} aria-labelledby={`zone-${z}`}>
      <h3 id={`zone-${z}`} dir="auto">
        {t("seats.zone", { zone: zone.zone, free: zone.free })}
      </h3>
      {zone.rows.map(({ row, seats }, r) => (
        <details className="seat-rows" key={row} open={seats.some(({ id }) => chosen.has(id))}>
          <summary>
            <span className="unseen">{zone.zone} </span>
            {t("seats.row", { row, free: seats.length, numbered: /^[\dA-Za-z]+$/.test(row) ? "yes" : "no" })}
          </summary>
          <fieldset className="field">
            <legend className="unseen">{t("seats.row-of", { zone: zone.zone, row })}</legend>
            <div className="seat-list">
              {seats.map(({ id, label, says }, n) => (
                <div className="choice" key={id}>
                  <input
                    type="checkbox"
                    id={`seat-${z}-${r}-${n}`}
                    name="seats[]"
                    value={id}
                    defaultChecked={chosen.has(id)}
                    aria-describedby={`seat-${z}-${r}-${n}-says`}
                  />
                  <label htmlFor={`seat-${z}-${r}-${n}`}>{label}</label>
                  <p className="choice-hint" id={`seat-${z}-${r}-${n}-says`}>
                    {says}
                  </p>
                </div>
              ))}
            </div>
          </fieldset>
        </details>
      ))}
    </section>
  ));
}

/** How many come in a wheelchair. */
export function WheelchairField({
  value = "0",
  max,
  problem,
  hint,
}: {
  value: string | undefined;
  max: number;
  problem: Problem | undefined;
  /** What comes of it here, beyond the usual. */
  hint?: string;
}) {
  const { text: t } = usePage();
  return (
    <Field
      name="wheelchairs"
      type="number"
      inputMode="numeric"
      label={t("seats.wheelchairs")}
      hint={hint ?? t("seats.wheelchairs.hint")}
      value={value}
      min={0}
      max={max}
      chars={4}
      problem={problem}
    />
  );
}
