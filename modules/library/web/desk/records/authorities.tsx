import { askedItem } from "#web/address.ts";
import { Button } from "#web/kit/button.tsx";
import { Field, Select } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { ShellDesk } from "#web/kit/shell.desk.tsx";
import { Listed } from "#web/listed.tsx";
import { type LoadArgs, type PageProps, pageOf } from "#web/page.ts";
import { useText } from "#web/text.tsx";
import { headingKinds, listAuthorities } from "../../../catalogue/authorities/contract.ts";
import { CatalogueTabs } from "../catalogue-tabs.tsx";

export async function loader({ context, request }: LoadArgs) {
  const q = new URL(request.url).searchParams.get("q")?.trim().slice(0, 100) ?? "";
  const kind = askedItem({ context, request }, "kind", headingKinds, (one) => one);
  const query = { ...(q && { q }), ...(kind && { kind }) };
  return { q, kind, ...(await pageOf(context).call(listAuthorities, { query })) };
}

// texts: authority.kind.*
/** Names and subjects as authorities write them, found by any of their names. */
export default function DeskAuthorities({ loaderData: { q, kind, items, more } }: PageProps<typeof loader>) {
  const t = useText();
  return (
    <ShellDesk title={t("authority.title")} section="library">
      <div className="stack">
        <CatalogueTabs current="authorities" />
        <Form method="get" action="/desk/catalogue/authorities" label={t("authority.find")}>
          <div className="row">
            <Field name="q" type="search" label={t("authority.begins")} value={q} />
            <Select
              name="kind"
              label={t("authority.kind")}
              value={kind ?? ""}
              empty={t("authority.kind.any")}
              options={headingKinds.map((value) => ({ value, label: t(`authority.kind.${value}`) }))}
              optional
            />
          </div>
          <Button icon="search">{t("library.find")}</Button>
        </Form>
        {q === "" ? (
          <p className="quiet">{t("authority.hint")}</p>
        ) : (
          <Listed
            none={{ title: t("authority.none"), do: t("authority.none.do") }}
            caption={t("authority.title")}
            columns={[
              { key: "heading", label: t("authority.heading"), prose: true },
              { key: "kind", label: t("authority.kind") },
              { key: "seen", label: t("authority.seen-from"), prose: true },
              { key: "variants", label: t("authority.variants"), numeric: true },
            ]}
            rows={items.map((one) => ({
              key: String(one.id),
              cells: [
                <a key="heading" href={`/desk/catalogue/authorities/${one.id}`} dir="auto">
                  {one.heading}
                </a>,
                t(`authority.kind.${one.kind}`),
                <bdi key="seen">{one.seenFrom ?? "–"}</bdi>,
                one.variants,
              ],
            }))}
          />
        )}
        {more && <p className="quiet">{t("authority.more")}</p>}
        <p>
          <a href="/desk/catalogue/editing">{t("authority.new")}</a>
        </p>
      </div>
    </ShellDesk>
  );
}
