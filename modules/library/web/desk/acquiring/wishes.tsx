import { redirect } from "react-router";
import { Button } from "#web/kit/button.tsx";
import { Field } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Tabs } from "#web/kit/list.tsx";
import { Section } from "#web/kit/section.tsx";
import { ShellDesk } from "#web/kit/shell.desk.tsx";
import { Listed } from "#web/listed.tsx";
import {
  type ActArgs,
  formProblem,
  keyOf,
  type LoadArgs,
  numberOf,
  type PageProps,
  pageOf,
  said,
} from "#web/page.ts";
import { useText } from "#web/text.tsx";
import { deskWishes, limitWishes } from "../../../acquiring/wishes/contract.ts";
import { AcquiringTabs } from "./acquiring-tabs.tsx";

const shown = ["arrived", "declined"] as const;

export async function loader({ context, request }: LoadArgs) {
  const asked = new URL(request.url).searchParams.get("state");
  const state = shown.find((one) => one === asked);
  return { ...(await pageOf(context).call(deskWishes, { query: { ...(state && { state }) } })), state };
}

export async function action({ context, request }: ActArgs) {
  const form = await request.formData();
  try {
    const body = { organisationId: said(form, "organisation"), aMonth: numberOf(form, "aMonth") };
    await pageOf(context).call(limitWishes, { body }, keyOf(form));
    return redirect("/desk/acquiring/wishes");
  } catch (error) {
    return formProblem(error, form);
  }
}

// texts: wish.state.*
/** What readers want the asker's houses to buy, most wanted first. */
export default function DeskWishes({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { items, limits, state } = loaderData;
  const t = useText();
  return (
    <ShellDesk title={t("acquiring.way.wishes")} section="library">
      <div className="stack">
        <AcquiringTabs current="wishes" />
        <Tabs
          label={t("wish.which")}
          items={[
            { href: "/desk/acquiring/wishes", label: t("wish.open"), current: !state },
            ...shown.map((one) => ({
              href: `/desk/acquiring/wishes?state=${one}`,
              label: t(`wish.state.${one}`),
              current: state === one,
            })),
          ]}
        />
        <Listed
          none={{ title: t("wish.desk-none"), do: t("wish.desk-none.do") }}
          caption={t("acquiring.way.wishes")}
          columns={[
            { key: "title", label: t("wish.book-title"), prose: true },
            { key: "wishers", label: t("wish.wishers"), numeric: true },
            { key: "author", label: t("wish.author"), prose: true },
            { key: "isbn", label: "ISBN" },
            { key: "places", label: t("wish.fetched-at"), prose: true },
            { key: "state", label: t("batch.state") },
            { key: "record", label: t("wish.in-catalogue") },
          ]}
          rows={items.map((one) => ({
            key: one.id,
            cells: [
              <a key="title" href={`/desk/acquiring/wishes/${one.id}`} dir="auto">
                {one.title}
              </a>,
              t.formats.numberText(one.wishers),
              <bdi key="author">{one.author || "–"}</bdi>,
              <bdi key="isbn">{one.isbn ?? "–"}</bdi>,
              one.places.map(({ name, count }) => t("wish.place-count", { name, count })).join("、") || "–",
              t(`wish.state.${one.state}`),
              one.record ? (
                <a key="record" href={`/catalogue/${one.record}`}>
                  {one.record}
                </a>
              ) : (
                "–"
              ),
            ],
          }))}
        />
        {limits.length > 0 && (
          <Section title={t("wish.limits")}>
            <p className="quiet">{t("wish.limits.note")}</p>
            {limits.map(({ organisation, aMonth }) => (
              <Form
                key={organisation.id}
                label={t("wish.limit-of", { name: organisation.name })}
                problem={actionData?.values.organisation === organisation.id ? actionData.problem : undefined}
              >
                <input type="hidden" name="organisation" value={organisation.id} />
                <Field
                  name="aMonth"
                  type="number"
                  label={t("wish.limit-of", { name: organisation.name })}
                  value={aMonth}
                  min={0}
                  max={100}
                  chars={4}
                  problem={
                    actionData?.values.organisation === organisation.id ? actionData.problem : undefined
                  }
                />
                <Button kind="quiet">{t("wish.limit-set")}</Button>
              </Form>
            ))}
          </Section>
        )}
      </div>
    </ShellDesk>
  );
}
