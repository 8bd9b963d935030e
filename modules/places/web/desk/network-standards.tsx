import { redirect } from "react-router";
import type { AnswerOf, InputOf } from "#contract";
import { askedItem } from "#web/address.ts";
import { Button, ButtonLink } from "#web/kit/button.tsx";
import { Choice, DateField, Field, Select } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Table } from "#web/kit/list.tsx";
import { Notice } from "#web/kit/notice.tsx";
import { Section } from "#web/kit/section.tsx";
import { day } from "#web/occasion.ts";
import { type ActArgs, keyOf, type LoadArgs, type PageProps, type Problem, pageOf, said } from "#web/page.ts";
import { usePage, useText } from "#web/text.tsx";
import { endStandard, facilityLevels, listKinds, listStandards, putStandard } from "../../contract.ts";
import { NetworkFrame } from "./network-frame.tsx";
import { refusedWith } from "./refused.ts";

type Standard = AnswerOf<typeof listStandards>["items"][number];
type Body = InputOf<typeof putStandard>["body"];
type Draft = Omit<Body, "atLeast"> & { code: string; atLeast: number | string };

export async function loader({ context, request }: LoadArgs) {
  const { call } = pageOf(context);
  const [{ items, divisionKinds }, kinds] = await Promise.all([call(listStandards, {}), call(listKinds, {})]);
  const query = new URL(request.url).searchParams;
  const open = items.filter(({ to }) => to === null);
  const chosen = askedItem({ context, request }, "standard", open, ({ code }) => code);
  return {
    items,
    divisionKinds,
    kinds: kinds.items,
    chosen,
    done: ["saved", "ended"].find((word) => query.has(word)) ?? null,
  };
}

export async function action({ context, request }: ActArgs) {
  const { call } = pageOf(context);
  const form = await request.formData();
  const { code, ...body } = draftIn(form);
  const params = { code };
  try {
    if (form.get("do") === "end") {
      await call(endStandard, { params, body: { from: body.from } }, keyOf(form));
      return redirect("/desk/network/standards?ended");
    }
    // Numbers and choices are checked by the operation, whatever was sent.
    await call(putStandard, { params, body: body as Body }, keyOf(form));
  } catch (error) {
    return refusedWith(error, { code, ...body });
  }
  return redirect("/desk/network/standards?saved");
}

function draftIn(form: FormData): Draft {
  const typed = (name: string) => said(form, name);
  const names: Draft["names"] = JSON.parse(typed("otherNames") || "{}");
  const { en: _, ...others } = names ?? {};
  const en = typed("names.en");
  const atLeast = typed("atLeast");
  return {
    code: typed("code"),
    name: typed("name"),
    names: en === "" ? others : { ...others, en },
    level: typed("level") as Draft["level"],
    divisionKinds: form.getAll("divisionKinds[]").map(String),
    kinds: form.getAll("kinds[]").map(String),
    atLeast: atLeast === "" || Number.isNaN(Number(atLeast)) ? atLeast : Number(atLeast),
    source: typed("source"),
    status: typed("status") as Draft["status"],
    from: typed("from"),
  };
}

// texts: place.level.* network.status.* standard.done.*

/** What every division of a level is to have, from which day on, and where that is written. */
export default function DeskNetworkStandards({
  loaderData,
  actionData,
}: PageProps<typeof loader, typeof action>) {
  const { text: t, actor } = usePage();
  const { items, kinds, chosen, done } = loaderData;
  const edits = actor.can.includes("admin");
  const kindNames = new Map(kinds.map(({ code, says }) => [code, says]));
  return (
    <NetworkFrame view="standards">
      {done && !actionData && <Notice kind="done" live title={t(`standard.done.${done}`)} />}
      <Table
        caption={t("network.view.standards")}
        hideCaption
        columns={[
          { key: "name", label: t("network.standard") },
          { key: "level", label: t("place.level") },
          { key: "divisions", label: t("standard.divisions") },
          { key: "kinds", label: t("standard.kinds") },
          { key: "least", label: t("standard.at-least"), numeric: true },
          { key: "days", label: t("sharing.days") },
          { key: "status", label: t("network.status") },
        ]}
        rows={items.map((one) => ({
          key: `${one.code} ${one.from}`,
          cells: [
            edits && one.to === null ? (
              <a key="name" href={`/desk/network/standards?standard=${one.code}#standard`}>
                {one.says}
              </a>
            ) : (
              one.says
            ),
            t(`place.level.${one.level}`),
            one.divisionKinds.length > 0 ? t.formats.listText(one.divisionKinds) : t("network.asks.all"),
            t.formats.listText(one.kinds.map((code) => kindNames.get(code) ?? code)),
            t.formats.numberText(one.atLeast),
            daysOf(t, one),
            t(`network.status.${one.status}`),
          ],
        }))}
      />
      {edits && (
        <Section
          title={chosen ? t("standard.change", { name: chosen.says }) : t("standard.add")}
          id="standard"
        >
          <StandardForm
            chosen={chosen}
            draft={actionData?.draft ?? chosen}
            kinds={kinds}
            divisionKinds={loaderData.divisionKinds}
            problem={actionData?.problem}
          />
        </Section>
      )}
    </NetworkFrame>
  );
}

