import { ButtonLink } from "#web/kit/button.tsx";
import { PlaceCard, PlaceList } from "#web/kit/event-row.tsx";
import { Facts } from "#web/kit/list.tsx";
import { Empty } from "#web/kit/notice.tsx";
import { Section, Trail } from "#web/kit/section.tsx";
import { ShellPortal } from "#web/kit/shell.portal.tsx";
import { Tag } from "#web/kit/state.tsx";
import { type LoadArgs, type PageProps, pageOf } from "#web/page.ts";
import { useText } from "#web/text.tsx";
import { getOrganisation } from "../contract.ts";
import { openState } from "./open-state.ts";
import { SharedWhere } from "./shared-where.tsx";

export async function loader({ context, params, request }: LoadArgs) {
  const after = new URL(request.url).searchParams.get("after");
  return pageOf(context).call(getOrganisation, {
    params: { id: params.id ?? "" },
    query: { limit: 50, ...(after && { after }) },
  });
}

/** An organisation: where it stands, what it runs, what it uses beside others. */
export default function OrganisationPage({ loaderData: one }: PageProps<typeof loader>) {
  const t = useText();
  return (
    <ShellPortal
      title={one.name}
      description={t("organisation.description", { name: one.name, places: one.places })}
      section="places"
    >
      <div className="stack">
        <header className="stack-tight">
          <Trail
            label={t("place.trail")}
            items={[
              { href: "/places", label: t("place.list.title") },
              ...(one.parent ? [{ href: `/organisations/${one.parent.id}`, label: one.parent.name }] : []),
            ]}
          />
          <p className="row">
            <Tag>{one.kind.name}</Tag>
            {one.demo && <Tag>{t("place.demo")}</Tag>}
          </p>
          <h1>
            <bdi>{one.name}</bdi>
          </h1>
          {one.division && <p className="quiet">{one.division.name}</p>}
        </header>
        <Section
          title={t("organisation.runs")}
          note={t("organisation.places", { places: one.places })}
          id="runs"
        >
          {one.runs.items.length === 0 ? (
            <Empty title={t("organisation.runs-none")}>
              <a href="/places">{t("place.list.all")}</a>
            </Empty>
          ) : (
            <PlaceList columns={3}>
              {one.runs.items.map(({ id, name, kind, open, district }) => (
                <PlaceCard
                  key={id}
                  href={`/places/${id}`}
                  name={name}
                  kind={{ code: kind.icon, word: kind.name }}
                  state={openState(t, open)}
                  where={district?.name}
                />
              ))}
            </PlaceList>
          )}
          {one.runs.next && (
            <p>
              <ButtonLink kind="quiet" href={`?${new URLSearchParams({ after: one.runs.next })}`}>
                {t("place.list.more")}
              </ButtonLink>
            </p>
          )}
        </Section>
        {one.uses.length > 0 && (
          <Section title={t("organisation.uses")} id="uses">
            <Facts
              items={one.uses.map((use) => ({
                key: `${use.place.id} ${use.since}`,
                term: use.purpose,
                value: (
                  <>
                    <a href={`/places/${use.place.id}`}>{use.place.name}</a>
                    <span className="quiet small sub-line">
                      {t("organisation.run-by", { name: use.organisation.name })}
                    </span>
                    <SharedWhere {...use} />
                  </>
                ),
              }))}
            />
          </Section>
        )}
        {one.below.length > 0 && (
          <Section title={t("organisation.below")} id="below">
            <ul className="columns">
              {one.below.map(({ id, name }) => (
                <li key={id}>
                  <a href={`/organisations/${id}`}>{name}</a>
                </li>
              ))}
            </ul>
          </Section>
        )}
      </div>
    </ShellPortal>
  );
}
