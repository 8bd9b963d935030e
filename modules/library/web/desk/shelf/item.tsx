import { redirect } from "react-router";
import { type AnswerOf, addressOf } from "#contract";
import { Button, ButtonLink } from "#web/kit/button.tsx";
import { Select } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Facts, Table } from "#web/kit/list.tsx";
import { Notice } from "#web/kit/notice.tsx";
import { optionsOf } from "#web/kit/options.ts";
import { Section, Trail } from "#web/kit/section.tsx";
import { ShellDesk } from "#web/kit/shell.desk.tsx";
import { day, moment } from "#web/occasion.ts";
import {
  type ActArgs,
  formProblem,
  keyOf,
  type LoadArgs,
  numberOf,
  type PageProps,
  type Problem,
  pageOf,
  said,
  unknownAct,
} from "#web/page.ts";
import { useText } from "#web/text.tsx";
import { editItem, getItem, removeItem, standing } from "../../../catalogue/items/contract.ts";
import { printLabels } from "../../../catalogue/shelf/contract.ts";
import { Fields, type Refused } from "../fields.tsx";
import { yuanText } from "../yuan.ts";
import { callNumberField, itemFields, itemIn } from "./item-fields.ts";

export async function loader({ context, params, request }: LoadArgs) {
  const item = await pageOf(context).call(getItem, { params: { id: Number(params.id) } });
  return { item, done: new URL(request.url).searchParams.has("done") };
}

export async function action({ context, params, request }: ActArgs) {
  const form = await request.formData();
  const { call } = pageOf(context);
  const of = { params: { id: Number(params.id) } };
  const version = numberOf(form, "version");
  try {
    if (said(form, "do") === "remove") {
      await call(removeItem, { ...of, body: { version } }, keyOf(form));
      const gone = new URLSearchParams({ removed: said(form, "barcode") });
      return redirect(`/desk/catalogue/records/${numberOf(form, "recordId")}/items?${gone}`);
    }
    if (said(form, "do") !== "") throw unknownAct(pageOf(context));
    // The contract refuses a status that is none.
    const status = said(form, "status") as "available";
    const body = { ...itemIn(form), version, placeId: said(form, "placeId") || null, status };
    await call(editItem, { ...of, body }, keyOf(form));
    return redirect(`/desk/catalogue/items/${params.id}?done`);
  } catch (error) {
    return formProblem(error, form);
  }
}

type Item = AnswerOf<typeof getItem>;

