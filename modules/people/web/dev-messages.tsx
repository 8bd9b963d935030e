import { Empty } from "#web/kit/notice.tsx";
import { ShellPortal } from "#web/kit/shell.portal.tsx";
import { moment } from "#web/occasion.ts";
import { type LoadArgs, type PageProps, pageOf } from "#web/page.ts";
import { usePage } from "#web/text.tsx";
import { shownMessages } from "../notices/contract.ts";

export function loader({ context }: LoadArgs) {
  return pageOf(context).call(shownMessages, {});
}

/** Demo only: the phone of everybody. New messages appear by themselves where script runs. */
export default function DevMessages({ loaderData: { items } }: PageProps<typeof loader>) {
  const { text: t } = usePage();
  return (
    <ShellPortal title={t("demo-messages.title")}>
      <div className="stack">
        <h1>{t("demo-messages.title")}</h1>
        <p className="lead">{t("demo-messages.lead")}</p>
        <live-parts every={10} />
        <div data-live="messages">
          {items.length === 0 ? (
            <Empty title={t("demo-messages.none")}>{t("demo-messages.none.do")}</Empty>
          ) : (
            <ul className="plain stack">
              {items.map((one) => (
                <li className="card stack-tight" key={one.id}>
                  <p className="row row-between quiet small">
                    <span className="figures">{one.address}</span>
                    <time dateTime={one.at}>{t.formats.momentText(moment(one.at))}</time>
                  </p>
                  <p>{one.text}</p>
                </li>
              ))}
            </ul>
          )}
        </div>
      </div>
    </ShellPortal>
  );
}
