import { redirect } from "react-router";
import { Button } from "#web/kit/button.tsx";
import { Field } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Section, Trail } from "#web/kit/section.tsx";
import { ShellDesk } from "#web/kit/shell.desk.tsx";
import { type ActArgs, formProblem, keyOf, type LoadArgs, type PageProps, pageOf } from "#web/page.ts";
import { usePage } from "#web/text.tsx";
import { seatPlan, startSeatDraft } from "../seating/contract.ts";
import { WholeHall } from "./hall.tsx";

export async function loader({ context, params }: LoadArgs) {
  return { plan: await pageOf(context).call(seatPlan, { params: { planId: params.planId ?? "" } }) };
}

/** A version stands for good: what is to change is drawn as the next. */
export async function action({ context, params, request }: ActArgs) {
  const { call } = pageOf(context);
  const form = await request.formData();
  const planId = params.planId ?? "";
  try {
    const { placeId, spaceId } = await call(seatPlan, { params: { planId } });
    const { draftId } = await call(startSeatDraft, { body: { placeId, spaceId, planId } }, keyOf(form));
    return redirect(`/desk/seat-plans/drafts/${draftId}`);
  } catch (error) {
    return formProblem(error, form);
  }
}

export default function DeskSeatPlan({
  loaderData: { plan },
  actionData,
}: PageProps<typeof loader, typeof action>) {
  const { text: t } = usePage();
  const title = t("seat-plans.version", { name: plan.name, version: plan.version });
  const seats = plan.seats.map((seat) => ({ ...seat, state: "free" }));
  return (
    <ShellDesk title={title} section="events">
      <div className="stack-wide">
        <Trail label={t("desk.trail")} items={[{ href: "/desk/seat-plans", label: t("seat-plans.title") }]} />
        <p>{t("seat-plans.has", { seats: plan.seats.length })}</p>
        <WholeHall hall={{ ...plan, seats }} label={t("seats.whole", { name: plan.name })} />
        <Form label={t("seat-plans.next-version")} problem={actionData?.problem}>
          <p className="quiet">{t("seat-plans.stands")}</p>
          <Button kind="quiet">{t("seat-plans.next-version")}</Button>
        </Form>
        <Section title={t("seat-plans.json-of")} id="json">
          <Field name="json" label={t("seat-plans.json-of")} lines={6} value={plan.json} />
        </Section>
      </div>
    </ShellDesk>
  );
}
