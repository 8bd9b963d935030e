import { redirect } from "react-router";
import { Button } from "#web/kit/button.tsx";
import { DateField, Field, Select, TimeField } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Facts } from "#web/kit/list.tsx";
import { Section } from "#web/kit/section.tsx";
import { moment } from "#web/occasion.ts";
import { type ActArgs, formProblem, keyOf, type LoadArgs, type PageProps, pageOf, said } from "#web/page.ts";
import { useText } from "#web/text.tsx";
import { SectionForm } from "#web/titled-form.tsx";
import { announceClosure, closureReasons, deskPlace, liftClosure } from "../../contract.ts";
import { closureText } from "../closure-text.ts";
import { instantText } from "../instant-text.ts";
import { DeskFrame, doneIn } from "./frame.tsx";

export async function loader({ context, params, request }: LoadArgs) {
  const place = await pageOf(context).call(deskPlace, { params: { id: params.id ?? "" }, query: {} });
  return { place, done: doneIn(request) };
}

export async function action({ context, params, request }: ActArgs) {
  const { call, city } = pageOf(context);
  const form = await request.formData();
  const id = params.id ?? "";
  const typed = (name: string) => said(form, name);
  const lifts = typed("lift");
  try {
    if (lifts !== "") await call(liftClosure, { params: { id, closure: lifts } }, keyOf(form));
    else {
      const body = {
        startsAt: instantText(typed("startsAt"), typed("startsAt.time"), city.zone),
        endsAt: typed("endsAt") === "" ? null : instantText(typed("endsAt"), typed("endsAt.time"), city.zone),
        // One of the reasons offered; the operation refuses every other.
        reason: typed("reason") as (typeof closureReasons)[number],
        words: typed("words"),
      };
      await call(announceClosure, { params: { id }, body }, keyOf(form));
    }
  } catch (error) {
    return formProblem(error, form);
  }
  return redirect(`/desk/places/${id}/closures?${lifts === "" ? "closed" : "lifted"}`);
}

// texts: place.closure.*

/** Closed against the posted hours: what is announced, and announcing more. */
export default function DeskPlaceClosures({
  loaderData,
  actionData,
}: PageProps<typeof loader, typeof action>) {
  const t = useText();
  const { place, done } = loaderData;
  const problem = actionData?.problem;
  const values = actionData?.values ?? {};
  return (
    <DeskFrame place={place} tab="closures" done={actionData ? null : done}>
      <Section title={t("place.desk.closures.announced")}>
        {place.closures.length === 0 ? (
          <p className="quiet">{t("place.desk.closures.none")}</p>
        ) : (
          <Facts
            items={place.closures.map((closure) => ({
              key: closure.id,
              term: t(`place.closure.${closure.reason}`),
              value: (
                <>
                  <p>{closureText(t, closure)}</p>
                  {closure.words && <p dir="auto">{closure.words}</p>}
                  {place.can.includes("close") && (
                    <Form label={t("place.desk.closures.lift-one", { from: moment(closure.startsAt) })}>
                      <input type="hidden" name="lift" value={closure.id} />
                      <Button kind="link">{t("place.desk.closures.lift")}</Button>
                    </Form>
                  )}
                </>
              ),
            }))}
          />
        )}
      </Section>
      {place.can.includes("close") && (
        <SectionForm
          title={t("place.desk.closures.add")}
          note={t("place.desk.closures.add-note")}
          problem={problem}
        >
          <DateField
            name="startsAt"
            label={t("place.desk.closures.from")}
            value={values.startsAt}
            problem={problem}
          />
          <TimeField
            name="startsAt.time"
            label={t("place.desk.closures.from-time")}
            hint={t("place.desk.closures.time-hint")}
            value={values["startsAt.time"]}
            optional
          />
          <DateField
            name="endsAt"
            label={t("place.desk.closures.to")}
            hint={t("place.desk.closures.to-hint")}
            value={values.endsAt}
            problem={problem}
            optional
          />
          <TimeField
            name="endsAt.time"
            label={t("place.desk.closures.to-time")}
            value={values["endsAt.time"]}
            optional
          />
          <Select
            name="reason"
            label={t("place.desk.closures.reason")}
            value={values.reason ?? "repair"}
            options={closureReasons.map((reason) => ({
              value: reason,
              label: t(`place.closure.${reason}`),
            }))}
            problem={problem}
          />
          <Field
            name="words"
            label={t("place.desk.closures.words")}
            hint={t("place.desk.closures.words-hint")}
            lines={3}
            value={values.words}
            problem={problem}
            optional
          />
        </SectionForm>
      )}
    </DeskFrame>
  );
}
