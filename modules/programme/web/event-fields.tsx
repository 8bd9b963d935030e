import type { AnswerOf } from "#contract";
import { Choice, Field, Select } from "#web/kit/field.tsx";
import { optionsOf } from "#web/kit/options.ts";
import type { Problem } from "#web/page.ts";
import { usePage } from "#web/text.tsx";
import { eventKinds, eventModes } from "../contract.ts";
import type { eventChoices } from "../desk/contract.ts";
import { jointField, jointFields } from "./event-form.ts";
import { whereOptions } from "./where-options.ts";

export type Choices = AnswerOf<typeof eventChoices>;

export interface FieldsProps {
  values: Record<string, string>;
  choices: Choices;
  problem: Problem | undefined;
}

// texts: event.kind.* event.mode.*
/** What an event is: its words, for whom, where, whose, and in English. */
export function EventFields({ values, choices, problem }: FieldsProps) {
  const { text: t } = usePage();
  const field = (name: string) => ({ name: `event.${name}`, value: values[`event.${name}`] ?? "", problem });
  return (
    <>
      <Field {...field("title")} label={t("desk.event.title")} />
      <Select
        {...field("kind")}
        label={t("events.kind")}
        options={eventKinds.map((kind) => ({ value: kind, label: t(`event.kind.${kind}`) }))}
      />
      <Field
        {...field("summary")}
        label={t("desk.event.summary")}
        hint={t("desk.event.summary-hint")}
        lines={2}
      />
      <Field {...field("description")} label={t("event.about")} lines={6} optional />
      <Field {...field("audience")} label={t("event.who")} hint={t("desk.event.audience-hint")} optional />
      <div className="row">
        <Field
          {...field("ageFrom")}
          type="number"
          min={0}
          max={120}
          chars={4}
          label={t("desk.event.age-from")}
          optional
        />
        <Field
          {...field("ageTo")}
          type="number"
          min={0}
          max={120}
          chars={4}
          label={t("desk.event.age-to")}
          optional
        />
      </div>
      <Choice
        {...field("mode")}
        value={values["event.mode"] || "on-site"}
        label={t("desk.event.mode")}
        inline
        options={eventModes.map((mode) => ({ value: mode, label: t(`event.mode.${mode}`) }))}
      />
      <WhereField
        name="event.placeId"
        label={t("event.place")}
        value={values["event.placeId"]}
        choices={choices}
        problem={problem}
      />
      <Field
        {...field("link")}
        type="url"
        label={t("event.link")}
        hint={t("desk.event.link-hint")}
        optional
      />
      <Field
        {...field("expectedCrowd")}
        type="number"
        min={1}
        chars={6}
        label={t("desk.event.expected-crowd")}
        hint={t("desk.event.expected-crowd-hint")}
        optional
      />
      <Select
        {...field("seriesId")}
        label={t("event.series")}
        empty={t("desk.event.no-series")}
        options={optionsOf(choices.series)}
        optional
      />
      <details open={jointFields(values).some((at) => values[jointField(at)])}>
        <summary>{t("desk.event.joint")}</summary>
        <div className="stack">
          <p className="field-hint">{t("desk.event.joint-hint")}</p>
          {jointFields(values).map((at) => (
            <Select
              key={at}
              {...field(`jointOrganiserIds.${at}`)}
              label={t("desk.event.joint-one", { number: at + 1 })}
              empty={t("desk.event.no-joint")}
              hint={choices.moreOrganisers && at === 0 ? t("desk.event.more-organisers") : undefined}
              options={optionsOf(choices.all)}
              optional
            />
          ))}
        </div>
      </details>
      <details open={Boolean(values["event.translations.en.title"])}>
        <summary>{t("desk.event.english")}</summary>
        <div className="stack">
          <Field
            {...field("translations.en.title")}
            label={t("desk.event.title")}
            hint={t("desk.event.english-hint")}
            optional
          />
          <Field {...field("translations.en.summary")} label={t("desk.event.summary")} lines={2} optional />
          <Field {...field("translations.en.description")} label={t("event.about")} lines={6} optional />
          <Field {...field("translations.en.audience")} label={t("event.who")} optional />
        </div>
      </details>
    </>
  );
}

/** A place or one of its rooms, in one list. */
export function WhereField({
  name,
  label,
  value,
  choices,
  problem,
  empty,
}: {
  name: string;
  label: string;
  value: string | undefined;
  choices: Choices;
  problem: Problem | undefined;
  empty?: string;
}) {
  const { text: t } = usePage();
  return (
    <Select
      name={name}
      label={label}
      value={value}
      problem={problem}
      empty={empty ?? t("desk.event.no-place")}
      hint={choices.morePlaces ? t("desk.event.more-places") : undefined}
      optional
      options={whereOptions(choices.places, value, t)}
    />
  );
}

/** Finds places of the whole city for the lists on this page, and joint organisers where there are too many to list. Reloads it: find first, then type. */
export function FindPlaces({ q, organiser }: { q: string; organiser?: { words: string; more: boolean } }) {
  const { text: t } = usePage();
  const findsOrganisers = organiser && (organiser.more || organiser.words !== "");
  return (
    <details open={q !== "" || Boolean(organiser?.words)}>
      <summary>{t(findsOrganisers ? "desk.event.find" : "desk.event.find-place")}</summary>
      <search>
        <form method="get" className="row">
          <Field
            name="place"
            type="search"
            label={t(findsOrganisers ? "desk.event.find-place-words" : "events.words")}
            hint={t("desk.event.find-place-hint")}
            value={q}
            chars={20}
            optional
          />
          {findsOrganisers && (
            <Field
              name="organiser"
              type="search"
              label={t("desk.event.find-organiser")}
              hint={t("desk.event.find-place-hint")}
              value={organiser.words}
              chars={20}
              optional
            />
          )}
          <button className="button button-quiet" type="submit">
            {t("events.find")}
          </button>
        </form>
      </search>
    </details>
  );
}
