import { redirect } from "react-router";
import type { AnswerOf } from "#contract";
import { askedItem } from "#web/address.ts";
import { Button, ButtonLink } from "#web/kit/button.tsx";
import { Field, Select } from "#web/kit/field.tsx";
import { Form, FormKey } from "#web/kit/form.tsx";
import { Empty } from "#web/kit/notice.tsx";
import { Photograph } from "#web/kit/photograph.tsx";
import { Section } from "#web/kit/section.tsx";
import { type ActArgs, keyOf, type LoadArgs, type PageProps, type Problem, pageOf, said } from "#web/page.ts";
import { useText } from "#web/text.tsx";
import {
  addPhotograph,
  changePhotograph,
  deskPlace,
  erasePhotograph,
  licences,
  listPhotographs,
  orderPhotographs,
} from "../../contract.ts";
import { DeskFrame, doneIn, ReadOnly } from "./frame.tsx";
import { fileIn, type PhotographDraft, photographIn, stepped } from "./photograph-form.ts";
import { refusedWith } from "./refused.ts";

type Shown = AnswerOf<typeof listPhotographs>["items"][number];

export async function loader({ context, params, request }: LoadArgs) {
  const { call } = pageOf(context);
  const id = params.id ?? "";
  const [place, { items, most }] = await Promise.all([
    call(deskPlace, { params: { id }, query: {} }),
    call(listPhotographs, { params: { id } }),
  ]);
  const chosen = askedItem({ context, request }, "photograph", items, (one) => one.id);
  return { place, items, most, chosen, done: doneIn(request) };
}

export async function action({ context, params, request }: ActArgs) {
  const { call } = pageOf(context);
  const form = await request.formData();
  const id = params.id ?? "";
  const photograph = said(form, "photograph");
  const home = `/desk/places/${id}/photographs`;
  const draft = photographIn(form);
  const what = said(form, "do");
  try {
    if (what === "erase") {
      await call(erasePhotograph, { params: { id, photograph } }, keyOf(form));
      return redirect(`${home}?erased`);
    }
    if (what === "earlier" || what === "later") {
      const ids = form.getAll("order[]").map(String);
      const body = { ids: stepped(ids, photograph, what === "earlier" ? -1 : 1) };
      await call(orderPhotographs, { params: { id }, body }, keyOf(form));
      return redirect(`${home}?moved`);
    }
    if (photograph) await call(changePhotograph, { params: { id, photograph }, body: draft }, keyOf(form));
    else
      await call(
        addPhotograph,
        { params: { id }, body: { ...draft, file: await fileIn(form) } },
        keyOf(form),
      );
  } catch (error) {
    return refusedWith(error, draft);
  }
  return redirect(`${home}?${photograph ? "saved" : "added"}`);
}

/** Photographs of the place: what there is in its order, and one form for a new one or the words of the chosen one. */
export default function DeskPlacePhotographs({
  loaderData,
  actionData,
}: PageProps<typeof loader, typeof action>) {
  const t = useText();
  const { place, items, most, chosen, done } = loaderData;
  const home = `/desk/places/${place.id}/photographs`;
  const changes = place.can.includes("change");
  return (
    <DeskFrame place={place} tab="photographs" done={actionData ? null : done}>
      {!changes && <ReadOnly place={place} />}
      {items.length === 0 ? (
        <Empty title={t("place.desk.photographs.none")}>{t("place.desk.photographs.cover")}</Empty>
      ) : (
        <ol className="photographs plain">
          {items.map((one) => (
            <li key={one.id} className="stack-tight">
              <Photograph image={one.image} alt={one.alt} sizes="20rem" cut />
              <p dir="auto">
                {changes ? <a href={`${home}?photograph=${one.id}#photograph`}>{one.alt}</a> : one.alt}
              </p>
              {changes && items.length > 1 && <Steps items={items} one={one} />}
            </li>
          ))}
        </ol>
      )}
      {changes && (chosen || items.length < most) && (
        <Section
          title={chosen ? t("place.desk.photographs.change") : t("place.desk.photographs.add")}
          id="photograph"
        >
          <WordsForm
            chosen={chosen}
            draft={actionData?.draft ?? chosen}
            problem={actionData?.problem}
            home={home}
          />
        </Section>
      )}
    </DeskFrame>
  );
}

/** One step to the front or to the back: two buttons, no dragging. */
function Steps({ items, one }: { items: readonly Shown[]; one: Shown }) {
  const t = useText();
  return (
    <form method="post" className="row" data-once="">
      <FormKey />
      <input type="hidden" name="photograph" value={one.id} />
      {items.map(({ id }) => (
        <input key={id} type="hidden" name="order[]" value={id} />
      ))}
      {one !== items[0] && (
        <Button kind="link" name="do" value="earlier">
          {t("place.desk.photographs.earlier")}
        </Button>
      )}
      {one !== items.at(-1) && (
        <Button kind="link" name="do" value="later">
          {t("place.desk.photographs.later")}
        </Button>
      )}
    </form>
  );
}

interface WordsFormProps {
  chosen: Shown | null;
  draft: PhotographDraft | null;
  problem: Problem | undefined;
  home: string;
}

// texts: place.photograph.licence.*

function WordsForm({ chosen, draft, problem, home }: WordsFormProps) {
  const t = useText();
  return (
    <Form problem={problem} label={t("place.desk.photographs.add")} files>
      {chosen ? (
        <input type="hidden" name="photograph" value={chosen.id} />
      ) : (
        <Field
          name="file"
          type="file"
          accept="image/jpeg,image/png,image/webp,image/avif"
          label={t("place.desk.photographs.file")}
          hint={t("place.desk.photographs.file-hint")}
          problem={problem}
        />
      )}
      <Field
        name="alt"
        label={t("place.desk.photographs.alt")}
        hint={t("place.desk.photographs.alt-hint")}
        value={draft?.alt}
        problem={problem}
      />
      <Field
        name="alts.en"
        label={t("place.desk.photographs.alt-en")}
        value={draft?.alts.en}
        problem={problem}
        optional
      />
      <Field
        name="credit"
        label={t("place.desk.photographs.credit")}
        value={draft?.credit}
        problem={problem}
        optional
      />
      <Select
        name="licence"
        label={t("place.desk.photographs.licence")}
        hint={t("place.desk.photographs.licence-hint")}
        value={draft?.licence ?? "own"}
        options={licences.map((value) => ({ value, label: t(`place.photograph.licence.${value}`) }))}
        problem={problem}
      />
      <p className="actions">
        <Button>{t(chosen ? "place.desk.save" : "place.desk.photographs.add")}</Button>
        {chosen && (
          <>
            <Button kind="refuse" name="do" value="erase">
              {t("place.desk.photographs.erase")}
            </Button>
            <ButtonLink kind="link" href={home}>
              {t("place.desk.photographs.add")}
            </ButtonLink>
          </>
        )}
      </p>
    </Form>
  );
}
