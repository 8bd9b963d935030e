/** The forms of a contest at the desk. */
import { Button } from "#web/kit/button.tsx";
import { Choice, DateField, Field, Select, TimeField } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Section } from "#web/kit/section.tsx";
import type { Tried } from "#web/publishing.tsx";
import { problemOfReason, ReasonField } from "#web/reason-field.tsx";
import { usePage } from "#web/text.tsx";
import { FoldedForm } from "#web/titled-form.tsx";
import { linkNeeds, rankRules, stages, units } from "../../contest/contract.ts";
import { contestValues, criterionFields } from "./contest-form.ts";
import type { DeskContestView } from "./desk-contest.tsx";

const again = ({ problem, values }: Tried, what: string): Tried =>
  values.do === what ? { problem, values } : { problem: undefined, values: {} };

/** Why what people have entered by is changed. */
function Why({ of, tried }: { of: string; tried: Tried }) {
  const { text: t } = usePage();
  return (
    <ReasonField
      of={of}
      hint={t("contest.change-hint")}
      value={tried.values[`reason.${of}`]}
      problem={problemOfReason(tried.problem, of)}
    />
  );
}

// texts: contest.link-need.*
/** Rules of the contest and the days on which it is entered. */
export function ContestForm({
  contest,
  entered,
  tried,
}: {
  contest: DeskContestView["contest"];
  entered: boolean;
  tried: Tried;
}) {
  const { text: t, city } = usePage();
  const own = again(tried, "contest");
  const { problem } = own;
  const values = own.values.do ? own.values : contestValues(contest, city.zone);
  const field = (name: string) => ({ name, value: values[name] ?? "", problem });
  return (
    <Section title={t("contest.settings")} id="settings">
      <Form label={t("contest.settings")} problem={problem}>
        <input type="hidden" name="do" value="contest" />
        <div className="row">
          <DateField {...field("opensAt")} label={t("contest.opens")} />
          <TimeField {...field("opensAt.time")} label={t("desk.session.time")} />
        </div>
        <div className="row">
          <DateField {...field("closesAt")} label={t("contest.closes")} />
          <TimeField {...field("closesAt.time")} label={t("desk.session.time")} />
        </div>
        <Field {...field("rules")} label={t("contest.rules")} hint={t("contest.rules-hint")} lines={8} />
        <Choice
          {...field("link")}
          label={t("contest.link-need")}
          options={linkNeeds.map((value) => ({ value, label: t(`contest.link-need.${value}`) }))}
          inline
        />
        {entered && <Why of="contest" tried={own} />}
        <Button>{t("desk.event.save")}</Button>
      </Form>
    </Section>
  );
}

// texts: contest.decided.* contest.unit.* contest.better.*
export function CategoryForm({ entered, tried }: { entered: boolean; tried: Tried }) {
  const { text: t } = usePage();
  const { problem, values } = again(tried, "category");
  const field = (name: string) => ({ name, value: values[name] ?? "", problem });
  const number = (name: string) => ({ ...field(name), type: "number" as const, chars: 6 as const });
  return (
    <FoldedForm title={t("contest.add-category")} problem={problem}>
      <input type="hidden" name="do" value="category" />
      <Field {...field("name")} label={t("contest.category")} hint={t("contest.category-hint")} />
      <div className="row">
        <Field {...number("ageFrom")} label={t("desk.event.age-from")} optional />
        <Field {...number("ageTo")} label={t("desk.event.age-to")} optional />
      </div>
      <p className="field-hint">{t("contest.age-hint")}</p>
      <div className="row">
        <Field {...number("teamFrom")} value={values.teamFrom ?? 1} label={t("contest.team-from")} />
        <Field {...number("teamTo")} value={values.teamTo ?? 1} label={t("contest.team-to")} />
        <Field {...number("places")} label={t("contest.places")} />
      </div>
      <Choice
        {...field("decided")}
        value={values.decided ?? "jury"}
        label={t("contest.decided")}
        options={(["jury", "measured"] as const).map((value) => ({
          value,
          label: t(`contest.decided.${value}`),
        }))}
      />
      <div className="row">
        <Select
          {...field("unit")}
          label={t("contest.unit")}
          empty={t("contest.not-measured")}
          options={units.map((value) => ({ value, label: t(`contest.unit.${value}`) }))}
          optional
        />
        <Select
          {...field("better")}
          label={t("contest.better")}
          empty={t("contest.not-measured")}
          options={(["lower", "higher"] as const).map((value) => ({
            value,
            label: t(`contest.better.${value}`),
          }))}
          optional
        />
      </div>
      <Field
        {...field("discipline")}
        label={t("contest.discipline")}
        hint={t("contest.discipline-hint")}
        optional
      />
      {entered && <Why of="category" tried={again(tried, "category")} />}
      <Button>{t("contest.add-category")}</Button>
    </FoldedForm>
  );
}

