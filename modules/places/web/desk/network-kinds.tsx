import { redirect } from "react-router";
import type { AnswerOf } from "#contract";
import { askedItem } from "#web/address.ts";
import { Button, ButtonLink } from "#web/kit/button.tsx";
import { Field, Select, Tick } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Icon, iconOfPlace, placeIcons } from "#web/kit/icon.tsx";
import { Table } from "#web/kit/list.tsx";
import { Notice } from "#web/kit/notice.tsx";
import { Section } from "#web/kit/section.tsx";
import { type ActArgs, keyOf, type LoadArgs, type PageProps, type Problem, pageOf, said } from "#web/page.ts";
import { usePage, useText } from "#web/text.tsx";
import { listKinds, putKind } from "../../contract.ts";
import { NetworkFrame } from "./network-frame.tsx";
import { refusedWith } from "./refused.ts";

type Kind = AnswerOf<typeof listKinds>["items"][number];
type Draft = Pick<Kind, "code" | "name" | "names" | "icon" | "retired"> & { sort: number | string };

export async function loader({ context, request }: LoadArgs) {
  const { items } = await pageOf(context).call(listKinds, {});
  const query = new URL(request.url).searchParams;
  return {
    items,
    chosen: askedItem({ context, request }, "kind", items, ({ code }) => code),
    done: query.has("saved"),
  };
}

export async function action({ context, request }: ActArgs) {
  const { call } = pageOf(context);
  const form = await request.formData();
  const draft = draftIn(form);
  const { code, ...body } = draft;
  try {
    // The number is checked by the operation, whatever was typed.
    await call(putKind, { params: { code }, body: body as typeof body & { sort: number } }, keyOf(form));
  } catch (error) {
    return refusedWith(error, draft);
  }
  return redirect("/desk/network/kinds?saved");
}

function draftIn(form: FormData): Draft {
  const typed = (name: string) => said(form, name);
  // Names in languages this form does not ask for stay as they are.
  const names: Kind["names"] = JSON.parse(typed("otherNames") || "{}");
  const { en: _, ...others } = names;
  const en = typed("names.en");
  const sort = typed("sort");
  return {
    code: typed("code"),
    name: typed("name"),
    names: en === "" ? others : { ...others, en },
    icon: typed("icon"),
    sort: sort === "" || Number.isNaN(Number(sort)) ? sort : Number(sort),
    retired: form.has("retired"),
  };
}

/** The kinds of place as the city's own words: added, renamed, given an icon, retired. */
export default function DeskNetworkKinds({
  loaderData,
  actionData,
}: PageProps<typeof loader, typeof action>) {
  const { text: t, actor } = usePage();
  const { items, chosen, done } = loaderData;
  const edits = actor.can.includes("admin");
  return (
    <NetworkFrame view="kinds">
      {done && !actionData && <Notice kind="done" live title={t("place.desk.done.saved")} />}
      <Table
        caption={t("network.view.kinds")}
        hideCaption
        columns={[
          { key: "name", label: t("place.name") },
          { key: "code", label: t("kind.code") },
          { key: "places", label: t("kind.places"), numeric: true },
          { key: "state", label: t("sharing.state") },
        ]}
        rows={items.map((one) => ({
          key: one.code,
          cells: [
            <span key="name">
              <Icon name={iconOfPlace(one.icon)} />{" "}
              {edits ? <a href={`/desk/network/kinds?kind=${one.code}#kind`}>{one.says}</a> : one.says}
            </span>,
            <code key="code">{one.code}</code>,
            t.formats.numberText(one.places),
            t(one.retired ? "kind.retired" : "kind.used"),
          ],
        }))}
      />
      {edits && (
        <Section title={chosen ? t("kind.change", { name: chosen.says }) : t("kind.add")} id="kind">
          <KindForm
            chosen={chosen}
            draft={actionData?.draft ?? chosen}
            last={Math.max(0, ...items.map(({ sort }) => sort))}
            problem={actionData?.problem}
          />
        </Section>
      )}
    </NetworkFrame>
  );
}

interface KindFormProps {
  chosen: Kind | null;
  draft: Draft | null;
  last: number;
  problem: Problem | undefined;
}

function KindForm({ chosen, draft, last, problem }: KindFormProps) {
  const t = useText();
  return (
    <Form problem={problem} label={t("kind.add")}>
      <input type="hidden" name="otherNames" value={JSON.stringify(draft?.names ?? {})} />
      {chosen ? (
        <input type="hidden" name="code" value={chosen.code} />
      ) : (
        <Field
          name="code"
          label={t("kind.code")}
          hint={t("kind.code.hint")}
          value={draft?.code}
          problem={codeProblem(problem)}
        />
      )}
      <Field name="name" label={t("place.name")} value={draft?.name} problem={problem} />
      <Field name="names.en" label={t("place.name-en")} value={draft?.names.en} problem={problem} optional />
      <Select
        name="icon"
        label={t("kind.icon")}
        hint={t("kind.icon.hint")}
        value={draft?.icon ?? placeIcons[0]}
        options={placeIcons.map((name) => ({ value: name, label: name }))}
        problem={problem}
      />
      <Field
        name="sort"
        type="number"
        inputMode="numeric"
        min={0}
        chars={6}
        label={t("kind.sort")}
        hint={t("kind.sort.hint")}
        value={draft?.sort ?? last + 10}
        problem={problem}
      />
      {chosen && (
        <Tick name="retired" label={t("kind.retire")} checked={draft?.retired ?? false} problem={problem} />
      )}
      <p className="actions">
        <Button>{t(chosen ? "place.desk.save" : "kind.add")}</Button>
        {chosen && (
          <ButtonLink kind="link" href="/desk/network/kinds">
            {t("kind.add")}
          </ButtonLink>
        )}
      </p>
    </Form>
  );
}

/** The code stands in the address of the operation, here it is a field like the others. */
function codeProblem(problem: Problem | undefined): Problem | undefined {
  return (
    problem && {
      ...problem,
      errors: problem.errors?.map((one) => ({ ...one, field: one.field.replace("/params/", "/body/") })),
    }
  );
}
