import { redirect } from "react-router";
import { Notice } from "#web/kit/notice.tsx";
import { type ActArgs, formProblem, keyOf, type LoadArgs, type PageProps, pageOf, said } from "#web/page.ts";
import { NextSteps, PublishingHistory, Way } from "#web/publishing.tsx";
import { reasonFrom } from "#web/reason-field.tsx";
import { stepFrom } from "#web/step-form.ts";
import { useText } from "#web/text.tsx";
import { confirmChange, declineChange, deskPlace, placeSteps, stepPlace } from "../../contract.ts";
import { DeskFrame } from "./frame.tsx";
import { WaitingChange } from "./waiting-change.tsx";

export async function loader({ context, params, request }: LoadArgs) {
  const { call } = pageOf(context);
  const id = params.id ?? "";
  const [place, steps] = await Promise.all([
    call(deskPlace, { params: { id }, query: {} }),
    call(placeSteps, { params: { id } }),
  ]);
  const { searchParams } = new URL(request.url);
  return { place, steps, step: searchParams.get("step"), change: searchParams.get("change") };
}

export async function action({ context, params, request }: ActArgs) {
  const { call, city } = pageOf(context);
  const form = await request.formData();
  const id = params.id ?? "";
  const decided = said(form, "do");
  const body = stepFrom(form, city.zone);
  try {
    if (decided === "step") await call(stepPlace, { params: { id }, body }, keyOf(form));
    else {
      const change = { id, change: said(form, "change") };
      const reason = reasonFrom(form, "decline");
      if (decided === "confirm") await call(confirmChange, { params: change }, keyOf(form));
      else await call(declineChange, { params: change, body: reason ? { reason } : {} }, keyOf(form));
    }
  } catch (error) {
    return formProblem(error, form);
  }
  return redirect(
    `/desk/places/${id}/publishing?${decided === "step" ? `step=${body.step}` : `change=${decided}`}`,
  );
}

// texts: publishing.past.* invalid.place.no-* place.change.done.*

/** A place on its way to the public: where it stands, what is missing, what to do now, who did what. */
export default function DeskPlacePublishing({
  loaderData,
  actionData,
}: PageProps<typeof loader, typeof action>) {
  const t = useText();
  const { place, steps, step, change } = loaderData;
  const home = `/desk/places/${place.id}`;
  const wayTo = { address: `${home}#changes.address`, hours: `${home}/hours` };
  return (
    <DeskFrame place={place} tab="publishing">
      {step && !actionData && <Notice kind="done" live title={t(`publishing.past.${step}`)} />}
      {change && !actionData && <Notice kind="done" live title={t(`place.change.done.${change}`)} />}
      {steps.waiting && (
        <WaitingChange
          waiting={steps.waiting}
          problem={actionData?.values.do === "step" ? undefined : actionData?.problem}
          values={actionData?.values ?? {}}
        />
      )}
      <Way thing={steps} />
      {steps.missing.length > 0 && steps.state !== "published" && (
        <Notice kind="attention" title={t("publishing.missing")}>
          <ul>
            {steps.missing.map(({ field, id }) => (
              <li key={id}>
                <a href={field === "hours" ? wayTo.hours : wayTo.address}>{t(`invalid.${id}`)}</a>
              </li>
            ))}
          </ul>
        </Notice>
      )}
      <NextSteps
        thing={steps}
        ready={steps.missing.length === 0}
        tried={{ problem: actionData?.problem, values: actionData?.values ?? {} }}
        withdrawHint={
          steps.coming.events > 0
            ? t("place.desk.withdraw-hint-coming", steps.coming)
            : t("place.desk.withdraw-hint")
        }
      />
      <PublishingHistory thing={steps} />
    </DeskFrame>
  );
}
