import { redirect } from "react-router";
import { Button } from "#web/kit/button.tsx";
import { Select } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Empty, Notice } from "#web/kit/notice.tsx";
import { optionsOf } from "#web/kit/options.ts";
import { Section } from "#web/kit/section.tsx";
import { type ActArgs, keyOf, type LoadArgs, type PageProps, pageOf, said } from "#web/page.ts";
import { usePage } from "#web/text.tsx";
import { deskPlace, drawUpHandover, listHandovers, listOrganisations } from "../../contract.ts";
import { DeskFrame } from "./frame.tsx";
import { HandoverFields } from "./handover-fields.tsx";
import { handoverIn } from "./handover-form.ts";
import { HandoverRows } from "./handover-rows.tsx";
import { refusedWith } from "./refused.ts";

export async function loader({ context, params }: LoadArgs) {
  const { call } = pageOf(context);
  const id = params.id ?? "";
  const [place, { items }] = await Promise.all([
    call(deskPlace, { params: { id }, query: {} }),
    call(listHandovers, { query: { place: id } }),
  ]);
  const draws =
    place.can.includes("end") && items.every(({ state }) => state !== "open" && state !== "signed");
  const organisations = draws ? (await call(listOrganisations, { query: {} })).items : [];
  return { place, items, organisations: organisations.filter((one) => one.id !== place.organisation.id) };
}

export async function action({ context, params, request }: ActArgs) {
  const { call } = pageOf(context);
  const form = await request.formData();
  const draft = { ...handoverIn(form), toOrganisationId: said(form, "toOrganisationId") };
  let made: string;
  try {
    ({ id: made } = await call(
      drawUpHandover,
      { params: { id: params.id ?? "" }, body: draft },
      keyOf(form),
    ));
  } catch (error) {
    return refusedWith(error, draft);
  }
  return redirect(`/desk/handovers/${made}?drawn-up`);
}

/** Hand-overs of this place, and the form that draws up the next. Staff are named in the document, once it is there. */
export default function DeskPlaceHandover({
  loaderData,
  actionData,
}: PageProps<typeof loader, typeof action>) {
  const { text: t } = usePage();
  const { place, items, organisations } = loaderData;
  const draft = actionData?.draft ?? null;
  const problem = actionData?.problem;
  return (
    <DeskFrame place={place} tab="handover">
      {items.length > 0 && <HandoverRows items={items} />}
      {items.length === 0 && organisations.length === 0 && (
        <Empty title={t("handover.none")}>{t("handover.draw-up.who")}</Empty>
      )}
      {organisations.length > 0 && (
        <Section title={t("handover.draw-up")} id="draw-up">
          <Notice title={t("handover.draw-up.means")} />
          <Form problem={problem} label={t("handover.draw-up")}>
            <Select
              name="toOrganisationId"
              label={t("handover.to")}
              empty={t("place.desk.choose")}
              value={draft?.toOrganisationId}
              options={optionsOf(organisations)}
              problem={problem}
            />
            <HandoverFields draft={draft} candidates={null} problem={problem} />
            <Button>{t("handover.draw-up")}</Button>
          </Form>
        </Section>
      )}
    </DeskFrame>
  );
}
