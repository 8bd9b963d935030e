import { redirect } from "react-router";
import { Button } from "#web/kit/button.tsx";
import { Choice, DateField, Select } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Notice } from "#web/kit/notice.tsx";
import { Trail } from "#web/kit/section.tsx";
import { ShellPortal } from "#web/kit/shell.portal.tsx";
import { type ActArgs, formProblem, keyOf, type LoadArgs, type PageProps, pageOf, said } from "#web/page.ts";
import { usePage, useWhom } from "#web/text.tsx";
import { holdForm, placeHold } from "../../circulation/holds/contract.ts";
import { atDoor, pickupIn } from "./pickup.ts";

export async function loader({ context, params }: LoadArgs) {
  const id = params.id ?? "";
  return { ...(await pageOf(context).call(holdForm, { params: { id } })), id };
}

export async function action({ context, params, request }: ActArgs) {
  const form = await request.formData();
  const item = said(form, "item");
  try {
    const { pickupId, toDoor } = pickupIn(form);
    const body = {
      record: params.id ?? "",
      alternatives: form.getAll("alternatives[]").map(String),
      itemId: item === "" ? null : Number(item),
      ...(pickupId && { pickupId, toDoor }),
      neededBy: said(form, "neededBy") || null,
      frozenUntil: said(form, "frozenUntil") || null,
    };
    // Without a place the operation itself says that one is missing.
    await pageOf(context).call(placeHold, { body: body as never }, keyOf(form));
    return redirect("/my/holds?made");
  } catch (error) {
    return formProblem(error, form);
  }
}

/** A reader waits for a title. Where it stands on the shelf of their library, the page says so first. */
export default function HoldPage({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { id, title, waiting, copies, pickups, home, volumes, editions, most, held, toDoor } = loaderData;
  const { text: t } = usePage();
  const whom = useWhom();
  const values: Record<string, string> = actionData?.values ?? {};
  const problem = actionData?.problem;
  const heading = whom.acts ? t("book-hold.title-of", whom) : t("book-hold.title");
  const name = title || t("book-hold.unnamed");
  return (
    <ShellPortal title={heading} section="catalogue">
      <div className="stack">
        <Trail label={name} items={[{ href: `/catalogue/${id}`, label: name }]} />
        <h1>{heading}</h1>
        <p className="lead" dir="auto">
          {name}
        </p>
        <OnShelf pickups={pickups} home={home} />
        <p>{t("book-hold.queue", { waiting, copies })}</p>
        <Form problem={problem} label={heading}>
          <Select
            name="pickupId"
            label={t("book-hold.pickup")}
            value={values.pickupId ?? home ?? ""}
            empty={t("book-hold.pickup.choose")}
            options={[
              ...pickups.map((place) => ({
                value: place.id,
                label:
                  place.available > 0
                    ? t("book-hold.pickup.there", { name: place.name, count: place.available })
                    : place.name,
              })),
              ...(toDoor && home ? [{ value: atDoor(home), label: t("book-hold.to-door") }] : []),
            ]}
            problem={problem}
          />
          {volumes.length > 1 && (
            <Select
              name="item"
              label={t("book-hold.volume")}
              value={values.item ?? ""}
              empty={t("book-hold.volume.any")}
              options={volumes.map((one) => ({
                value: String(one.itemId),
                label: [one.volume, one.place].filter(Boolean).join(" · "),
              }))}
              problem={problem}
              optional
            />
          )}
          {editions.length > 0 && (
            <Choice
              name="alternatives"
              many
              label={t("book-hold.editions")}
              hint={t("book-hold.editions.hint")}
              value={[]}
              options={editions.map((one) => ({
                value: one.id,
                label: [one.title || t("book-hold.unnamed"), one.publisher, one.year]
                  .filter(Boolean)
                  .join(" · "),
              }))}
              problem={problem}
              optional
            />
          )}
          <details open={Boolean(values.neededBy || values.frozenUntil)}>
            <summary>{t("book-hold.more-wishes")}</summary>
            <div className="stack">
              <DateField
                name="neededBy"
                label={t("book-hold.needed-by")}
                hint={t("book-hold.needed-by.hint")}
                value={values.neededBy}
                problem={problem}
                optional
              />
              <DateField
                name="frozenUntil"
                label={t("book-hold.frozen-until")}
                hint={t("book-hold.frozen-until.hint")}
                value={values.frozenUntil}
                problem={problem}
                optional
              />
            </div>
          </details>
          <Button>{t("book-hold.make")}</Button>
          <p className="quiet small">{t("book-hold.how-many", { held, most })}</p>
        </Form>
      </div>
    </ShellPortal>
  );
}

/** On the shelf where they would collect it, or elsewhere. */
function OnShelf({
  pickups,
  home,
}: {
  pickups: readonly { id: string; name: string; available: number }[];
  home: string | null;
}) {
  const { text: t } = usePage();
  const own = pickups.find(({ id }) => id === home);
  const all = pickups.reduce((sum, { available }) => sum + available, 0);
  if (own && own.available > 0)
    return (
      <Notice kind="attention" title={t("book-hold.here", { place: own.name, count: own.available })}>
        {t("book-hold.here.do")}
      </Notice>
    );
  return all > 0 ? <Notice kind="quiet" title={t("book-hold.elsewhere", { count: all })} /> : null;
}
