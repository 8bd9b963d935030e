import { redirect } from "react-router";
import type { AnswerOf, InputOf } from "#contract";
import { askedItem } from "#web/address.ts";
import { Button, ButtonLink } from "#web/kit/button.tsx";
import { Choice, DateField, Field, Select } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Empty, Notice } from "#web/kit/notice.tsx";
import { optionsOf } from "#web/kit/options.ts";
import { Section } from "#web/kit/section.tsx";
import { type ActArgs, keyOf, type LoadArgs, type PageProps, type Problem, pageOf, said } from "#web/page.ts";
import { useText } from "#web/text.tsx";
import {
  addThing,
  changeThing,
  deskPlace,
  goneReasons,
  listThings,
  removeThing,
  thingCategories,
  thingConditions,
} from "../../contract.ts";
import { DeskFrame, type DeskPlace, doneIn } from "./frame.tsx";
import { ThingTable } from "./inventory.tsx";
import { refusedWith } from "./refused.ts";
import { type ThingBody, type ThingDraft, thingIn } from "./thing-form.ts";

type Thing = AnswerOf<typeof listThings>["items"][number];
type Because = InputOf<typeof removeThing>["body"]["because"];

export async function loader({ context, params, request }: LoadArgs) {
  const { call } = pageOf(context);
  const id = params.id ?? "";
  const [place, { items }] = await Promise.all([
    call(deskPlace, { params: { id }, query: {} }),
    call(listThings, { params: { id } }),
  ]);
  const chosen = askedItem({ context, request }, "thing", items, (one) => one.id);
  return { place, items, chosen, done: doneIn(request) };
}

export async function action({ context, params, request }: ActArgs) {
  const { call } = pageOf(context);
  const form = await request.formData();
  const id = params.id ?? "";
  const thing = said(form, "thing");
  const home = `/desk/places/${id}/things`;
  const draft = thingIn(form);
  try {
    if (form.get("do") === "remove") {
      // Choices are checked by the operation, whatever was sent.
      const because = said(form, "because") as Because;
      await call(removeThing, { params: { id, thing }, body: { because } }, keyOf(form));
      return redirect(`${home}?removed`);
    }
    // Numbers are checked by the operation, whatever was typed.
    const body = draft as ThingBody;
    if (thing === "") await call(addThing, { params: { id }, body }, keyOf(form));
    else {
      const version = Number(form.get("version"));
      await call(changeThing, { params: { id, thing }, body: { ...body, version } }, keyOf(form));
    }
  } catch (error) {
    return refusedWith(error, draft);
  }
  return redirect(`${home}?${thing === "" ? "added" : "saved"}`);
}

// texts: thing.category.* thing.condition.* thing.gone.*

/** The inventory: what stands in the place, and one form for a new thing or the chosen one. */
export default function DeskPlaceThings({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const t = useText();
  const { place, items, chosen, done } = loaderData;
  const home = `/desk/places/${place.id}/things`;
  const changes = place.can.includes("change");
  return (
    <DeskFrame place={place} tab="things" done={actionData ? null : done}>
      {items.length === 0 ? (
        <Empty title={t("thing.none")}>{t("thing.none.do")}</Empty>
      ) : (
        <ThingTable
          caption={t("place.desk.tab.things")}
          items={items.map((one) => ({ ...one, room: one.space }))}
          hrefOf={changes ? ({ id }) => `${home}?thing=${id}#thing` : undefined}
        />
      )}
      {changes && (
        <>
          <Section title={chosen ? t("thing.change", { name: chosen.name }) : t("thing.add")} id="thing">
            <ThingForm
              place={place}
              chosen={chosen}
              draft={actionData?.draft ?? chosen}
              problem={actionData?.problem}
            />
          </Section>
          {chosen && <Removal thing={chosen} home={home} />}
        </>
      )}
    </DeskFrame>
  );
}

interface ThingFormProps {
  place: DeskPlace;
  chosen: Thing | null;
  draft: ThingDraft | null;
  problem: Problem | undefined;
}

function ThingForm({ place, chosen, draft, problem }: ThingFormProps) {
  const t = useText();
  return (
    <Form problem={problem} label={t("thing.add")}>
      {chosen && (
        <>
          <input type="hidden" name="thing" value={chosen.id} />
          <input type="hidden" name="version" value={chosen.version} />
        </>
      )}
      <Field name="name" label={t("thing.name")} value={draft?.name} problem={problem} />
      <Select
        name="category"
        label={t("thing.category")}
        value={draft?.category}
        empty={t("place.desk.choose")}
        options={thingCategories.map((value) => ({ value, label: t(`thing.category.${value}`) }))}
        problem={problem}
      />
      <Field
        name="quantity"
        type="number"
        inputMode="numeric"
        min={1}
        chars={6}
        label={t("thing.quantity")}
        value={draft?.quantity ?? 1}
        problem={problem}
      />
      <Field
        name="tag"
        label={t("thing.tag")}
        hint={t("thing.tag.hint")}
        chars={20}
        value={draft?.tag ?? ""}
        problem={problem}
        optional
      />
      <Choice
        name="condition"
        label={t("thing.condition")}
        value={draft?.condition ?? "good"}
        inline
        options={thingConditions.map((value) => ({ value, label: t(`thing.condition.${value}`) }))}
        problem={problem}
      />
      <Select
        name="spaceId"
        label={t("thing.room")}
        value={draft?.spaceId ?? ""}
        empty={t("thing.room.none")}
        options={optionsOf(place.spaces)}
        problem={problem}
        optional
      />
      <DateField
        name="acquiredOn"
        label={t("thing.acquired")}
        value={draft?.acquiredOn ?? ""}
        problem={problem}
        optional
      />
      <Field
        name="value"
        inputMode="decimal"
        chars={12}
        label={t("thing.value")}
        hint={t("thing.value.hint")}
        value={draft?.value ?? ""}
        problem={problem}
        optional
      />
      <Field name="note" lines={2} label={t("thing.note")} value={draft?.note} problem={problem} optional />
      <p className="actions">
        <Button>{t(chosen ? "place.desk.save" : "thing.add")}</Button>
        {chosen && (
          <ButtonLink kind="link" href={`/desk/places/${place.id}/things`}>
            {t("thing.add")}
          </ButtonLink>
        )}
      </p>
    </Form>
  );
}

/** Out of the inventory, with the reason: a form of its own, so that saving and removing are never one slip apart. */
function Removal({ thing, home }: { thing: Thing; home: string }) {
  const t = useText();
  return (
    <Section title={t("thing.remove")} id="remove">
      <Form action={home} label={t("thing.remove")}>
        <input type="hidden" name="thing" value={thing.id} />
        <Notice title={t("thing.remove.means")} />
        <Choice
          name="because"
          label={t("thing.gone")}
          value="written-off"
          inline
          options={goneReasons.map((value) => ({ value, label: t(`thing.gone.${value}`) }))}
        />
        <Button kind="refuse" name="do" value="remove">
          {t("thing.remove")}
        </Button>
      </Form>
    </Section>
  );
}
