import { redirect } from "react-router";
import { Button } from "#web/kit/button.tsx";
import { Select } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Empty, Notice } from "#web/kit/notice.tsx";
import { optionsOf } from "#web/kit/options.ts";
import { Section } from "#web/kit/section.tsx";
import { ShellDesk } from "#web/kit/shell.desk.tsx";
import { type ActArgs, formProblem, keyOf, type LoadArgs, type PageProps, pageOf } from "#web/page.ts";
import { useText } from "#web/text.tsx";
import { listNowhere, placeItems } from "../../../catalogue/items/contract.ts";
import { CatalogueTabs } from "../catalogue-tabs.tsx";
import { ItemRows } from "./item-rows.tsx";

export async function loader({ context, request }: LoadArgs) {
  const search = new URL(request.url).searchParams;
  const owner = search.get("owner");
  const said = search.get("said");
  const query = { ...(owner && { owner }), ...(said !== null && { said }) };
  const placed = Number(search.get("placed") ?? Number.NaN);
  return {
    ...(await pageOf(context).call(listNowhere, { query })),
    placed: Number.isSafeInteger(placed) ? placed : null,
    isPart: owner !== null,
  };
}

export async function action({ context, request }: ActArgs) {
  const form = await request.formData();
  const said = (name: string) => String(form.get(name) ?? "");
  try {
    const body = { owner: said("owner"), said: said("said"), placeId: said("placeId") };
    const { placed } = await pageOf(context).call(placeItems, { body }, keyOf(form));
    return redirect(`/desk/catalogue/nowhere?placed=${placed}`);
  } catch (error) {
    return formProblem(error, form);
  }
}

/** Items that came without a place: placed by the code they came with, many at once, or one by one on their own pages. */
export default function DeskNowhere({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { groups, places, items, placed, isPart } = loaderData;
  const t = useText();
  const values: Record<string, string> = actionData?.values ?? {};
  return (
    <ShellDesk title={t("nowhere.title")} section="library">
      <div className="stack">
        <CatalogueTabs current="shelves" />
        {placed !== null && <Notice kind="done" live title={t("nowhere.placed", { count: placed })} />}
        {groups.length === 0 ? (
          <Empty title={t("nowhere.none")}>
            <a href="/desk/catalogue/shelves">{t("shelf.title")}</a>
          </Empty>
        ) : (
          <>
            <p className="lead">{t("nowhere.about")}</p>
            {groups.map(({ owner, said, items: count, mayPlace }) => {
              const title = t("nowhere.group", {
                house: owner.name,
                said,
                isBare: said === "" ? "yes" : "no",
              });
              const isAsked = values.owner === owner.id && values.said === said;
              return (
                <Section
                  key={`${owner.id} ${said}`}
                  title={title}
                  note={t("nowhere.items", { count })}
                  more={{
                    href: `/desk/catalogue/nowhere?${new URLSearchParams({ owner: owner.id, said })}#items`,
                    label: t("nowhere.show"),
                  }}
                >
                  {mayPlace && places.length > 0 && (
                    <Form label={title} problem={isAsked ? actionData?.problem : undefined}>
                      <input type="hidden" name="owner" value={owner.id} />
                      <input type="hidden" name="said" value={said} />
                      <Select
                        name="placeId"
                        label={t("shelf.place")}
                        value={isAsked ? values.placeId : ""}
                        empty={t("shelf.place.choose")}
                        options={optionsOf(places)}
                        problem={isAsked ? actionData?.problem : undefined}
                      />
                      <Button>{t("nowhere.place", { count })}</Button>
                    </Form>
                  )}
                </Section>
              );
            })}
            <Section id="items" title={t(isPart ? "nowhere.these" : "nowhere.all")} note={t("nowhere.first")}>
              <ItemRows caption={t("nowhere.all")} items={items} withPlace />
            </Section>
          </>
        )}
      </div>
    </ShellDesk>
  );
}
