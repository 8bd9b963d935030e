import { Button, ButtonLink } from "#web/kit/button.tsx";
import { Field, Select } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Tabs } from "#web/kit/list.tsx";
import { Empty } from "#web/kit/notice.tsx";
import { codeOptionsOf } from "#web/kit/options.ts";
import { ShellPortal } from "#web/kit/shell.portal.tsx";
import { day } from "#web/occasion.ts";
import { type LoadArgs, type PageProps, pageOf } from "#web/page.ts";
import { usePage } from "#web/text.tsx";
import { listFilters } from "../../places/contract.ts";
import { audiences, eventKinds, listEvents } from "../contract.ts";
import { type EventQuery, eventQuery, eventsHref } from "./event-query.ts";
import { EventDays } from "./rows.tsx";

const limit = 30;

export async function loader({ context, request }: LoadArgs) {
  const { call } = pageOf(context);
  const query = eventQuery(new URL(request.url).searchParams);
  const [page, { districts }] = await Promise.all([
    // The operation itself says what is wrong with a filter somebody wrote by hand.
    call(listEvents, { query: { ...query, limit } as never }),
    call(listFilters, {}),
  ]);
  return { query, page, districts: districts.map(({ code, name }) => ({ code, name })) };
}

/** The programme: now, today, the weekend, everything that comes; narrowed by one form. */
export default function Events({ loaderData: { query, page, districts } }: PageProps<typeof loader>) {
  const { text: t } = usePage();
  const windows = ["now", "today", "weekend", "coming"] as const;
  const when = query.day ? "day" : (query.when ?? "coming");
  const title = query.day
    ? t("events.on-day", { day: day(query.day) })
    : t(`events.title.${windows.find((name) => name === when) ?? "coming"}`);
  const narrowed = Boolean(query.division || query.audience || query.kind || query.q);
  return (
    <ShellPortal title={title} description={t("events.description")} section="events">
      <div className="stack">
        <h1>{title}</h1>
        <Tabs
          label={t("events.windows")}
          items={[
            ...windows.map((name) => ({
              href: eventsHref(query, { day: null, when: name === "coming" ? null : name }),
              label: t(`events.window.${name}`),
              current: when === name,
            })),
            {
              href: query.day ? `/calendar?month=${query.day.slice(0, 7)}` : "/calendar",
              label: t("events.window.calendar"),
            },
          ]}
        />
        <p className="small">
          <a href="/draws">{t("drawing.list")}</a>
        </p>
        <Filters query={query} districts={districts} narrowed={narrowed} />
        {page.items.length === 0 ? (
          <Nothing query={query} narrowed={narrowed} />
        ) : (
          <div>
            <EventDays items={page.items} />
          </div>
        )}
        <p className="row row-between">
          {page.next && (
            <ButtonLink kind="quiet" href={withCursor(eventsHref(query, {}), page.next)}>
              {t("events.more")}
            </ButtonLink>
          )}
          <a className="small" href="/series">
            {t("series.all")}
          </a>
          <a className="small" href="/tours">
            {t("tours.title")}
          </a>
          <a className="small" href="/works">
            {t("work.title")}
          </a>
          <a className="small" href="/api/events.ics">
            {t("events.subscribe")}
          </a>
          <a className="small" href="/open-data">
            {t("open.title")}
          </a>
        </p>
      </div>
    </ShellPortal>
  );
}

// texts: events.title.* events.window.*
function Nothing({ query, narrowed }: { query: EventQuery; narrowed: boolean }) {
  const { text: t } = usePage();
  return (
    <Empty title={t(narrowed ? "events.nothing-narrowed" : "events.nothing")}>
      {narrowed ? (
        <a href={eventsHref({ when: query.when, day: query.day }, {})}>{t("events.all-of-them")}</a>
      ) : (
        <a href="/events">{t("events.nothing.do")}</a>
      )}
    </Empty>
  );
}

// texts: event.kind.* audience.*
function Filters({
  query,
  districts,
  narrowed,
}: {
  query: EventQuery;
  districts: { code: string; name: string }[];
  narrowed: boolean;
}) {
  const { text: t } = usePage();
  return (
    <details open={narrowed}>
      <summary>{t("events.narrow")}</summary>
      <Form method="get" action="/events" label={t("events.narrow")}>
        {query.when && <input type="hidden" name="when" value={query.when} />}
        {query.day && <input type="hidden" name="day" value={query.day} />}
        <Field name="q" type="search" label={t("events.words")} value={query.q} optional />
        <Select
          name="kind"
          label={t("events.kind")}
          value={query.kind}
          empty={t("events.every-kind")}
          options={eventKinds.map((kind) => ({ value: kind, label: t(`event.kind.${kind}`) }))}
        />
        <Select
          name="audience"
          label={t("events.audience")}
          value={query.audience}
          empty={t("events.everybody")}
          options={audiences.map((audience) => ({ value: audience, label: t(`audience.${audience}`) }))}
        />
        <Select
          name="division"
          label={t("events.district")}
          value={query.division}
          empty={t("events.whole-city")}
          options={codeOptionsOf(districts)}
        />
        <p className="actions">
          <Button icon="search">{t("events.find")}</Button>
          {narrowed && (
            <ButtonLink kind="link" href={eventsHref({ when: query.when, day: query.day }, {})}>
              {t("events.all-of-them")}
            </ButtonLink>
          )}
        </p>
      </Form>
    </details>
  );
}

function withCursor(href: string, cursor: string): string {
  return `${href}${href.includes("?") ? "&" : "?"}cursor=${cursor}`;
}
