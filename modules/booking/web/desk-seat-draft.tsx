import { redirect } from "react-router";
import type { AnswerOf, InputOf } from "#contract";
import { Button } from "#web/kit/button.tsx";
import { Choice, Field, Select } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Table } from "#web/kit/list.tsx";
import { Notice } from "#web/kit/notice.tsx";
import { Section, Trail } from "#web/kit/section.tsx";
import { ShellDesk } from "#web/kit/shell.desk.tsx";
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
} from "#web/page.ts";
import { usePage } from "#web/text.tsx";
import { dropSeatDraft, editSeatDraft, publishSeatDraft, seatDraft } from "../seating/contract.ts";
import { WholeHall } from "./hall.tsx";

type Edit = InputOf<typeof editSeatDraft>["body"]["edit"];
type Draft = AnswerOf<typeof seatDraft>;

export async function loader({ context, params }: LoadArgs) {
  return { draft: await pageOf(context).call(seatDraft, { params: { draftId: params.draftId ?? "" } }) };
}

/** One stroke at a time; each answer is a page of its own, so that reloading draws nothing twice. */
export async function action({ context, params, request }: ActArgs) {
  const { call } = pageOf(context);
  const form = await request.formData();
  const of = { params: { draftId: params.draftId ?? "" } };
  try {
    if (form.get("do") === "publish") {
      const { planId } = await call(publishSeatDraft, { ...of, body: {} }, keyOf(form));
      return redirect(`/desk/seat-plans/${planId}`);
    }
    if (form.get("do") === "drop") {
      await call(dropSeatDraft, { ...of, body: {} }, keyOf(form));
      return redirect("/desk/seat-plans");
    }
    await call(editSeatDraft, { ...of, body: { edit: editFrom(form) } }, keyOf(form));
    return redirect(`/desk/seat-plans/drafts/${params.draftId}`);
  } catch (error) {
    return formProblem(error, form);
  }
}

function editFrom(form: FormData): Edit {
  const typed = (name: string) => said(form, name);
  const number = (name: string) => numberOf(form, name);
  // A row is chosen by zone and name together.
  const [zone = "", row = ""] = typed("of").split(/\r?\n/);
  const aisles = typed("aisles")
    .split(/[\s,，、]+/)
    .filter(Boolean)
    .map(Number);
  const all = {
    "add-row": {
      ...{ zone: typed("zone"), name: typed("name"), seats: number("seats"), start: number("start") },
      ...{ x: number("x"), y: number("y"), spacing: number("spacing"), category: typed("category") },
      ...{ numbering: typed("numbering"), bend: typed("bend"), aisles },
    },
    "copy-row": { zone, row, name: typed("name"), times: number("times"), pitch: number("pitch") },
    aisle: { zone, row, after: typed("after"), width: number("width") },
    wheelchair: { zone, row, space: typed("space"), companion: typed("companion") },
    "remove-row": { zone, row },
  };
  const what = typed("do");
  // What is none of them the contract refuses.
  return { do: what, ...(what in all ? all[what as keyof typeof all] : {}) } as Edit;
}

/** 画座位图: the picture so far, what is wrong with it, and the strokes. */
export default function DeskSeatDraft({
  loaderData: { draft },
  actionData,
}: PageProps<typeof loader, typeof action>) {
  const { text: t } = usePage();
  const refused = actionData && "problem" in actionData ? actionData : null;
  const wrong = (what: string) => (refused?.values.do === what ? refused.problem : undefined);
  const values = refused?.values ?? {};
  const seats = draft.seats.map((seat) => ({ ...seat, state: "free" }));
  const rows = draft.rows.length > 0;
  return (
    <ShellDesk title={t("seat-plans.drawing", { name: draft.name })} section="events">
      <div className="stack-wide">
        <Trail label={t("desk.trail")} items={[{ href: "/desk/seat-plans", label: t("seat-plans.title") }]} />
        <p>{t("seat-plans.has", { seats: seats.length })}</p>
        <WholeHall hall={{ ...draft, seats }} label={t("seats.whole", { name: draft.name })} />
        <Faults faults={draft.faults} />
        <Section title={t("seat-plans.add-row")} id="add-row">
          <AddRow draft={draft} problem={wrong("add-row")} values={values} />
        </Section>
        {rows && <OnRows draft={draft} wrong={wrong} values={values} />}
        {rows && (
          <Table
            caption={t("seat-plans.rows")}
            columns={[
              { key: "zone", label: t("seat-plans.zone") },
              { key: "row", label: t("seat-plans.row") },
              { key: "seats", label: t("seat-plans.seats"), numeric: true },
            ]}
            rows={draft.rows.map(({ zone, row, seats }) => ({
              key: `${zone} ${row}`,
              cells: [zone, row, seats],
            }))}
          />
        )}
        <Section title={t("seat-plans.finish")} id="finish">
          <Form label={t("seat-plans.publish")} problem={wrong("publish")}>
            <input type="hidden" name="do" value="publish" />
            <p>{t("seat-plans.publish.means")}</p>
            <Button icon="check">{t("seat-plans.publish")}</Button>
          </Form>
          <details>
            <summary>{t("seat-plans.drop")}</summary>
            <Form label={t("seat-plans.drop")} problem={wrong("drop")}>
              <input type="hidden" name="do" value="drop" />
              <Button kind="refuse">{t("seat-plans.drop")}</Button>
            </Form>
          </details>
        </Section>
      </div>
    </ShellDesk>
  );
}

