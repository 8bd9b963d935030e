import { redirect } from "react-router";
import { Button } from "#web/kit/button.tsx";
import { Field } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Facts } from "#web/kit/list.tsx";
import { Notice } from "#web/kit/notice.tsx";
import { day } from "#web/occasion.ts";
import { type ActArgs, keyOf, type LoadArgs, type PageProps, pageOf, said } from "#web/page.ts";
import { useText } from "#web/text.tsx";
import { changePlace, deskPlace, listKinds } from "../../contract.ts";
import { attemptIn, nextAttempt } from "./attempt.ts";
import { FactFields, IdentityFields } from "./fact-fields.tsx";
import { factsIn, outsideCityIn } from "./facts-form.ts";
import { AttemptFields, DeskFrame, doneIn, ReadOnly } from "./frame.tsx";
import { refusedWith } from "./refused.ts";

export async function loader({ context, params, request }: LoadArgs) {
  const { call } = pageOf(context);
  const [place, kinds] = await Promise.all([
    call(deskPlace, { params: { id: params.id ?? "" }, query: {} }),
    call(listKinds, {}),
  ]);
  return { place, kinds: kinds.items, done: doneIn(request) };
}

export async function action({ context, params, request }: ActArgs) {
  const { call } = pageOf(context);
  const form = await request.formData();
  const id = params.id ?? "";
  const attempt = attemptIn(form);
  const changes = factsIn(form);
  const outsideCity = outsideCityIn(form);
  const reason = said(form, "reason");
  const body = { ...attempt, changes, outsideCity, ...(reason && { reason }) };
  try {
    const { waits } = await call(changePlace, { params: { id }, body }, keyOf(form));
    if (waits) return redirect(`/desk/places/${id}/publishing?change=asked`);
  } catch (error) {
    return refusedWith(error, { attempt, changes, outsideCity, reason });
  }
  return redirect(`/desk/places/${id}?saved`);
}

/** What the register says of a place: name, kind, where it is, how one gets in. */
export default function DeskPlaceFacts({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const t = useText();
  const { place, kinds, done } = loaderData;
  const problem = actionData?.problem;
  const attempt = actionData
    ? nextAttempt(actionData.draft.attempt, actionData.problem)
    : { version: place.version };
  const facts = { ...place.facts, ...actionData?.draft.changes };
  const kindName = kinds.find(({ code }) => code === place.facts.kind)?.says ?? place.facts.kind;
  const keeps = place.can.includes("change");
  const answers = place.can.includes("answer-for");
  return (
    <DeskFrame place={place} tab="facts" done={actionData ? null : done}>
      {place.endedOn && (
        <Notice kind="attention" title={t("place.desk.ended", { day: day(place.endedOn) })} />
      )}
      {keeps || answers ? (
        <Form problem={problem} label={t("place.desk.tab.facts")}>
          <AttemptFields attempt={attempt} />
          {answers ? (
            <IdentityFields facts={facts} kinds={kinds} problem={problem} />
          ) : (
            <Notice title={t("place.desk.answered")} />
          )}
          {answers && place.state === "published" && (
            <Field
              name="reason"
              label={t("publishing.reason")}
              hint={t("publishing.reason.hint", { what: t("place.desk.answered.hint") })}
              value={actionData?.draft.reason}
              problem={problem}
              optional
            />
          )}
          {keeps && (
            <FactFields facts={facts} problem={problem} outsideCity={actionData?.draft.outsideCity} />
          )}
          <Button>{t("place.desk.save")}</Button>
        </Form>
      ) : (
        <ReadOnly place={place} />
      )}
      <Facts
        items={[
          ...(answers
            ? []
            : [
                { term: t("place.name"), value: place.facts.name },
                { term: t("place.kind"), value: kindName },
                { term: t("place.level"), value: t(`place.level.${place.facts.level}`) },
              ]),
          { term: t("place.organisation"), value: place.organisation.name },
          { term: t("place.division"), value: place.division.name },
          { term: t("place.desk.since"), value: t.formats.fullDayText(day(place.since)) },
        ]}
      />
    </DeskFrame>
  );
}