// texts: item.status.* item.why.* item.stays.*
/** One item: where it stands, how it is, what it was. */
export default function DeskItem({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { item, done } = loaderData;
  const t = useText();
  const problem = actionData?.problem;
  const isRemoving = actionData?.values.do === "remove";
  return (
    <ShellDesk title={item.title || t("batch.record.untitled")} section="library" organisation={item.owner}>
      <div className="stack">
        <Trail
          label={t("catalogue.ways")}
          items={[
            {
              href: item.place ? `/desk/catalogue/shelves?place=${item.place.id}` : "/desk/catalogue/shelves",
              label: item.place?.name ?? t("shelf.title"),
            },
            { href: `/desk/catalogue/records/${item.recordId}/items`, label: t("item.of-record") },
          ]}
        />
        {done && !problem && <Notice kind="done" live title={t("item.saved")} />}
        <Facts
          items={[
            { term: t("item.barcode"), value: <bdi>{item.barcode}</bdi> },
            { term: t("item.status"), value: t(`item.status.${standing(item)}`) },
            { term: t("shelf.place"), value: <bdi>{item.place?.name ?? "–"}</bdi> },
            { term: t("shelf.shelf"), value: <bdi>{item.shelf || "–"}</bdi> },
            { term: t("item.call-number"), value: <bdi>{item.callNumber || "–"}</bdi> },
            { term: t("item.volume"), value: <bdi>{item.volume || "–"}</bdi> },
            {
              term: t("item.price"),
              value:
                item.priceFen === null ? "–" : t("item.price.yuan", { yuan: yuanText(t, item.priceFen) }),
            },
            { term: t("item.source"), value: <bdi>{item.source || "–"}</bdi> },
            {
              term: t("item.acquired"),
              value: item.acquiredOn === null ? "–" : t.formats.fullDayText(day(item.acquiredOn)),
            },
            ...(item.usedInHouse > 0
              ? [
                  {
                    term: t("item.used-in-house"),
                    value: t("item.used-in-house.times", { count: item.usedInHouse }),
                  },
                ]
              : []),
            ...(item.note ? [{ term: t("item.note"), value: <bdi>{item.note}</bdi> }] : []),
          ]}
        />
        {item.place && (
          <p>
            <ButtonLink
              kind="quiet"
              icon="print"
              href={addressOf(printLabels, { query: { place: item.place.id, item: item.id } })}
              download
            >
              {t("label.print-one")}
            </ButtonLink>
          </p>
        )}
        {item.mayWrite && (
          <Edit
            item={item}
            values={isRemoving ? {} : (actionData?.values ?? {})}
            problem={isRemoving ? undefined : problem}
          />
        )}
        {item.versions.length > 0 && <Versions of={item.versions} />}
        {item.mayWrite && <Remove item={item} problem={isRemoving ? problem : undefined} />}
      </div>
    </ShellDesk>
  );
}

function Edit({ item, values, problem }: Refused & { item: Item }) {
  const t = useText();
  const places = item.places.some(({ id }) => id === item.place?.id)
    ? item.places
    : [...(item.place ? [item.place] : []), ...item.places];
  return (
    <Section title={t("item.edit")}>
      <Form problem={problem} label={t("item.edit")}>
        <input type="hidden" name="version" value={item.version} />
        <Select
          name="status"
          label={t("item.status")}
          hint={item.away ? t("item.status.lent") : undefined}
          value={values.status ?? item.status}
          options={item.sayable.map((value) => ({
            value,
            label: t(`item.status.${value}`),
          }))}
          problem={problem}
        />
        <Select
          name="placeId"
          label={t("shelf.place")}
          value={values.placeId ?? item.place?.id ?? ""}
          empty={t("batch.place.none")}
          options={optionsOf(places)}
          problem={problem}
          optional
        />
        <Fields
          values={values}
          problem={problem}
          of={[callNumberField(t, item.callNumber), ...itemFields(t, item)]}
        />
        <Button>{t("item.save")}</Button>
      </Form>
    </Section>
  );
}

/** Added by mistake; or why it stays. */
function Remove({ item, problem }: { item: Item; problem: Problem | undefined }) {
  const t = useText();
  return (
    <details open={problem !== undefined}>
      <summary>{t("item.remove")}</summary>
      {item.stays === null ? (
        <Form problem={problem} label={t("item.remove")}>
          <p>{t("item.remove.note")}</p>
          <input type="hidden" name="version" value={item.version} />
          <input type="hidden" name="recordId" value={item.recordId} />
          <input type="hidden" name="barcode" value={item.barcode} />
          <Button kind="refuse" name="do" value="remove">
            {t("item.remove.do", { barcode: item.barcode })}
          </Button>
        </Form>
      ) : (
        <p>{t(`item.stays.${item.stays}`)}</p>
      )}
    </details>
  );
}

function Versions({ of }: { of: Item["versions"] }) {
  const t = useText();
  return (
    <Section title={t("item.before")}>
      <Table
        caption={t("item.before")}
        hideCaption
        columns={[
          { key: "at", label: t("item.until") },
          { key: "status", label: t("item.status") },
          { key: "place", label: t("shelf.place") },
          { key: "shelf", label: t("shelf.shelf") },
          { key: "callNumber", label: t("item.call-number") },
          { key: "why", label: t("item.why"), prose: true },
        ]}
        rows={of.map((one) => ({
          key: String(one.version),
          cells: [
            t.formats.momentText(moment(one.endedAt)),
            t(`item.status.${one.status}`),
            <bdi key="place">{one.place ?? "–"}</bdi>,
            <bdi key="shelf">{one.shelf || "–"}</bdi>,
            <bdi key="callNumber">{one.callNumber || "–"}</bdi>,
            t(`item.why.${one.why}`, { file: one.file ?? "" }),
          ],
        }))}
      />
    </Section>
  );
}
