import { redirect } from "react-router";
import { Button, ButtonLink } from "#web/kit/button.tsx";
import { Select } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Table } from "#web/kit/list.tsx";
import { Empty } from "#web/kit/notice.tsx";
import { optionsOf } from "#web/kit/options.ts";
import { Section, Trail } from "#web/kit/section.tsx";
import { ShellDesk } from "#web/kit/shell.desk.tsx";
import { day } from "#web/occasion.ts";
import { type ActArgs, formProblem, keyOf, type LoadArgs, type PageProps, pageOf, said } from "#web/page.ts";
import { usePage } from "#web/text.tsx";
import { createTouring, deskTourings } from "../../touring/contract.ts";
import { LegsTable } from "./legs-table.tsx";
import { TouringFields } from "./touring-fields.tsx";
import { touringFrom } from "./touring-form.ts";

export async function loader({ context }: LoadArgs) {
  return pageOf(context).call(deskTourings, {});
}

export async function action({ context, request }: ActArgs) {
  const form = await request.formData();
  try {
    const body = { organisationId: said(form, "organisationId"), touring: touringFrom(form) };
    const { id } = await pageOf(context).call(createTouring, { body }, keyOf(form));
    return redirect(`/desk/tourings/${id}?done`);
  } catch (error) {
    return formProblem(error, form);
  }
}

const usual = { "touring.betweenDays": "5", "touring.languages.zh": "yes" };

/** Tours at the desk: legs that go on, one's own exhibitions that can travel, those of other houses, and a new one. */
export default function DeskTourings({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { own, offered, legs, organisations } = loaderData;
  const { text: t } = usePage();
  const tried = { problem: actionData?.problem, values: actionData?.values ?? {} };
  return (
    <ShellDesk
      title={t("touring.title")}
      section="events"
      actions={
        <ButtonLink kind="quiet" href="/desk/exchange-ledger">
          {t("ledger.title")}
        </ButtonLink>
      }
    >
      <div className="stack-wide">
        <Trail label={t("desk.trail")} items={[{ href: "/desk/events", label: t("desk.events.title") }]} />
        <Section title={t("touring.legs")}>
          {legs.length === 0 ? (
            <Empty title={t("touring.no-legs")}>{t("touring.no-legs.do")}</Empty>
          ) : (
            <LegsTable caption={t("touring.legs")} legs={legs} />
          )}
        </Section>
        <Section title={t("touring.offered-by-others")}>
          {offered.length === 0 ? (
            <p className="quiet">{t("touring.none-offered")}</p>
          ) : (
            <Table
              caption={t("touring.offered-by-others")}
              hideCaption
              columns={[
                { key: "title", label: t("touring.name") },
                { key: "owner", label: t("touring.owner") },
                { key: "crates", label: t("touring.crates"), numeric: true },
                { key: "metres", label: t("touring.wall-metres"), numeric: true },
                { key: "days", label: t("touring.lent") },
              ]}
              rows={offered.map((one) => ({
                key: one.id,
                cells: [
                  <a key="title" href={`/desk/tourings/${one.id}`} dir="auto">
                    {one.title}
                  </a>,
                  <bdi key="owner">{one.owner.name}</bdi>,
                  one.crates,
                  one.wallMetres,
                  one.lentThrough
                    ? t("touring.from-through", { from: day(one.lentFrom), through: day(one.lentThrough) })
                    : t("touring.from-on", { from: day(one.lentFrom) }),
                ],
              }))}
            />
          )}
        </Section>
        <Section title={t("touring.own")}>
          {own.length === 0 && <p className="quiet">{t("touring.none-own")}</p>}
          <ul className="plain stack-tight">
            {own.map(({ id, title, owner, offered: open }) => (
              <li key={id}>
                <a href={`/desk/tourings/${id}`} dir="auto">
                  {title}
                </a>{" "}
                <span className="quiet small">
                  <bdi>{owner.name}</bdi> · {t(open ? "touring.is-offered" : "touring.not-offered")}
                </span>
              </li>
            ))}
          </ul>
        </Section>
        {organisations.length > 0 && (
          <Section title={t("touring.new")}>
            <Form label={t("touring.new")} problem={tried.problem}>
              <Select
                name="organisationId"
                label={t("touring.owner")}
                value={tried.values.organisationId ?? organisations[0]?.id}
                options={optionsOf(organisations)}
                problem={tried.problem}
              />
              <TouringFields tried={tried} was={usual} />
              <Button>{t("touring.save-new")}</Button>
            </Form>
          </Section>
        )}
        <p>
          <a href="/tours">{t("touring.public-list")}</a>
        </p>
      </div>
    </ShellDesk>
  );
}