type Category = DeskContestView["categories"][number];

export function PlacesForm({
  category,
  entered,
  tried,
}: {
  category: Category;
  entered: boolean;
  tried: Tried;
}) {
  const { text: t } = usePage();
  const { problem, values } = again(tried, "places");
  return (
    <Form label={t("contest.set-places")} problem={problem}>
      <input type="hidden" name="do" value="places" />
      <input type="hidden" name="id" value={category.id} />
      <Field
        name="places"
        type="number"
        min={1}
        chars={6}
        label={t("contest.places")}
        value={values.places ?? category.places}
        problem={problem}
      />
      {entered && <Why of="places" tried={again(tried, "places")} />}
      <Button kind="quiet">{t("desk.event.save")}</Button>
    </Form>
  );
}

// texts: contest.stage.* contest.rule.*
export function RoundForm({ category, tried }: { category: Category; tried: Tried }) {
  const { text: t } = usePage();
  const { problem, values } = again(tried, "round");
  const judged = category.decided === "jury";
  return (
    <Form label={t("contest.add-round")} problem={problem}>
      <input type="hidden" name="do" value="round" />
      <input type="hidden" name="id" value={category.id} />
      <Choice
        name="stage"
        label={t("contest.stage")}
        value={values.stage ?? "final"}
        options={stages.map((value) => ({ value, label: t(`contest.stage.${value}`) }))}
        problem={problem}
        inline
      />
      {judged && (
        <>
          <Choice
            name="rule"
            label={t("contest.rule")}
            hint={t("contest.rule-hint")}
            value={values.rule ?? "mean"}
            options={rankRules.map((value) => ({ value, label: t(`contest.rule.${value}`) }))}
            problem={problem}
          />
          <fieldset className="field stack-tight">
            <legend className="label">{t("contest.criteria")}</legend>
            <p className="field-hint">{t("contest.criteria-hint")}</p>
            {criterionFields.map((at) => (
              <div className="row" key={at}>
                <Field
                  name={`criteria.${at}.name`}
                  label={t("contest.criterion", { number: at + 1 })}
                  value={values[`criteria.${at}.name`]}
                  problem={problem}
                  optional
                />
                <Field
                  name={`criteria.${at}.weight`}
                  type="number"
                  min={1}
                  max={100}
                  chars={4}
                  label={t("contest.weight", { number: at + 1 })}
                  value={values[`criteria.${at}.weight`]}
                  problem={problem}
                  optional
                />
              </div>
            ))}
          </fieldset>
        </>
      )}
      <Button kind="quiet">{t("contest.add-round")}</Button>
    </Form>
  );
}

export function JurorForm({ tried }: { tried: Tried }) {
  const { text: t } = usePage();
  const { problem, values } = again(tried, "juror");
  return (
    <Form label={t("contest.appoint")} problem={problem}>
      <input type="hidden" name="do" value="juror" />
      <Field name="name" label={t("contest.juror-name")} chars={20} value={values.name} problem={problem} />
      <Button kind="quiet">{t("contest.appoint")}</Button>
    </Form>
  );
}
