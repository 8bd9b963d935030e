import { Button, ButtonLink } from "#web/kit/button.tsx";
import { Field, Select, Tick } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Tabs } from "#web/kit/list.tsx";
import { Empty } from "#web/kit/notice.tsx";
import { codeOptionsOf, optionsOf } from "#web/kit/options.ts";
import { ShellPortal } from "#web/kit/shell.portal.tsx";
import { type LoadArgs, type PageProps, pageOf } from "#web/page.ts";
import { usePage } from "#web/text.tsx";
import { listFilters } from "../../places/contract.ts";
import { courseKinds, listClasses, placesOfClasses } from "../contract.ts";
import { ClassRows } from "./rows.tsx";

const filters = ["q", "kind", "age", "evening", "weekend", "online", "division", "place", "open"] as const;
type Query = Partial<Record<(typeof filters)[number], string>>;

export async function loader({ context, request }: LoadArgs) {
  const { call } = pageOf(context);
  const search = new URL(request.url).searchParams;
  const query: Query = Object.fromEntries(
    filters.flatMap((name) => {
      const typed = search.get(name)?.trim();
      return typed ? [[name, typed]] : [];
    }),
  );
  const cursor = search.get("cursor");
  const [page, { items: places }, { districts }] = await Promise.all([
    call(listClasses, {
      // The operation itself says what is wrong with a filter somebody wrote by hand.
      query: {
        ...query,
        ...(query.age && { age: Number(query.age) }),
        ...(cursor && { cursor }),
        limit: 30,
      } as never,
    }),
    call(placesOfClasses, {}),
    call(listFilters, {}),
  ]);
  return {
    query,
    page,
    places: optionsOf(places),
    districts: codeOptionsOf(districts),
  };
}

/** What one can learn in the city: open now, in the evening, at the weekend, for an age. */
export default function Courses({ loaderData }: PageProps<typeof loader>) {
  const { query, page, places } = loaderData;
  const { text: t } = usePage();
  const place = places.find(({ value }) => value === query.place);
  const title = place ? t("courses.title-at", { place: place.label }) : t("courses.title");
  const windows = ["open", "evening", "weekend", "online"] as const;
  const narrowed = Boolean(query.q || query.kind || query.age || query.division || query.place);
  const only = (name: (typeof windows)[number] | null) =>
    hrefOf({ ...without(query), ...(name && { [name]: "yes" }) });
  return (
    <ShellPortal title={title} description={t("courses.description")} section="courses">
      <div className="stack">
        <h1>{title}</h1>
        <Tabs
          label={t("courses.windows")}
          items={[
            {
              href: only(null),
              label: t("courses.window.all"),
              current: windows.every((name) => !query[name]),
            },
            ...windows.map((name) => ({
              href: only(name),
              label: t(`courses.window.${name}`),
              current: query[name] !== undefined,
            })),
          ]}
        />
        <Filters {...loaderData} narrowed={narrowed} />
        {page.items.length === 0 ? (
          <Empty title={t(narrowed ? "courses.nothing-narrowed" : "courses.nothing")}>
            <a href="/courses">{t("courses.all")}</a>
          </Empty>
        ) : (
          <ClassRows label={title} items={page.items} />
        )}
        <p className="row row-between">
          {page.next && (
            <ButtonLink
              kind="quiet"
              href={`${hrefOf(query)}${hrefOf(query).includes("?") ? "&" : "?"}cursor=${page.next}`}
            >
              {t("courses.more")}
            </ButtonLink>
          )}
          <a className="small" href="/my/courses">
            {t("learning.title")}
          </a>
          <a className="small" href="/certificates">
            {t("certificate.verify")}
          </a>
          <a className="small" href="/teach">
            {t("teach.title")}
          </a>
        </p>
      </div>
    </ShellPortal>
  );
}

// texts: courses.window.* course.kind.*
function Filters({
  query,
  places,
  districts,
  narrowed,
}: Omit<PageProps<typeof loader>["loaderData"], "page"> & { narrowed: boolean }) {
  const { text: t } = usePage();
  return (
    <details open={narrowed}>
      <summary>{t("courses.narrow")}</summary>
      <Form method="get" action="/courses" label={t("courses.narrow")}>
        <Field name="q" type="search" label={t("courses.words")} value={query.q} optional />
        <Select
          name="kind"
          label={t("course.kind")}
          value={query.kind}
          empty={t("courses.every-kind")}
          options={courseKinds.map((kind) => ({ value: kind, label: t(`course.kind.${kind}`) }))}
        />
        <Select
          name="division"
          label={t("courses.district")}
          value={query.division}
          empty={t("courses.whole-city")}
          options={districts}
        />
        <Select
          name="place"
          label={t("courses.place")}
          value={query.place}
          empty={t("courses.every-place")}
          options={places}
        />
        <Field
          name="age"
          type="number"
          min={0}
          max={120}
          chars={4}
          unit={t("courses.years")}
          label={t("courses.age")}
          value={query.age}
          optional
        />
        <div className="row">
          {(["open", "evening", "weekend", "online"] as const).map((name) => (
            <Tick
              key={name}
              name={name}
              label={t(`courses.window.${name}`)}
              checked={query[name] !== undefined}
            />
          ))}
        </div>
        <p className="actions">
          <Button icon="search">{t("courses.find")}</Button>
          {narrowed && (
            <ButtonLink kind="link" href="/courses">
              {t("courses.all")}
            </ButtonLink>
          )}
        </p>
      </Form>
    </details>
  );
}

/** The words, kind, age and place that were asked for stay when somebody looks at another time. */
function without({ open: _, evening: __, weekend: ___, online: ____, ...others }: Query): Query {
  return others;
}

function hrefOf(query: Query): string {
  const search = new URLSearchParams(query as Record<string, string>).toString();
  return search ? `/courses?${search}` : "/courses";
}
