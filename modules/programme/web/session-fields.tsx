import { DateField, Field, Select, TimeField } from "#web/kit/field.tsx";
import { usePage } from "#web/text.tsx";
import { poolChannels } from "../../booking/contract.ts";
import { BookingWaysFields } from "./booking-ways.tsx";
import { type FieldsProps, WhereField } from "./event-fields.tsx";
import { OwnRuleFields } from "./own-rule-fields.tsx";

export interface SessionFieldsProps extends FieldsProps {
  /** `session`, or `sessions.0` where several are written at once. */
  prefix: string;
}

const levels = ["0", "1", "2", "3"] as const;

// texts: pool.* level.*
/** When and where a session is and how one gets in. */
export function SessionFields({ prefix, values, choices, problem }: SessionFieldsProps) {
  const { text: t } = usePage();
  const field = (name: string) => ({
    name: `${prefix}.${name}`,
    value: values[`${prefix}.${name}`] ?? "",
    problem,
  });
  return (
    <>
      <div className="row">
        <DateField {...field("startsAt")} label={t("desk.session.day")} />
        <TimeField {...field("startsAt.time")} label={t("desk.session.from")} />
        <TimeField {...field("endsAt")} label={t("desk.session.to")} />
        <DateField {...field("endsAt.day")} label={t("desk.session.last-day")} optional />
      </div>
      <Field
        {...field("label")}
        label={t("desk.session.label")}
        hint={t("desk.session.label-hint")}
        chars={20}
        optional
      />
      <WhereField
        name={`${prefix}.placeId`}
        label={t("desk.session.where")}
        value={values[`${prefix}.placeId`]}
        choices={choices}
        problem={problem}
        empty={t("desk.session.as-event")}
      />
      <fieldset className="field stack">
        <legend className="label">{t("pools.title")}</legend>
        <p className="field-hint">{t("desk.session.pools-hint")}</p>
        {poolChannels.map((channel, at) => (
          <fieldset className="field" key={channel}>
            <legend className="label">{t(`pool.${channel}`)}</legend>
            <div className="row">
              <Field
                {...field(`booking.pools.${at}.quota`)}
                type="number"
                min={0}
                chars={6}
                label={t("desk.session.places")}
                optional
              />
              <When
                name={`${prefix}.booking.pools.${at}.releasesAt`}
                label={t("pools.releases")}
                values={values}
                problem={problem}
              />
            </div>
          </fieldset>
        ))}
      </fieldset>
      <When
        name={`${prefix}.booking.opensAt`}
        label={t("desk.session.opens")}
        values={values}
        problem={problem}
      />
      <When
        name={`${prefix}.booking.closesAt`}
        label={t("desk.session.closes")}
        hint={t("desk.session.closes-hint")}
        values={values}
        problem={problem}
      />
      <div className="row">
        <Field
          {...field("booking.maxPerClaim")}
          value={values[`${prefix}.booking.maxPerClaim`] ?? 4}
          type="number"
          min={1}
          max={50}
          chars={4}
          label={t("desk.session.max-per-claim")}
        />
        <Field
          {...field("booking.cancelUntilMinutes")}
          value={values[`${prefix}.booking.cancelUntilMinutes`] ?? 60}
          type="number"
          min={0}
          chars={6}
          unit={t("desk.session.minutes")}
          label={t("desk.session.cancel-until")}
        />
        <Field
          {...field("booking.doorsBeforeMinutes")}
          value={values[`${prefix}.booking.doorsBeforeMinutes`] ?? 30}
          type="number"
          min={0}
          chars={6}
          unit={t("desk.session.minutes")}
          label={t("desk.session.doors-before")}
        />
      </div>
      <Select
        {...field("booking.minLevel")}
        value={values[`${prefix}.booking.minLevel`] ?? "0"}
        label={t("desk.session.level")}
        options={levels.map((level) => ({ value: level, label: t(`level.${level}`) }))}
      />
      <OwnRuleFields prefix={`${prefix}.booking.own`} values={values} problem={problem} />
      <BookingWaysFields prefix={`${prefix}.booking`} values={values} problem={problem} />
    </>
  );
}

function When({
  name,
  label,
  hint,
  values,
  problem,
}: { name: string; label: string; hint?: string } & Pick<FieldsProps, "values" | "problem">) {
  const { text: t } = usePage();
  return (
    <div className="row">
      <DateField
        name={name}
        label={label}
        hint={hint}
        value={values[name] ?? ""}
        problem={problem}
        optional
      />
      <TimeField
        name={`${name}.time`}
        label={t("desk.session.time")}
        value={values[`${name}.time`] ?? ""}
        problem={problem}
        optional
      />
    </div>
  );
}
