import type { AnswerOf } from "#contract";
import { Table } from "#web/kit/list.tsx";
import { Empty, Notice } from "#web/kit/notice.tsx";
import { Section } from "#web/kit/section.tsx";
import { type LoadArgs, type PageProps, pageOf } from "#web/page.ts";
import { useText } from "#web/text.tsx";
import { listPopulations } from "../../contract.ts";
import { NetworkFrame } from "./network-frame.tsx";

type Tables = AnswerOf<typeof listPopulations>;

export async function loader({ context }: LoadArgs) {
  return pageOf(context).call(listPopulations, { query: {} });
}

/** Whom the network is for: one table for each basis and year, side by side and never added. */
export default function DeskNetworkPeople({ loaderData }: PageProps<typeof loader>) {
  const t = useText();
  const { division, tables } = loaderData;
  return (
    <NetworkFrame view="people">
      {tables.length === 0 ? (
        <Empty title={t("network.people.none")}>{t("network.people.none.do")}</Empty>
      ) : (
        <>
          <Notice title={t("network.people.apart")}>
            <p>{t("network.people.apart.means")}</p>
          </Notice>
          <div className="beside">
            {tables.map((table) => (
              <PeopleTable key={`${table.basis} ${table.year}`} table={table} own={division.code} />
            ))}
          </div>
        </>
      )}
    </NetworkFrame>
  );
}

// texts: network.status.*

function PeopleTable({ table, own }: { table: Tables["tables"][number]; own: string }) {
  const t = useText();
  const title = t("network.people.basis", { basis: table.basisName, year: String(table.year) });
  const people = (count: number | null) => (count === null ? "—" : t.formats.numberText(count));
  const hasSum = table.sum.some((one) => one !== null);
  return (
    <Section title={title} note={t(`network.status.${table.status}`)}>
      <Table
        caption={title}
        hideCaption
        columns={[
          { key: "where", label: t("network.where") },
          ...table.columns.map((column) => ({
            key: `${column.banding} ${column.ageFrom}`,
            label: bandText(t, column),
            numeric: true as const,
          })),
        ]}
        rows={[
          ...table.rows.map(({ code, name, people: cells }) => ({
            key: code,
            cells: [code === own ? t("network.people.whole", { name }) : name, ...cells.map(people)],
          })),
          ...(hasSum ? [{ key: "sum", cells: [t("network.people.sum"), ...table.sum.map(people)] }] : []),
        ]}
      />
      <p className="quiet small" dir="auto">
        {t("network.people.sources", { sources: t.formats.listText(table.sources) })}
      </p>
    </Section>
  );
}

function bandText(
  t: ReturnType<typeof useText>,
  { banding, ageFrom, ageTo }: Tables["tables"][number]["columns"][number],
): string {
  if (banding === "all") return t("network.people.all-ages");
  return ageTo === null
    ? t("network.people.from-age", { from: ageFrom })
    : t("network.people.ages", { from: ageFrom, to: ageTo - 1 });
}
