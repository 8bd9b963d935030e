import { Button } from "#web/kit/button.tsx";
import { Field, Select } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Notice } from "#web/kit/notice.tsx";
import { optionsOf } from "#web/kit/options.ts";
import { Section } from "#web/kit/section.tsx";
import { moment } from "#web/occasion.ts";
import type { Problem } from "#web/page.ts";
import { usePage } from "#web/text.tsx";
import type { RequestView, Roll } from "../teaching/contract.ts";
import { LessonTimes } from "./desk-parts.tsx";

// texts: request.wants.* request.state.*
/** What was asked for a lesson, in a sentence, and what became of it. */
export function Asked({ request }: { request: RequestView }) {
  const { text: t } = usePage();
  const kinds = { asked: "attention", granted: "done", refused: "refused" } as const;
  const { state } = request;
  if (state !== "asked" && state !== "granted" && state !== "refused") return null;
  const wish = request.colleague
    ? t("request.by", { name: request.colleague.name })
    : request.startsAt && request.endsAt
      ? t.formats.rangeText({ from: moment(request.startsAt), to: moment(request.endsAt) })
      : "";
  return (
    <Notice
      kind={kinds[state]}
      title={[t(`request.wants.${request.wants}`), t(`request.state.${state}`)].join(" · ")}
    >
      <p dir="auto">{[wish, request.reason, request.answer].filter(Boolean).join(" · ")}</p>
    </Notice>
  );
}

/** For whoever teaches a lesson and cannot: somebody else, or another time. */
export function AskPanel({
  roll,
  values,
  problem,
}: {
  roll: Pick<Roll, "id" | "request" | "can" | "colleagues">;
  values: Record<string, string>;
  problem: Problem | undefined;
}) {
  const { text: t } = usePage();
  const wishes = roll.can.filter((one) => one !== "take-back");
  if (!roll.request && wishes.length === 0) return null;
  const here = `/teach/lessons/${roll.id}`;
  const hidden = (what: string) => <input type="hidden" name="do" value={what} />;
  return (
    <Section title={t("request.title")} id="request">
      <div className="stack">
        {roll.request && <Asked request={roll.request} />}
        {roll.can.includes("take-back") && (
          <Form label={t("request.take-back")} action={here}>
            {hidden("take-back")}
            <Button kind="quiet">{t("request.take-back")}</Button>
          </Form>
        )}
        {wishes.includes("substitute") && (
          <details open={values.do === "substitute"}>
            <summary>{t("request.substitute")}</summary>
            <Form
              label={t("request.substitute")}
              action={here}
              problem={values.do === "substitute" ? problem : undefined}
            >
              {hidden("substitute")}
              <Select
                name="colleagueId"
                label={t("request.colleague")}
                value={values.colleagueId}
                empty={t("request.anybody")}
                options={optionsOf(roll.colleagues)}
                problem={problem}
                optional
              />
              <Why value={values.reason} problem={values.do === "substitute" ? problem : undefined} />
              <Button>{t("request.send")}</Button>
            </Form>
          </details>
        )}
        {wishes.includes("make-up") && (
          <details open={values.do === "make-up"}>
            <summary>{t("request.make-up")}</summary>
            <Form
              label={t("request.make-up")}
              action={here}
              problem={values.do === "make-up" ? problem : undefined}
            >
              {hidden("make-up")}
              <LessonTimes
                prefix=""
                values={values.do === "make-up" ? values : {}}
                tried={{ problem: values.do === "make-up" ? problem : undefined, values }}
              />
              <Why value={values.reason} problem={values.do === "make-up" ? problem : undefined} />
              <Button>{t("request.send")}</Button>
            </Form>
          </details>
        )}
      </div>
    </Section>
  );
}

function Why({ value, problem }: { value: string | undefined; problem: Problem | undefined }) {
  const { text: t } = usePage();
  return (
    <Field
      name="reason"
      label={t("request.why")}
      hint={t("request.why-hint")}
      value={value}
      problem={problem}
    />
  );
}
