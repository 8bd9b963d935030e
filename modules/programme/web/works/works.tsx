import { askedItem } from "#web/address.ts";
import { Tabs } from "#web/kit/list.tsx";
import { Empty } from "#web/kit/notice.tsx";
import { ShellPortal } from "#web/kit/shell.portal.tsx";
import { type LoadArgs, type PageProps, pageOf } from "#web/page.ts";
import { usePage } from "#web/text.tsx";
import { listWorks, workKinds } from "../../works/contract.ts";

export async function loader({ context, request }: LoadArgs) {
  const kind = askedItem({ context, request }, "kind", workKinds, (one) => one);
  const { items } = await pageOf(context).call(listWorks, { query: { ...(kind && { kind }) } });
  return { items, kind };
}

// texts: work.kind.*
/** Works of the city: what has been made here, newest first. */
export default function Works({ loaderData: { items, kind } }: PageProps<typeof loader>) {
  const { text: t } = usePage();
  return (
    <ShellPortal title={t("work.title")} section="events">
      <div className="stack-wide">
        <h1>{t("work.title")}</h1>
        <Tabs
          label={t("work.by-kind")}
          items={[
            { href: "/works", label: t("desk.events.all"), current: kind === null },
            ...workKinds.map((one) => ({
              href: `/works?kind=${one}`,
              label: t(`work.kind.${one}`),
              current: kind === one,
            })),
          ]}
        />
        {items.length === 0 ? (
          <Empty title={t("work.none")}>
            <a href="/events">{t("events.nothing.do")}</a>
          </Empty>
        ) : (
          <ul className="plain stack">
            {items.map((work) => (
              <li key={work.id}>
                <a href={`/works/${work.id}`} dir="auto">
                  {work.title}
                </a>{" "}
                <span className="quiet small">
                  {t(`work.kind.${work.kind}`)} · {work.year} · <bdi>{work.organisation.name}</bdi>
                </span>
              </li>
            ))}
          </ul>
        )}
      </div>
    </ShellPortal>
  );
}
