import { askedItem } from "#web/address.ts";
import { ButtonLink } from "#web/kit/button.tsx";
import { Table, Tabs } from "#web/kit/list.tsx";
import { Empty } from "#web/kit/notice.tsx";
import { ShellDesk } from "#web/kit/shell.desk.tsx";
import { State } from "#web/kit/state.tsx";
import { moment } from "#web/occasion.ts";
import { type LoadArgs, type PageProps, pageOf } from "#web/page.ts";
import { publishingStates } from "#web/publishing.tsx";
import { usePage } from "#web/text.tsx";
import { listDeskEvents } from "../desk/contract.ts";

const states = ["draft", "submitted", "checked", "approved", "published", "withdrawn"] as const;

export async function loader({ context, request }: LoadArgs) {
  const { call, actor } = pageOf(context);
  const search = new URL(request.url).searchParams;
  const state = askedItem({ context, request }, "state", states, (name) => name);
  const mine = search.has("mine");
  const cursor = search.get("cursor");
  const page = await call(listDeskEvents, {
    query: { ...(state && { state }), ...(mine && { mine }), ...(cursor && { cursor }) },
  });
  return { page, state, mine, writes: actor.can.some((role) => role === "editor" || role === "manager") };
}

// texts: publishing.state.* event.kind.*
/** Events of one's organisations: what waits for me first, then everything by state. */
export default function DeskEvents({ loaderData: { page, state, mine, writes } }: PageProps<typeof loader>) {
  const { text: t } = usePage();
  const here = state ? `?state=${state}&` : mine ? "?mine&" : "?";
  return (
    <ShellDesk
      title={t("desk.events.title")}
      section="events"
      actions={
        <>
          <ButtonLink kind="quiet" href="/desk/rules">
            {t("house-rules.title")}
          </ButtonLink>
          {writes && (
            <ButtonLink kind="quiet" href="/desk/seat-plans">
              {t("seat-plans.title")}
            </ButtonLink>
          )}
          <ButtonLink kind="quiet" href="/desk/draws">
            {t("drawing.desk")}
          </ButtonLink>
          <ButtonLink kind="quiet" href="/desk/permit-rules">
            {t("desk.permit-rules.title")}
          </ButtonLink>
          {writes && (
            <ButtonLink kind="quiet" href="/desk/exchange?table=events">
              {t("desk.events.exchange")}
            </ButtonLink>
          )}
          <ButtonLink kind="quiet" href="/desk/series">
            {t("desk.series.title")}
          </ButtonLink>
          <ButtonLink kind="quiet" href="/desk/tourings">
            {t("touring.title")}
          </ButtonLink>
          <ButtonLink kind="quiet" href="/desk/works">
            {t("work.register")}
          </ButtonLink>
          {writes && <ButtonLink href="/desk/events/new">{t("desk.events.new")}</ButtonLink>}
        </>
      }
    >
      <div className="stack">
        <Tabs
          label={t("desk.events.by-state")}
          items={[
            { href: "/desk/events", label: t("desk.events.all"), current: !state && !mine },
            { href: "/desk/events?mine", label: t("desk.events.mine"), current: mine },
            ...states.map((name) => ({
              href: `/desk/events?state=${name}`,
              label: t(`publishing.state.${name}`),
              current: state === name,
            })),
          ]}
        />
        {page.items.length === 0 ? (
          <Empty title={t(mine ? "desk.events.nothing-waits" : "desk.events.nothing")}>
            {writes && <a href="/desk/events/new">{t("desk.events.new")}</a>}
          </Empty>
        ) : (
          <Table
            caption={t("desk.events.title")}
            hideCaption
            columns={[
              { key: "title", label: t("desk.event.title") },
              { key: "state", label: t("desk.events.state") },
              { key: "organiser", label: t("event.organiser") },
              { key: "next", label: t("desk.events.next") },
              { key: "sessions", label: t("desk.events.sessions"), numeric: true },
              { key: "changed", label: t("desk.events.changed") },
            ]}
            rows={page.items.map((row) => ({
              key: row.id,
              cells: [
                <a key="title" href={`/desk/events/${row.id}`} dir="auto">
                  {row.title}
                </a>,
                row.cancelled ? (
                  <State key="state" kind="refused">
                    {t("admission.cancelled")}
                  </State>
                ) : (
                  <State key="state" kind={publishingStates[row.state] ?? "closed"}>
                    {t(`publishing.state.${row.state}`)}
                  </State>
                ),
                row.organiser.name,
                row.nextAt ? t.formats.momentText(moment(row.nextAt)) : "–",
                row.sessions,
                t.formats.momentText(moment(row.changedAt)),
              ],
            }))}
          />
        )}
        {page.next && (
          <p>
            <ButtonLink kind="quiet" href={`/desk/events${here}cursor=${page.next}`}>
              {t("events.more")}
            </ButtonLink>
          </p>
        )}
      </div>
    </ShellDesk>
  );
}
