import { redirect } from "react-router";
import { Button } from "#web/kit/button.tsx";
import { Field, Select } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Empty } from "#web/kit/notice.tsx";
import { Section, Trail } from "#web/kit/section.tsx";
import { ShellDesk } from "#web/kit/shell.desk.tsx";
import { Listed } from "#web/listed.tsx";
import { moment } from "#web/occasion.ts";
import {
  type ActArgs,
  formProblem,
  keyOf,
  type LoadArgs,
  numberOf,
  type PageProps,
  pageOf,
  said,
} from "#web/page.ts";
import { usePage } from "#web/text.tsx";
import { seatPlans, startSeatDraft } from "../seating/contract.ts";
import { HouseChoice, housesAsked } from "./house-choice.tsx";

export async function loader(asked: LoadArgs) {
  const houses = await housesAsked(asked);
  const { call } = pageOf(asked.context);
  return {
    houses,
    plans: houses.chosen && (await call(seatPlans, { query: { organisation: houses.chosen.id } })),
  };
}

/** Starts a draft: an empty hall, or what a file says. */
export async function action({ context, request }: ActArgs) {
  const { call } = pageOf(context);
  const form = await request.formData();
  const [placeId = "", spaceId = ""] = said(form, "space").split(" ");
  const of = { placeId, spaceId };
  try {
    const json = String(form.get("json") ?? "");
    const hall = {
      name: said(form, "name"),
      width: numberOf(form, "width"),
      height: numberOf(form, "height"),
    };
    const body = form.get("do") === "import" ? { ...of, json } : { ...of, hall };
    const { draftId } = await call(startSeatDraft, { body }, keyOf(form));
    return redirect(`/desk/seat-plans/drafts/${draftId}`);
  } catch (error) {
    return formProblem(error, form);
  }
}

/** 座位图: the plans of an organisation's halls, those being drawn, and a new one. */
export default function DeskSeatPlans({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { houses, plans } = loaderData;
  const { text: t } = usePage();
  const title = t("seat-plans.title");
  if (!plans || !houses.chosen)
    return (
      <ShellDesk title={title} section="events">
        <Empty title={t("house-rules.nowhere")}>
          <a href="/desk">{t("desk.nav.today")}</a>
        </Empty>
      </ShellDesk>
    );
  const refused = actionData && "problem" in actionData ? actionData : null;
  const wrong = (what: string) => (refused?.values.do === what ? refused.problem : undefined);
  const values = refused?.values ?? {};
  const where = (one: (typeof plans.items)[number] | (typeof plans.drafts)[number]) =>
    [one.place?.name, one.space?.name].filter(Boolean).join(" · ");
  const space = (problem: ReturnType<typeof wrong>) => (
    <Select
      name="space"
      label={t("seat-plans.space")}
      value={values.space}
      options={plans.spaces.map(({ id, placeId, name }) => ({ value: `${placeId} ${id}`, label: name }))}
      problem={problem}
    />
  );
  return (
    <ShellDesk title={title} section="events" organisation={houses.chosen.name}>
      <div className="stack-wide">
        <Trail label={t("desk.trail")} items={[{ href: "/desk/events", label: t("desk.nav.events") }]} />
        <HouseChoice houses={houses} action="/desk/seat-plans" />
        <p>{t("seat-plans.lead")}</p>
        {plans.drafts.length > 0 && (
          <Section title={t("seat-plans.drafts")} id="drafts">
            <ul className="plain stack-tight">
              {plans.drafts.map((draft) => (
                <li key={draft.id}>
                  <a href={`/desk/seat-plans/drafts/${draft.id}`} dir="auto">
                    {draft.name}
                  </a>{" "}
                  <span className="quiet">
                    <bdi>{where(draft)}</bdi> · {t.formats.momentText(moment(draft.changedAt))}
                  </span>
                </li>
              ))}
            </ul>
          </Section>
        )}
        <Section title={t("seat-plans.standing")} id="plans">
          <Listed
            none={{ title: t("seat-plans.none"), do: t("seat-plans.none.do") }}
            caption={t("seat-plans.standing")}
            columns={[
              { key: "name", label: t("seat-plans.name") },
              { key: "where", label: t("seat-plans.where") },
              { key: "seats", label: t("seat-plans.seats"), numeric: true },
              { key: "made", label: t("seat-plans.made") },
            ]}
            rows={plans.items.map((plan) => ({
              key: plan.id,
              cells: [
                <a key="name" href={`/desk/seat-plans/${plan.id}`} dir="auto">
                  {t("seat-plans.version", { name: plan.name, version: plan.version })}
                </a>,
                <bdi key="where">{where(plan)}</bdi>,
                plan.seats,
                t.formats.momentText(moment(plan.madeAt)),
              ],
            }))}
          />
        </Section>
        {plans.spaces.length === 0 ? (
          <Empty title={t("seat-plans.no-space")}>
            <a href="/desk/places">{t("seat-plans.no-space.do")}</a>
          </Empty>
        ) : (
          <>
            <Section title={t("seat-plans.new")} id="new">
              <Form label={t("seat-plans.new")} problem={wrong("new")}>
                <input type="hidden" name="do" value="new" />
                {space(wrong("new"))}
                <Field
                  name="name"
                  label={t("seat-plans.hall-name")}
                  value={values.name}
                  problem={wrong("new")}
                />
                <Field
                  name="width"
                  type="number"
                  label={t("seat-plans.width")}
                  hint={t("seat-plans.width.hint")}
                  value={values.width ?? 2400}
                  chars={6}
                  problem={wrong("new")}
                />
                <Field
                  name="height"
                  type="number"
                  label={t("seat-plans.height")}
                  value={values.height ?? 2400}
                  chars={6}
                  problem={wrong("new")}
                />
                <Button>{t("seat-plans.new.do")}</Button>
              </Form>
            </Section>
            <Section title={t("seat-plans.import")} id="import">
              <Form label={t("seat-plans.import")} problem={wrong("import")}>
                <input type="hidden" name="do" value="import" />
                {space(wrong("import"))}
                <Field
                  name="json"
                  label={t("seat-plans.json")}
                  hint={t("seat-plans.json.hint")}
                  lines={8}
                  value={wrong("import") ? values.json : undefined}
                  problem={wrong("import")}
                />
                <Button kind="quiet">{t("seat-plans.import.do")}</Button>
              </Form>
            </Section>
          </>
        )}
      </div>
    </ShellDesk>
  );
}
