import { redirect } from "react-router";
import type { InputOf } from "#contract";
import { Button, ButtonLink } from "#web/kit/button.tsx";
import { Choice, Field } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Trail } from "#web/kit/section.tsx";
import { ShellPortal } from "#web/kit/shell.portal.tsx";
import { moment } from "#web/occasion.ts";
import { type ActArgs, formProblem, keyOf, type LoadArgs, type PageProps, pageOf, said } from "#web/page.ts";
import { usePage } from "#web/text.tsx";
import { getPlace, reportShut, shutReasons } from "../contract.ts";
import { clockOf } from "./desk/hours-form.ts";
import { instantText } from "./instant-text.ts";
import { openState } from "./open-state.ts";

export async function loader({ context, params }: LoadArgs) {
  return pageOf(context).call(getPlace, { params: { id: params.id ?? "" }, query: {} });
}

export async function action({ context, params, request }: ActArgs) {
  const { call, city } = pageOf(context);
  const form = await request.formData();
  const id = params.id ?? "";
  const time = said(form, "at");
  const day = said(form, "day");
  try {
    // One of the reasons offered; the operation refuses every other, and none.
    const reason = form.get("reason") as "locked" | null;
    const body = {
      ...(reason && { reason }),
      ...(time && { at: instantText(day, clockOf(time), city.zone) }),
    };
    await call(reportShut, { params: { id }, body: body as InputOf<typeof reportShut>["body"] }, keyOf(form));
  } catch (error) {
    return formProblem(error, form);
  }
  return redirect(`/places/${id}?thanks#openings`);
}

// texts: place.report.reason.*

/** Somebody came during posted hours and did not get in: one question, no account needed. */
export default function PlaceReport({
  loaderData: place,
  actionData,
}: PageProps<typeof loader, typeof action>) {
  const { text: t, city } = usePage();
  const problem = actionData?.problem;
  const values = actionData?.values ?? {};
  const state = openState(t, place.open);
  const home = `/places/${place.id}`;
  return (
    <ShellPortal title={t("place.report.title", { name: place.name })} section="places">
      <div className="stack">
        <Trail
          label={t("place.trail")}
          items={[
            { href: "/places", label: t("place.list.title") },
            { href: home, label: place.name },
          ]}
        />
        <h1>{t("place.report.heading")}</h1>
        <p>{t("place.report.posted", { name: place.name, state: state.word, at: moment(place.open.at) })}</p>
        <Form problem={problem} label={t("place.report.heading")}>
          <Choice
            name="reason"
            label={t("place.report.reason")}
            value={values.reason}
            options={shutReasons.map((reason) => ({
              value: reason,
              label: t(`place.report.reason.${reason}`),
            }))}
            problem={problem}
          />
          <input
            type="hidden"
            name="day"
            value={moment(place.open.at).toZonedDateTimeISO(city.zone).toPlainDate().toString()}
          />
          <Field
            name="at"
            inputMode="numeric"
            chars={6}
            label={t("place.report.at")}
            hint={t("place.report.at-hint")}
            value={values.at}
            problem={problem}
            optional
          />
          <p className="quiet small">{t("place.report.privacy")}</p>
          <p className="actions">
            <Button>{t("place.report.send")}</Button>
            <ButtonLink kind="link" href={home}>
              {t("place.report.back")}
            </ButtonLink>
          </p>
        </Form>
      </div>
    </ShellPortal>
  );
}
