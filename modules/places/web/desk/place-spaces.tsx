import { redirect } from "react-router";
import type { AnswerOf } from "#contract";
import { askedItem } from "#web/address.ts";
import { Button, ButtonLink } from "#web/kit/button.tsx";
import { Choice, Field } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Section } from "#web/kit/section.tsx";
import { type ActArgs, keyOf, type LoadArgs, type PageProps, pageOf, said } from "#web/page.ts";
import { useText } from "#web/text.tsx";
import { addSpace, changeSpace, deskPlace, equipmentCodes, retireSpace } from "../../contract.ts";
import { DeskFrame, doneIn, ReadOnly } from "./frame.tsx";
import { RoomTable } from "./inventory.tsx";
import { refusedWith } from "./refused.ts";

type Space = AnswerOf<typeof deskPlace>["spaces"][number];
type Draft = Pick<Space, "name" | "names" | "equipment"> & {
  capacity: number | string;
  areaM2: number | string | null;
};

export async function loader({ context, params, request }: LoadArgs) {
  const place = await pageOf(context).call(deskPlace, { params: { id: params.id ?? "" }, query: {} });
  const space = askedItem({ context, request }, "space", place.spaces, ({ id }) => id);
  return { place, space, done: doneIn(request) };
}

export async function action({ context, params, request }: ActArgs) {
  const { call } = pageOf(context);
  const form = await request.formData();
  const id = params.id ?? "";
  const space = said(form, "space");
  const home = `/desk/places/${id}/spaces`;
  const draft = draftIn(form);
  // Numbers and choices are checked by the operation, whatever was typed.
  const body = draft as Draft & { capacity: number; areaM2: number | null };
  try {
    if (form.get("do") === "retire") {
      await call(retireSpace, { params: { id, space } }, keyOf(form));
      return redirect(`${home}?retired`);
    }
    if (space === "") await call(addSpace, { params: { id }, body }, keyOf(form));
    else {
      const version = Number(form.get("version"));
      // Access of a room is not asked here and stays as it was seen.
      const access = form.getAll("access[]").map(String) as Space["access"];
      await call(changeSpace, { params: { id, space }, body: { ...body, access, version } }, keyOf(form));
    }
  } catch (error) {
    return refusedWith(error, draft);
  }
  return redirect(`${home}?${space === "" ? "added" : "saved"}`);
}

function draftIn(form: FormData): Draft {
  const typed = (name: string) => said(form, name);
  const number = (text: string) => (text === "" || Number.isNaN(Number(text)) ? text : Number(text));
  const en = typed("names.en");
  return {
    name: typed("name"),
    names: en === "" ? {} : { en },
    capacity: number(typed("capacity")),
    areaM2: typed("areaM2") === "" ? null : number(typed("areaM2")),
    equipment: form.getAll("equipment[]").map(String) as Space["equipment"],
  };
}

// texts: place.equipment.*

/** Rooms, courts and halls: the list, and one form for a new one or the one that was chosen. */
export default function DeskPlaceSpaces({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const t = useText();
  const { place, space, done } = loaderData;
  const problem = actionData?.problem;
  const draft: Draft | null = actionData?.draft ?? space;
  const home = `/desk/places/${place.id}/spaces`;
  return (
    <DeskFrame place={place} tab="spaces" done={actionData ? null : done}>
      {!place.can.includes("change") && <ReadOnly place={place} />}
      {place.spaces.length > 0 && (
        <RoomTable
          caption={t("place.spaces.title")}
          items={place.spaces}
          hrefOf={place.can.includes("change") ? ({ id }) => `${home}?space=${id}#space` : undefined}
        />
      )}
      {place.can.includes("change") && (
        <Section
          title={space ? t("place.desk.spaces.change", { name: space.name }) : t("place.desk.spaces.add")}
          id="space"
        >
          <Form problem={problem} label={t("place.desk.spaces.add")}>
            {space && (
              <>
                <input type="hidden" name="space" value={space.id} />
                <input type="hidden" name="version" value={space.version} />
                {space.access.map((code) => (
                  <input key={code} type="hidden" name="access[]" value={code} />
                ))}
              </>
            )}
            <Field name="name" label={t("place.name")} value={draft?.name} problem={problem} />
            <Field
              name="names.en"
              label={t("place.name-en")}
              value={draft?.names.en}
              problem={problem}
              optional
            />
            <Field
              name="capacity"
              type="number"
              inputMode="numeric"
              min={1}
              chars={6}
              label={t("place.desk.spaces.capacity")}
              value={draft?.capacity}
              problem={problem}
            />
            <Field
              name="areaM2"
              inputMode="decimal"
              chars={6}
              label={t("place.desk.spaces.area")}
              value={draft?.areaM2 ?? ""}
              problem={problem}
              optional
            />
            <Choice
              name="equipment"
              label={t("place.equipment.title")}
              value={draft?.equipment ?? []}
              many
              inline
              optional
              options={equipmentCodes.map((code) => ({ value: code, label: t(`place.equipment.${code}`) }))}
              problem={problem}
            />
            <p className="actions">
              <Button>{t(space ? "place.desk.save" : "place.desk.spaces.add")}</Button>
              {space && (
                <>
                  <Button kind="refuse" name="do" value="retire">
                    {t("place.desk.spaces.retire")}
                  </Button>
                  <ButtonLink kind="link" href={home}>
                    {t("place.desk.spaces.add")}
                  </ButtonLink>
                </>
              )}
            </p>
          </Form>
        </Section>
      )}
    </DeskFrame>
  );
}
