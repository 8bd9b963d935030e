import { Table } from "#web/kit/list.tsx";
import { Section, Trail } from "#web/kit/section.tsx";
import { ShellDesk } from "#web/kit/shell.desk.tsx";
import { day as dayIn } from "#web/occasion.ts";
import { type LoadArgs, type PageProps, pageOf } from "#web/page.ts";
import { useText } from "#web/text.tsx";
import { deliveries } from "../../../circulation/delivery/contract.ts";
import { ToPack } from "./deliveries.tsx";
import css from "./labels.css?url";

export const links = () => [{ rel: "stylesheet", href: css }];

export async function loader({ context, request }: LoadArgs) {
  const { searchParams } = new URL(request.url);
  const [place, day] = [searchParams.get("place"), searchParams.get("day")];
  return pageOf(context).call(deliveries, { query: { ...(place && { place }), ...(day && { day }) } });
}

/** On paper: what is to be found, a label for each bag that says nothing of who reads what, and the round with its doors. */
export default function DeliveryPaper({ loaderData }: PageProps<typeof loader>) {
  const { place, day, toPack, bags } = loaderData;
  const t = useText();
  const title = t("delivery.paper.title", { day: dayIn(day) });
  const going = bags.filter(({ state }) => state === "open" || state === "packed" || state === "out");
  return (
    <ShellDesk title={title} section="till" {...(place && { organisation: place.name })}>
      <div className="stack">
        <Trail
          label={title}
          items={[
            {
              href: `/desk/lending/deliveries?place=${place?.id ?? ""}&day=${day}`,
              label: t("lending.way.deliveries"),
            },
          ]}
        />
        <p>
          <print-page>{t("book-hold.print")}</print-page>
        </p>
        {toPack.length > 0 && (
          <Section title={t("delivery.to-pack")}>
            <ToPack toPack={toPack} />
          </Section>
        )}
        {going.length === 0 ? (
          <p className="quiet">{t("delivery.bags.none")}</p>
        ) : (
          <>
            <Section title={t("delivery.paper.labels")}>
              <ul className="plain bag-labels">
                {going.map((bag) => (
                  <li key={bag.id}>
                    <strong>{t("delivery.bag", { number: bag.number, initial: bag.initial })}</strong>
                    <span>{t.formats.dayText(dayIn(bag.day))}</span>
                    <span>{t("delivery.bag.books", { books: bag.copies.length })}</span>
                    <span>{place?.name}</span>
                  </li>
                ))}
              </ul>
            </Section>
            <Section title={t("delivery.paper.round")}>
              <Table
                caption={t("delivery.paper.round")}
                hideCaption
                columns={[
                  { key: "number", label: t("book-hold.column.slot"), numeric: true },
                  { key: "name", label: t("delivery.name") },
                  { key: "phone", label: t("delivery.phone") },
                  { key: "address", label: t("delivery.address"), prose: true },
                  { key: "books", label: t("export.column.books"), numeric: true },
                  { key: "signed", label: t("delivery.paper.signed") },
                ]}
                rows={going.map((bag) => ({
                  key: bag.id,
                  cells: [
                    t.formats.numberText(bag.number),
                    <bdi key="name">{bag.contact?.name ?? bag.reader}</bdi>,
                    <bdi key="phone">{bag.contact?.phone ?? "–"}</bdi>,
                    <bdi key="address">{bag.contact?.address ?? "–"}</bdi>,
                    t.formats.numberText(bag.copies.length),
                    "",
                  ],
                }))}
              />
            </Section>
          </>
        )}
      </div>
    </ShellDesk>
  );
}