function daysOf(t: ReturnType<typeof useText>, { from, to }: Standard): string {
  const first = t.formats.fullDayText(day(from));
  return to === null
    ? t("sharing.since", { day: first })
    : t("sharing.from-to", { from: first, to: t.formats.fullDayText(day(to).subtract({ days: 1 })) });
}

interface StandardFormProps {
  chosen: Standard | null;
  draft: Partial<Draft> | null;
  kinds: readonly { code: string; says: string; retired: boolean }[];
  divisionKinds: readonly string[];
  problem: Problem | undefined;
}

function StandardForm({ chosen, draft, kinds, divisionKinds, problem }: StandardFormProps) {
  const t = useText();
  const inForm = problem && {
    ...problem,
    errors: problem.errors?.map((one) => ({ ...one, field: one.field.replace("/params/", "/body/") })),
  };
  const offered = [...new Set([...divisionKinds, ...(draft?.divisionKinds ?? [])])];
  return (
    <Form problem={inForm} label={t("standard.add")}>
      <input type="hidden" name="otherNames" value={JSON.stringify(draft?.names ?? {})} />
      {chosen ? (
        <input type="hidden" name="code" value={chosen.code} />
      ) : (
        <Field
          name="code"
          label={t("kind.code")}
          hint={t("kind.code.hint")}
          value={draft?.code}
          problem={inForm}
        />
      )}
      <Field name="name" label={t("place.name")} value={draft?.name} problem={inForm} />
      <Field name="names.en" label={t("place.name-en")} value={draft?.names?.en} problem={inForm} optional />
      <Choice
        name="level"
        label={t("standard.level")}
        value={draft?.level ?? "community"}
        inline
        options={facilityLevels.map((value) => ({ value, label: t(`place.level.${value}`) }))}
        problem={inForm}
      />
      <Choice
        name="divisionKinds"
        label={t("standard.divisions")}
        hint={t("standard.divisions.hint")}
        value={draft?.divisionKinds ?? []}
        many
        inline
        optional
        options={offered.map((value) => ({ value, label: value }))}
        problem={inForm}
      />
      <Choice
        name="kinds"
        label={t("standard.kinds")}
        hint={t("standard.kinds.hint")}
        value={draft?.kinds ?? []}
        many
        inline
        options={kinds
          .filter(({ code, retired }) => !retired || draft?.kinds?.includes(code))
          .map(({ code, says }) => ({ value: code, label: says }))}
        problem={inForm}
      />
      <Field
        name="atLeast"
        type="number"
        inputMode="numeric"
        min={1}
        chars={4}
        label={t("standard.at-least")}
        value={draft?.atLeast ?? 1}
        problem={inForm}
      />
      <Field
        name="source"
        lines={2}
        label={t("network.source")}
        hint={t("standard.source.hint")}
        value={draft?.source}
        problem={inForm}
      />
      <Select
        name="status"
        label={t("network.status")}
        value={draft?.status ?? "unverified"}
        options={(["unverified", "verified"] as const).map((value) => ({
          value,
          label: t(`network.status.${value}`),
        }))}
        problem={inForm}
      />
      <DateField
        name="from"
        label={t("standard.from")}
        hint={t("standard.from.hint")}
        value={draft?.from}
        problem={inForm}
      />
      <p className="actions">
        <Button>{t(chosen ? "place.desk.save" : "standard.add")}</Button>
        {chosen && (
          <>
            <Button kind="refuse" name="do" value="end">
              {t("standard.end")}
            </Button>
            <ButtonLink kind="link" href="/desk/network/standards">
              {t("standard.add")}
            </ButtonLink>
          </>
        )}
      </p>
    </Form>
  );
}
