import { redirect } from "react-router";
import { Select } from "#web/kit/field.tsx";
import { Table } from "#web/kit/list.tsx";
import { optionsOf } from "#web/kit/options.ts";
import { Trail } from "#web/kit/section.tsx";
import { ShellDesk } from "#web/kit/shell.desk.tsx";
import { day } from "#web/occasion.ts";
import { type ActArgs, formProblem, keyOf, type LoadArgs, type PageProps, pageOf, said } from "#web/page.ts";
import { usePage } from "#web/text.tsx";
import { SectionForm } from "#web/titled-form.tsx";
import { createSeries } from "../desk/contract.ts";
import { listDeskSeries } from "../series/contract.ts";
import { SeriesFields } from "./series-fields.tsx";
import { seriesFrom } from "./series-form.ts";

export function loader({ context }: LoadArgs) {
  return pageOf(context).call(listDeskSeries, {});
}

export async function action({ context, request }: ActArgs) {
  const form = await request.formData();
  try {
    const body = {
      organisationId: said(form, "organisationId"),
      level: "series" as const,
      parentId: null,
      series: seriesFrom(form),
    };
    const { id } = await pageOf(context).call(createSeries, { body }, keyOf(form));
    return redirect(`/desk/series/${id}?done=begun`);
  } catch (error) {
    return formProblem(error, form);
  }
}

// texts: series.level.*
/** The brand series of the city with their editions and themes; each leads to where it is edited. */
export default function DeskSeriesList({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { items, organisations } = loaderData;
  const { text: t } = usePage();
  const problem = actionData?.problem;
  const values = actionData?.values ?? {};
  const days = ({ startsOn, endsOn }: (typeof items)[number]) =>
    startsOn && endsOn
      ? t.formats.dayRangeText({ from: day(startsOn), through: day(endsOn) })
      : startsOn
        ? t.formats.dayText(day(startsOn))
        : "–";
  return (
    <ShellDesk title={t("desk.series.title")} section="events">
      <div className="stack">
        <Trail label={t("desk.trail")} items={[{ href: "/desk/events", label: t("desk.events.title") }]} />
        <Table
          caption={t("desk.series.title")}
          hideCaption
          columns={[
            { key: "name", label: t("desk.series.name") },
            { key: "level", label: t("desk.series.level") },
            { key: "days", label: t("desk.series.days") },
            { key: "events", label: t("desk.events.title"), numeric: true },
          ]}
          rows={items.map((one) => ({
            key: one.id,
            cells: [
              <a key="name" href={`/desk/series/${one.id}`} dir="auto">
                {one.name}
              </a>,
              t(`series.level.${one.level}`),
              days(one),
              one.events,
            ],
          }))}
        />
        {organisations.length > 0 && (
          <SectionForm title={t("desk.series.new")} id="new" problem={problem}>
            <Select
              name="organisationId"
              label={t("event.organiser")}
              value={values.organisationId ?? organisations[0]?.id}
              options={optionsOf(organisations)}
              problem={problem}
            />
            <SeriesFields values={values} problem={problem} />
          </SectionForm>
        )}
      </div>
    </ShellDesk>
  );
}
