import { Button } from "#web/kit/button.tsx";
import { DateField, Field, Select, TimeField } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import type { Problem } from "#web/page.ts";
import type { Tried } from "#web/publishing.tsx";
import { problemOfReason, ReasonField } from "#web/reason-field.tsx";
import { usePage } from "#web/text.tsx";
import { tourLanguages } from "../exhibition/contract.ts";
import type { DeskEventView } from "./desk-parts.tsx";
import { entryChannels } from "./entry-form.ts";

// texts: language.* pool.* entry.open-slots entry.open-tours entry.open-slots-hint entry.open-tours-hint
/** Opens timed entry of an exhibition: slots from the hours of its place, and guided tours. */
export function OpenEntry({ event, tried }: { event: DeskEventView; tried: Tried }) {
  return (
    <>
      <PlanForm what="open-slots" event={event} tried={tried} />
      <PlanForm what="open-tours" event={event} tried={tried} />
    </>
  );
}

function PlanForm({
  what,
  event,
  tried,
}: {
  what: "open-slots" | "open-tours";
  event: DeskEventView;
  tried: Tried;
}) {
  const { text: t } = usePage();
  const again = tried.values.do === what;
  const problem: Problem | undefined = again ? problemOfReason(tried.problem, what) : undefined;
  const field = (name: string, usual = "") => ({
    name,
    value: (again ? tried.values[name] : undefined) ?? usual,
    problem,
  });
  const number = (name: string, usual: string) => ({
    ...field(name, usual),
    type: "number" as const,
    min: 0,
    chars: 6 as const,
  });
  return (
    <details open={again}>
      <summary>{t(`entry.${what}`)}</summary>
      <Form label={t(`entry.${what}`)} problem={problem}>
        <p className="field-hint">{t(`entry.${what}-hint`)}</p>
        <input type="hidden" name="do" value={what} />
        <input type="hidden" name="version" value={event.version} />
        <div className="row">
          <DateField {...field("from")} label={t("entry.from")} />
          <DateField {...field("through")} label={t("entry.through")} />
        </div>
        {what === "open-slots" ? (
          <div className="row">
            <Field
              {...number("everyMinutes", "30")}
              unit={t("desk.session.minutes")}
              label={t("entry.every")}
            />
            <Field
              {...number("lastEntryMinutes", "30")}
              unit={t("desk.session.minutes")}
              label={t("entry.last-entry")}
            />
          </div>
        ) : (
          <>
            <Field
              {...field("at", "11:00 15:00")}
              label={t("entry.at")}
              hint={t("entry.at-hint")}
              chars={20}
            />
            <div className="row">
              <Field
                {...number("minutes", "45")}
                unit={t("desk.session.minutes")}
                label={t("entry.minutes")}
              />
              <Select
                {...field("language", "zh")}
                label={t("entry.language")}
                options={tourLanguages.map((value) => ({ value, label: t(`language.${value}`) }))}
              />
            </div>
            <Field
              {...field("label")}
              label={t("entry.guide")}
              hint={t("entry.guide-hint")}
              chars={20}
              optional
            />
          </>
        )}
        <fieldset className="field stack-tight">
          <legend className="label">{t("entry.places")}</legend>
          <div className="row">
            {entryChannels.map((channel, at) => (
              <Field
                key={channel}
                {...number(`booking.pools.${at}.quota`, "")}
                label={t(`pool.${channel}`)}
                optional
              />
            ))}
          </div>
        </fieldset>
        <div className="row">
          <Field
            {...number("booking.releaseDaysBefore", "7")}
            unit={t("entry.days-before")}
            label={t("entry.release")}
          />
          <TimeField {...field("booking.releaseAt", "10:00")} label={t("desk.session.time")} />
        </div>
        <div className="row">
          <Field {...number("booking.maxPerClaim", "4")} label={t("desk.session.max-per-claim")} />
          <Field
            {...number("booking.cancelUntilMinutes", "60")}
            unit={t("desk.session.minutes")}
            label={t("desk.session.cancel-until")}
          />
        </div>
        {event.state === "published" && (
          <ReasonField
            of={what}
            hint={t("publishing.reason.kept")}
            value={again ? tried.values[`reason.${what}`] : ""}
            problem={problem}
          />
        )}
        <Button>{t(`entry.${what}`)}</Button>
      </Form>
    </details>
  );
}
