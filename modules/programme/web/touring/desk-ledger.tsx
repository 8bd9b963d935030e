import { askedNumber } from "#web/address.ts";
import { Button, ButtonLink } from "#web/kit/button.tsx";
import { Select } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Table } from "#web/kit/list.tsx";
import { Empty } from "#web/kit/notice.tsx";
import { optionsOf } from "#web/kit/options.ts";
import { Section, Trail } from "#web/kit/section.tsx";
import { ShellDesk } from "#web/kit/shell.desk.tsx";
import { day } from "#web/occasion.ts";
import { type LoadArgs, type PageProps, pageOf } from "#web/page.ts";
import { usePage } from "#web/text.tsx";
import { exchangeLedger, type Ledger } from "../../touring/contract.ts";

const yearsBack = 5;

export async function loader({ context, request }: LoadArgs) {
  const { call, city } = pageOf(context);
  const year = askedNumber({ context, request }, "year");
  const organisation = new URL(request.url).searchParams.get("organisation");
  const ledger = await call(exchangeLedger, {
    query: { ...(organisation && { organisation }), ...(year !== null && { year }) },
  });
  const now = Number(city.today.slice(0, 4));
  const years = Array.from({ length: yearsBack }, (_, back) => now - back);
  return { ledger, years: years.includes(ledger.year) ? years : [ledger.year, ...years] };
}

// texts: ledger.what.* ledger.column.*
/** What a house lent to others and had from them in a year. */
export default function DeskLedger({ loaderData: { ledger, years } }: PageProps<typeof loader>) {
  const { text: t } = usePage();
  const { organisation, organisations, year, loans, uses } = ledger;
  const hours = (minutes: number) => t("ledger.hours", { hours: Math.round(minutes / 6) / 10 });
  return (
    <ShellDesk
      title={t("ledger.title")}
      section="events"
      organisation={organisation.name}
      actions={
        <ButtonLink
          kind="quiet"
          href={`/api/desk/exchange-ledger.csv?organisation=${organisation.id}&year=${year}`}
          download
        >
          {t("ledger.take")}
        </ButtonLink>
      }
    >
      <div className="stack-wide">
        <Trail label={t("desk.trail")} items={[{ href: "/desk/tourings", label: t("touring.title") }]} />
        <Form method="get" label={t("ledger.which")}>
          <Select
            name="organisation"
            label={t("ledger.house")}
            value={organisation.id}
            options={optionsOf(organisations)}
          />
          <Select
            name="year"
            label={t("ledger.year")}
            value={String(year)}
            options={years.map((one) => ({ value: String(one), label: String(one) }))}
          />
          <Button kind="quiet">{t("ledger.show")}</Button>
        </Form>
        <Section title={t("ledger.balance")} note={t("ledger.balance-note")}>
          <Balance ledger={ledger} />
        </Section>
        <Section title={t("ledger.loans")} note={t("ledger.loans-note")}>
          {loans.length === 0 ? (
            <Empty title={t("ledger.no-loans")}>
              <a href="/desk/tourings">{t("touring.title")}</a>
            </Empty>
          ) : (
            <Table
              caption={t("ledger.loans")}
              hideCaption
              columns={[
                { key: "title", label: t("touring.name") },
                { key: "lender", label: t("ledger.column.lender") },
                { key: "borrower", label: t("ledger.column.borrower") },
                { key: "days", label: t("ledger.column.there") },
                { key: "count", label: t("ledger.column.days"), numeric: true },
                { key: "visits", label: t("ledger.column.visits"), numeric: true },
                { key: "reported", label: t("ledger.column.reported"), numeric: true },
              ]}
              rows={loans.map((loan) => ({
                key: loan.legId,
                cells: [
                  <a key="title" href={`/desk/tour-legs/${loan.legId}`} dir="auto">
                    {loan.title}
                  </a>,
                  <bdi key="lender">{loan.lender.name}</bdi>,
                  <bdi key="borrower">{loan.borrower.name}</bdi>,
                  loan.through
                    ? t("touring.from-through", { from: day(loan.from), through: day(loan.through) })
                    : t("ledger.since", { from: day(loan.from) }),
                  loan.days,
                  loan.visits,
                  loan.reported,
                ],
              }))}
            />
          )}
        </Section>
        <Section title={t("ledger.uses")} note={t("ledger.uses-note")}>
          {uses.length === 0 ? (
            <p className="quiet">{t("ledger.no-uses")}</p>
          ) : (
            <Table
              caption={t("ledger.uses")}
              hideCaption
              columns={[
                { key: "name", label: t("ledger.column.name") },
                { key: "what", label: t("ledger.column.what") },
                { key: "lender", label: t("ledger.column.lender") },
                { key: "borrower", label: t("ledger.column.borrower") },
                { key: "times", label: t("ledger.column.times"), numeric: true },
                { key: "hours", label: t("ledger.column.hours"), numeric: true },
              ]}
              rows={uses.map((use) => ({
                key: `${use.what} ${use.name} ${use.borrower.id}`,
                cells: [
                  <bdi key="name">{use.name}</bdi>,
                  t(`ledger.what.${use.what}`),
                  <bdi key="lender">{use.lender.name}</bdi>,
                  <bdi key="borrower">{use.borrower.name}</bdi>,
                  use.times,
                  hours(use.minutes),
                ],
              }))}
            />
          )}
        </Section>
      </div>
    </ShellDesk>
  );
}

/** What was lent beside what was had, a line for each thing that is counted; people at the door and people reported are never added up. */
function Balance({ ledger: { lent, borrowed } }: { ledger: Ledger }) {
  const { text: t } = usePage();
  const hours = (minutes: number) => t("ledger.hours", { hours: Math.round(minutes / 6) / 10 });
  const lines = [
    { key: "exhibitions", lent: lent.exhibitions, borrowed: borrowed.exhibitions },
    { key: "days", lent: lent.days, borrowed: borrowed.days },
    { key: "visits", lent: lent.visits, borrowed: borrowed.visits },
    { key: "reported", lent: lent.reported, borrowed: borrowed.reported },
    { key: "rooms", lent: hours(lent.roomMinutes), borrowed: hours(borrowed.roomMinutes) },
    { key: "things", lent: hours(lent.thingMinutes), borrowed: hours(borrowed.thingMinutes) },
    { key: "teachers", lent: hours(lent.teacherMinutes), borrowed: hours(borrowed.teacherMinutes) },
  ];
  // texts: ledger.line.*
  return (
    <Table
      caption={t("ledger.balance")}
      hideCaption
      columns={[
        { key: "what", label: t("ledger.column.what") },
        { key: "lent", label: t("ledger.lent"), numeric: true },
        { key: "borrowed", label: t("ledger.borrowed"), numeric: true },
      ]}
      rows={lines.map((line) => ({
        key: line.key,
        cells: [t(`ledger.line.${line.key}`), line.lent, line.borrowed],
      }))}
    />
  );
}