function Faults({ faults }: Pick<Draft, "faults">) {
  const { text: t } = usePage();
  if (faults.length === 0) return null;
  return (
    <Notice kind="attention" title={t("seat-plans.faults", { count: faults.length })}>
      <ul>
        {faults.map(({ at, id, says }) => (
          <li key={at + id} dir="auto">
            {says}
          </li>
        ))}
      </ul>
    </Notice>
  );
}

interface StrokeProps {
  draft: Draft;
  problem: Problem | undefined;
  values: Record<string, string>;
}

const numberings = ["odd-left", "odd-right", "left-to-right", "right-to-left"] as const;
const bends = ["none", "gentle", "strong"] as const;

// texts: seat-plans.numbering.* seat-plans.bend.*
function AddRow({ draft, problem, values }: StrokeProps) {
  const { text: t } = usePage();
  const last = draft.rows.at(-1);
  const lowest = draft.seats.reduce((most, { y }) => Math.max(most, y), draft.size.height / 8);
  const number = (name: string, value: number, chars: 4 | 6 = 4) => (
    <Field
      name={name}
      type="number"
      label={t(`seat-plans.${name}`)}
      value={values[name] ?? Math.round(value)}
      chars={chars}
      problem={problem}
    />
  );
  // texts: seat-plans.seats-in-row seat-plans.start seat-plans.x seat-plans.y seat-plans.spacing
  return (
    <Form label={t("seat-plans.add-row")} problem={problem}>
      <input type="hidden" name="do" value="add-row" />
      <Field
        name="zone"
        label={t("seat-plans.zone")}
        hint={t("seat-plans.zone.hint")}
        value={values.zone ?? last?.zone}
        problem={problem}
      />
      <Field
        name="name"
        label={t("seat-plans.row")}
        hint={t("seat-plans.row.hint")}
        value={values.name ?? (last && /^\d+$/.test(last.row) ? String(Number(last.row) + 1) : "1")}
        chars={12}
        problem={problem}
      />
      <Field
        name="seats"
        type="number"
        label={t("seat-plans.seats-in-row")}
        value={values.seats ?? last?.seats ?? 20}
        chars={4}
        problem={problem}
      />
      <Choice
        name="numbering"
        label={t("seat-plans.numbering")}
        value={values.numbering ?? "odd-left"}
        options={numberings.map((one) => ({ value: one, label: t(`seat-plans.numbering.${one}`) }))}
        problem={problem}
      />
      {number("start", 1)}
      <Field
        name="aisles"
        label={t("seat-plans.aisles")}
        hint={t("seat-plans.aisles.hint")}
        value={values.aisles}
        chars={12}
        problem={problem}
        optional
      />
      <Choice
        name="bend"
        label={t("seat-plans.bend")}
        value={values.bend ?? "none"}
        options={bends.map((one) => ({ value: one, label: t(`seat-plans.bend.${one}`) }))}
        inline
        problem={problem}
      />
      {number("x", draft.focal.x, 6)}
      {number("y", draft.seats.length > 0 ? lowest + 95 : lowest, 6)}
      {number("spacing", 55)}
      <Field
        name="category"
        label={t("seat-plans.category")}
        value={values.category ?? t("seat-plans.category.usual")}
        chars={12}
        problem={problem}
      />
      <Button icon="check">{t("seat-plans.add-row.do")}</Button>
    </Form>
  );
}

/** What is done to a row that is there. */
function OnRows({
  draft,
  wrong,
  values,
}: {
  draft: Draft;
  wrong: (what: string) => Problem | undefined;
  values: Record<string, string>;
}) {
  const { text: t } = usePage();
  const last = draft.rows.at(-1);
  const rows = draft.rows.map(({ zone, row }) => ({ value: `${zone}\n${row}`, label: `${zone} ${row}` }));
  const stroke = (
    what: "copy-row" | "aisle" | "wheelchair" | "remove-row",
    fields: [string, string | number][],
  ) => (
    <details key={what} open={wrong(what) !== undefined}>
      <summary>{t(`seat-plans.${what}`)}</summary>
      <Form label={t(`seat-plans.${what}`)} problem={wrong(what)}>
        <input type="hidden" name="do" value={what} />
        <Select
          name="of"
          label={t("seat-plans.of-row")}
          options={rows}
          value={values.of ?? rows.at(-1)?.value}
          problem={wrong(what)}
        />
        {fields.map(([name, usual]) => (
          <Field
            key={name}
            name={name}
            label={t(`seat-plans.${what}.${name}`)}
            value={wrong(what) ? values[name] : usual}
            chars={6}
            problem={wrong(what)}
          />
        ))}
        <Button kind={what === "remove-row" ? "refuse" : "quiet"}>{t(`seat-plans.${what}`)}</Button>
      </Form>
    </details>
  );
  // texts: seat-plans.copy-row.* seat-plans.aisle.* seat-plans.wheelchair.*
  return (
    <Section title={t("seat-plans.on-rows")} id="on-rows">
      {stroke("copy-row", [
        ["name", last && /^\d+$/.test(last.row) ? Number(last.row) + 1 : ""],
        ["times", 1],
        ["pitch", 95],
      ])}
      {stroke("aisle", [
        ["after", ""],
        ["width", 110],
      ])}
      {stroke("wheelchair", [
        ["space", ""],
        ["companion", ""],
      ])}
      {stroke("remove-row", [])}
    </Section>
  );
}
