import { redirect } from "react-router";
import { Button } from "#web/kit/button.tsx";
import { Choice, Field, Select } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Empty } from "#web/kit/notice.tsx";
import { optionsOf } from "#web/kit/options.ts";
import { Row, Rows } from "#web/kit/rows.tsx";
import { ShellDesk } from "#web/kit/shell.desk.tsx";
import { type ActArgs, formProblem, keyOf, type LoadArgs, type PageProps, pageOf, said } from "#web/page.ts";
import { usePage } from "#web/text.tsx";
import { deskList, deskPlace } from "../../../places/contract.ts";
import { makeResource, roomsDesk, usualRules } from "../../reserving/contract.ts";
import { RoomRuleFields, rulesIn } from "./room-rule-fields.tsx";

export async function loader({ context, request }: LoadArgs) {
  const { call } = pageOf(context);
  const query = new URL(request.url).searchParams;
  const [id, q] = [query.get("place"), query.get("q")?.trim() ?? ""];
  if (!id) {
    const { items } = await call(deskList, { query: { limit: 50, ...(q && { q }) } });
    return { q, places: items.map((one) => ({ id: one.id, name: one.name })), place: null };
  }
  const place = await call(deskPlace, { params: { id }, query: {} });
  const { rooms } = await call(roomsDesk, {});
  const here = rooms.filter((room) => room.place?.id === id && room.kind === "space" && !room.retired);
  return {
    q,
    places: [],
    place: {
      id,
      name: place.facts.name,
      spaces: optionsOf(place.spaces),
      parts: optionsOf(here),
    },
  };
}

const kinds = ["space", "thing", "booth"] as const;

export async function action({ context, request }: ActArgs) {
  const form = await request.formData();
  const typed = (name: string) => said(form, name);
  const kind = kinds.find((one) => one === typed("kind")) ?? "space";
  try {
    const { id } = await pageOf(context).call(
      makeResource,
      {
        body: {
          place: typed("place"),
          kind,
          ...(kind === "space" ? { space: typed("space") } : typed("label") && { label: typed("label") }),
          rules: rulesIn(form),
          public: form.has("public"),
          parts: form.getAll("parts[]").map(String),
        },
      },
      keyOf(form),
    );
    return redirect(`/desk/rooms/${id}?done=made`);
  } catch (error) {
    return formProblem(error, form);
  }
}

// texts: desk-rooms.kind.*
/** A space of a place, a thing or a booth becomes one that can be reserved. */
export default function DeskRoomNew({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { q, places, place } = loaderData;
  const { text: t } = usePage();
  const values = actionData?.values ?? {};
  const problem = actionData?.problem;
  if (!place)
    return (
      <ShellDesk title={t("desk-rooms.new")} section="rooms">
        <div className="stack">
          <p>{t("desk-rooms.new.where")}</p>
          <Form method="get" label={t("place.list.find")}>
            <Field name="q" type="search" label={t("place.list.words")} value={q} optional />
            <Button kind="quiet" icon="search">
              {t("place.list.find")}
            </Button>
          </Form>
          {places.length === 0 ? (
            <Empty title={t("place.list.nothing")}>{t("desk-rooms.new.none")}</Empty>
          ) : (
            <Rows>
              {places.map((one) => (
                <Row key={one.id} href={`/desk/rooms/new?place=${one.id}`} title={one.name} />
              ))}
            </Rows>
          )}
        </div>
      </ShellDesk>
    );
  return (
    <ShellDesk title={t("desk-rooms.new.at", { place: place.name })} section="rooms">
      <Form problem={problem} label={t("desk-rooms.new")}>
        <input type="hidden" name="place" value={place.id} />
        <Choice
          name="kind"
          label={t("desk-rooms.kind")}
          options={kinds.map((kind) => ({ value: kind, label: t(`desk-rooms.kind.${kind}`) }))}
          value={values.kind ?? "space"}
          problem={problem}
        />
        <Select
          name="space"
          label={t("desk-rooms.space")}
          hint={t("desk-rooms.space-hint")}
          empty=""
          options={place.spaces}
          value={values.space}
          problem={problem}
          optional
        />
        <Field
          name="label"
          label={t("desk-rooms.label")}
          hint={t("desk-rooms.label-hint")}
          value={values.label}
          problem={problem}
          optional
        />
        {place.parts.length > 0 && (
          <Choice
            many
            name="parts"
            label={t("desk-rooms.parts")}
            hint={t("desk-rooms.parts-hint")}
            options={place.parts}
            problem={problem}
            optional
          />
        )}
        <RoomRuleFields rules={usualRules} problem={problem} values={values} />
        <Button icon="check">{t("desk-rooms.make")}</Button>
      </Form>
    </ShellDesk>
  );
}
