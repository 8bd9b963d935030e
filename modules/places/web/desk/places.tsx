import { Button, ButtonLink } from "#web/kit/button.tsx";
import { Field } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Table } from "#web/kit/list.tsx";
import { Empty } from "#web/kit/notice.tsx";
import { ShellDesk } from "#web/kit/shell.desk.tsx";
import { State } from "#web/kit/state.tsx";
import { type LoadArgs, type PageProps, pageOf } from "#web/page.ts";
import { publishingStates } from "#web/publishing.tsx";
import { usePage } from "#web/text.tsx";
import { deskList } from "../../contract.ts";
import { openState } from "../open-state.ts";
import { PlacesTabs } from "./places-tabs.tsx";

export async function loader({ context, request }: LoadArgs) {
  const { searchParams } = new URL(request.url);
  const q = searchParams.get("q")?.trim() ?? "";
  const after = searchParams.get("after");
  const page = await pageOf(context).call(deskList, {
    query: { limit: 50, ...(q && { q }), ...(after && { after }) },
  });
  return { page, q };
}

/** The places this person sees to. */
export default function DeskPlaces({ loaderData: { page, q } }: PageProps<typeof loader>) {
  const { text: t, actor } = usePage();
  return (
    <ShellDesk
      title={t("place.desk.title")}
      section="places"
      actions={
        <>
          <ButtonLink kind="quiet" href="/desk/renovations">
            {t("place.renovation.title")}
          </ButtonLink>
          <ButtonLink kind="quiet" href="/desk/holidays">
            {t("place.holidays.title")}
          </ButtonLink>
          {actor.can.some((role) => role === "editor" || role === "manager") && (
            <ButtonLink kind="quiet" href="/desk/places/new">
              {t("place.desk.register")}
            </ButtonLink>
          )}
        </>
      }
    >
      <div className="stack">
        <PlacesTabs current="places" />
        <Form method="get" action="/desk/places" label={t("place.list.find")}>
          <Field name="q" type="search" label={t("place.list.words")} value={q} optional />
          <Button kind="quiet" icon="search">
            {t("place.list.find")}
          </Button>
        </Form>
        {page.items.length === 0 ? (
          <Empty title={t(q === "" ? "place.desk.none" : "place.list.nothing")}>
            {q !== "" && <a href="/desk/places">{t("place.list.all")}</a>}
          </Empty>
        ) : (
          <Table
            caption={t("place.desk.title")}
            hideCaption
            columns={[
              { key: "name", label: t("place.name") },
              { key: "open", label: t("place.hours.title") },
              { key: "kind", label: t("place.kind") },
              { key: "organisation", label: t("place.organisation") },
            ]}
            rows={page.items.map((place) => {
              const state = openState(t, place.open);
              return {
                key: place.id,
                cells: [
                  <a key="name" href={`/desk/places/${place.id}`}>
                    {place.name}
                  </a>,
                  place.state === "published" ? (
                    <State key="open" kind={state.kind}>
                      {state.word}
                    </State>
                  ) : (
                    <State key="open" kind={publishingStates[place.state] ?? "closed"}>
                      {t(`publishing.state.${place.state}`)}
                    </State>
                  ),
                  place.kind.name,
                  place.organisation.name,
                ],
              };
            })}
          />
        )}
        {page.next && (
          <p>
            <ButtonLink
              kind="quiet"
              href={`/desk/places?${new URLSearchParams({ ...(q && { q }), after: page.next })}`}
            >
              {t("place.list.more")}
            </ButtonLink>
          </p>
        )}
      </div>
    </ShellDesk>
  );
}
