import { Code } from "#web/kit/qr.tsx";
import { Trail } from "#web/kit/section.tsx";
import { ShellDesk } from "#web/kit/shell.desk.tsx";
import { type LoadArgs, type PageProps, pageOf } from "#web/page.ts";
import { usePage } from "#web/text.tsx";
import { deskGuide } from "../../exhibition/audio/contract.ts";

export async function loader({ context, params }: LoadArgs) {
  const id = params.id ?? "";
  return { id, guide: await pageOf(context).call(deskGuide, { params: { id } }) };
}

/** Labels to print and put beside the things: the number, the title, and a code that leads to the stop. */
export default function DeskSheet({ loaderData: { id, guide } }: PageProps<typeof loader>) {
  const { text: t, city } = usePage();
  return (
    <ShellDesk title={t("guide.sheet")} section="events">
      <div className="stack-wide">
        <div className="row screen-only">
          <Trail
            label={t("desk.trail")}
            items={[
              { href: `/desk/events/${id}`, label: guide.title },
              { href: `/desk/guides/${id}`, label: t("guide.desk") },
            ]}
          />
          <print-page>{t("poster.print")}</print-page>
        </div>
        <ul className="paper plain guide-labels" aria-label={t("guide.stops")}>
          {guide.stops.map(({ number, text }) => (
            <li key={number} className="guide-label">
              <Code text={`${city.url}/events/${id}/guide/${number}`} label={t("guide.code", { number })} />
              <p className="guide-label-number figures">{number}</p>
              <p dir="auto">{text.title}</p>
              <p className="quiet small">{t("guide.scan")}</p>
            </li>
          ))}
        </ul>
      </div>
    </ShellDesk>
  );
}
