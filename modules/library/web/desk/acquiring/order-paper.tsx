import { Facts, Table } from "#web/kit/list.tsx";
import { Trail } from "#web/kit/section.tsx";
import { ShellDesk } from "#web/kit/shell.desk.tsx";
import { day, moment } from "#web/occasion.ts";
import { type LoadArgs, type PageProps, pageOf } from "#web/page.ts";
import { useText } from "#web/text.tsx";
import { getOrder } from "../../../acquiring/orders/contract.ts";
import { yuanText } from "../yuan.ts";

export async function loader({ context, params, request }: LoadArgs) {
  const order = await pageOf(context).call(getOrder, { params: { id: params.id ?? "" } });
  return { order, isClaim: new URL(request.url).searchParams.has("claim") };
}

/** An order on paper: what is ordered, or in a letter what has not come. */
export default function DeskOrderPaper({ loaderData: { order, isClaim } }: PageProps<typeof loader>) {
  const t = useText();
  const lines = isClaim ? order.lines.filter(({ copies, received }) => received < copies) : order.lines;
  const count = (line: (typeof lines)[number]) => (isClaim ? line.copies - line.received : line.copies);
  const title = t(isClaim ? "order.claim.title" : "order.of", { number: order.number });
  return (
    <ShellDesk title={title} section="library" organisation={order.organisation.name}>
      <div className="stack">
        <Trail
          label={t("acquiring.title")}
          items={[
            {
              href: `/desk/acquiring/orders/${order.id}`,
              label: t("order.of", { number: order.number }),
            },
          ]}
        />
        <p>
          <print-page>{t("new-books.print")}</print-page>
        </p>
        <Facts
          items={[
            { term: t("order.to"), value: <bdi>{order.supplier?.name ?? "–"}</bdi> },
            ...(order.supplier?.contact
              ? [{ term: t("supplier.contact"), value: <bdi>{order.supplier.contact}</bdi> }]
              : []),
            { term: t("order.house"), value: <bdi>{order.organisation.name}</bdi> },
            { term: t("order.made"), value: t.formats.momentText(moment(order.madeAt)) },
          ]}
        />
        {isClaim && (
          <p className="lead">
            {t("order.claim.letter", {
              number: order.number,
              due: order.dueOn ? day(order.dueOn) : "",
              nth: order.claims,
            })}
          </p>
        )}
        <Table
          caption={title}
          hideCaption
          columns={[
            { key: "title", label: t("wish.book-title"), prose: true },
            { key: "author", label: t("wish.author"), prose: true },
            { key: "publisher", label: t("wish.publisher"), prose: true },
            { key: "isbn", label: "ISBN" },
            { key: "copies", label: t(isClaim ? "order.missing-copies" : "order.copies"), numeric: true },
            { key: "price", label: t("order.price"), numeric: true },
            { key: "sum", label: t("order.sum"), numeric: true },
            { key: "place", label: t("shelf.place") },
          ]}
          rows={lines.map((line) => ({
            key: String(line.id),
            cells: [
              <bdi key="title">{line.title}</bdi>,
              <bdi key="author">{line.author || "–"}</bdi>,
              <bdi key="publisher">{line.publisher || "–"}</bdi>,
              <bdi key="isbn">{line.isbn ?? "–"}</bdi>,
              t.formats.numberText(count(line)),
              yuanText(t, line.priceFen),
              yuanText(t, count(line) * line.unitFen),
              <bdi key="place">{line.place.name}</bdi>,
            ],
          }))}
        />
        <p>
          {t("order.paper.sum", {
            copies: lines.reduce((all, line) => all + count(line), 0),
            sum: yuanText(
              t,
              lines.reduce((all, line) => all + count(line) * line.unitFen, 0),
            ),
          })}
        </p>
      </div>
    </ShellDesk>
  );
}
