import { Facts, Table } from "#web/kit/list.tsx";
import { Trail } from "#web/kit/section.tsx";
import { ShellDesk } from "#web/kit/shell.desk.tsx";
import { day } from "#web/occasion.ts";
import { type LoadArgs, type PageProps, pageOf } from "#web/page.ts";
import { useText } from "#web/text.tsx";
import { getSerial } from "../../../acquiring/serials/contract.ts";
import { useIssueName } from "./issue-name.ts";

export async function loader({ context, params }: LoadArgs) {
  return pageOf(context).call(getSerial, { params: { id: params.id ?? "" } });
}

/** A letter about the issues that have not come. */
export default function DeskSerialClaim({ loaderData: serial }: PageProps<typeof loader>) {
  const t = useText();
  const nameOf = useIssueName();
  const late = serial.issues.filter(({ state }) => state === "late" || state === "claimed");
  const title = t("serial.letter.title", { title: serial.title });
  return (
    <ShellDesk title={title} section="library" organisation={serial.organisation.name}>
      <div className="stack">
        <Trail
          label={t("acquiring.title")}
          items={[{ href: `/desk/acquiring/serials/${serial.id}`, label: serial.title }]}
        />
        <p>
          <print-page>{t("new-books.print")}</print-page>
        </p>
        <Facts
          items={[
            { term: t("order.to"), value: <bdi>{serial.supplier ?? "–"}</bdi> },
            { term: t("order.house"), value: <bdi>{serial.organisation.name}</bdi> },
            { term: t("shelf.place"), value: <bdi>{serial.place.name}</bdi> },
          ]}
        />
        <p className="lead">{t("serial.letter.text", { title: serial.title, count: late.length })}</p>
        <Table
          caption={title}
          hideCaption
          columns={[
            { key: "issue", label: t("serial.issue") },
            { key: "due", label: t("order.due") },
          ]}
          rows={late.map((one) => ({
            key: `${one.year} ${one.number}`,
            cells: [nameOf(one), t.formats.fullDayText(day(one.dueOn))],
          }))}
        />
      </div>
    </ShellDesk>
  );
}
