import { redirect } from "react-router";
import { Button } from "#web/kit/button.tsx";
import { DateField, Field, Select } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Notice } from "#web/kit/notice.tsx";
import { Section, Trail } from "#web/kit/section.tsx";
import { ShellDesk } from "#web/kit/shell.desk.tsx";
import { day } from "#web/occasion.ts";
import { type ActArgs, formProblem, keyOf, type LoadArgs, type PageProps, pageOf, said } from "#web/page.ts";
import { usePage } from "#web/text.tsx";
import { createSeries, editSeries } from "../desk/contract.ts";
import { getDeskSeries, nextEdition } from "../series/contract.ts";
import { SeriesFields } from "./series-fields.tsx";
import { seriesFrom, seriesValues } from "./series-form.ts";

export async function loader({ context, params, request }: LoadArgs) {
  const series = await pageOf(context).call(getDeskSeries, { params: { id: params.id ?? "" } });
  return { series, done: new URL(request.url).searchParams.get("done") };
}

export async function action({ context, params, request }: ActArgs) {
  const { call } = pageOf(context);
  const form = await request.formData();
  const of = { params: { id: params.id ?? "" } };
  const text = (name: string) => said(form, name);
  const key = keyOf(form);
  try {
    switch (form.get("do")) {
      case "next": {
        const body = { name: text("name"), startsOn: text("startsOn"), endsOn: text("endsOn") || null };
        return redirect(`/desk/series/${(await call(nextEdition, { ...of, body }, key)).id}?done=begun`);
      }
      case "part": {
        const { level, organisationId } = await call(getDeskSeries, of);
        const part =
          text("level") === "edition" && level === "series" ? ("edition" as const) : ("theme" as const);
        const body = { organisationId, level: part, parentId: of.params.id, series: seriesFrom(form) };
        return redirect(`/desk/series/${(await call(createSeries, { body }, key)).id}?done=begun`);
      }
      default: {
        const { series } = await call(getDeskSeries, of);
        const body = { version: Number(form.get("version")), series: seriesFrom(form, series) };
        await call(editSeries, { ...of, body }, key);
        return redirect(`/desk/series/${of.params.id}?done=saved`);
      }
    }
  } catch (error) {
    return formProblem(error, form);
  }
}

// texts: series.level.* desk.series.done.*
/** A brand series, edition or theme at the desk: its words and days, its parts, and the next edition. */
export default function DeskSeries({
  loaderData: { series, done },
  actionData,
}: PageProps<typeof loader, typeof action>) {
  const { text: t } = usePage();
  const tried = actionData?.values ?? {};
  const problemOf = (what: string) => (tried.do === what ? actionData?.problem : undefined);
  const mayEdit = series.can.includes("edit");
  const values = (what: string, usual: Record<string, string>) => (tried.do === what ? tried : usual);
  return (
    <ShellDesk title={series.series.name} section="events">
      <div className="stack-wide">
        <Trail
          label={t("desk.trail")}
          items={[
            { href: "/desk/series", label: t("desk.series.title") },
            ...series.above.map(({ id, name }) => ({ href: `/desk/series/${id}`, label: name })),
          ]}
        />
        {done && !actionData && (
          <Notice kind="done" live title={t(`desk.series.done.${done === "begun" ? "begun" : "saved"}`)} />
        )}
        <p>
          {t(`series.level.${series.level}`)} ·{" "}
          <a href={`/series/${series.id}`}>{t("desk.event.public-page")}</a>
        </p>
        {!mayEdit && <p className="text">{series.series.summary}</p>}
        {series.below.length > 0 && (
          <Section title={t("series.below")}>
            <ul className="plain stack-tight">
              {series.below.map((one) => (
                <li key={one.id} className="row">
                  <a href={`/desk/series/${one.id}`}>{one.name}</a>
                  {one.startsOn && (
                    <span className="quiet small">{t.formats.dayText(day(one.startsOn))}</span>
                  )}
                </li>
              ))}
            </ul>
          </Section>
        )}
        {mayEdit && (
          <Section title={t("desk.event.edit")} id="edit">
            <Form label={t("desk.event.edit")} problem={problemOf("edit")}>
              <input type="hidden" name="do" value="edit" />
              <input type="hidden" name="version" value={series.version} />
              <SeriesFields
                values={values("edit", seriesValues(series.series))}
                problem={problemOf("edit")}
              />
              <Button>{t("desk.event.save")}</Button>
            </Form>
          </Section>
        )}
        {mayEdit && series.level === "series" && (
          <Section title={t("desk.series.next")} id="next">
            <p>{t("desk.series.next-hint")}</p>
            <Form label={t("desk.series.next")} problem={problemOf("next")}>
              <input type="hidden" name="do" value="next" />
              <Field
                name="name"
                label={t("desk.series.name")}
                hint={t("desk.series.next-name-hint")}
                value={values("next", {}).name}
                problem={problemOf("next")}
              />
              <div className="row">
                <DateField
                  name="startsOn"
                  label={t("desk.series.from")}
                  value={values("next", {}).startsOn ?? ""}
                  problem={problemOf("next")}
                />
                <DateField
                  name="endsOn"
                  label={t("desk.series.to")}
                  value={values("next", {}).endsOn ?? ""}
                  problem={problemOf("next")}
                  optional
                />
              </div>
              <Button>{t("desk.series.next-do")}</Button>
            </Form>
          </Section>
        )}
        {mayEdit && series.level !== "theme" && (
          <details open={tried.do === "part"}>
            <summary>{t("desk.series.part")}</summary>
            <Form label={t("desk.series.part")} problem={problemOf("part")}>
              <input type="hidden" name="do" value="part" />
              {series.level === "series" && (
                <Select
                  name="level"
                  label={t("desk.series.level")}
                  value={values("part", {}).level ?? "theme"}
                  options={(["theme", "edition"] as const).map((value) => ({
                    value,
                    label: t(`series.level.${value}`),
                  }))}
                />
              )}
              <SeriesFields values={values("part", {})} problem={problemOf("part")} />
              <Button>{t("desk.series.part-do")}</Button>
            </Form>
          </details>
        )}
      </div>
    </ShellDesk>
  );
}
