import { redirect } from "react-router";
import type { AnswerOf } from "#contract";
import { Button } from "#web/kit/button.tsx";
import { Field, Tick } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Notice } from "#web/kit/notice.tsx";
import { Section } from "#web/kit/section.tsx";
import { ShellDesk } from "#web/kit/shell.desk.tsx";
import {
  type ActArgs,
  formProblem,
  keyOf,
  type LoadArgs,
  type PageProps,
  type Problem,
  pageOf,
  said,
} from "#web/page.ts";
import { usePage } from "#web/text.tsx";
import { listAudiences, putAudience } from "../preferences/contract.ts";

type Audience = AnswerOf<typeof listAudiences>["items"][number];

export async function loader({ context, request }: LoadArgs) {
  const { items } = await pageOf(context).call(listAudiences, {});
  return { items, saved: new URL(request.url).searchParams.has("saved") };
}

export async function action({ context, request }: ActArgs) {
  const { call } = pageOf(context);
  const form = await request.formData();
  const code = said(form, "code");
  try {
    const { items } = await call(listAudiences, {});
    const known = items.find((one) => one.code === code);
    const english = said(form, "english");
    // Languages this form does not show stay as they are.
    const { en: _, ...others } = known?.names ?? {};
    const names = { ...others, ...(english && { en: english }) };
    const body = {
      name: said(form, "name"),
      names,
      sort: Number(said(form, "sort")) || 0,
      retired: form.has("retired"),
    };
    await call(putAudience, { params: { code }, body }, keyOf(form));
  } catch (error) {
    return formProblem(error, form, "names");
  }
  return redirect("/desk/audiences?saved");
}

/** The groups people may count themselves to: the city's own words, added, renamed and retired here. */
export default function DeskAudiences({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { text: t } = usePage();
  const { items, saved } = loaderData;
  const refused = actionData?.values.code;
  const isKnown = items.some(({ code }) => code === refused);
  return (
    <ShellDesk title={t("audiences.title")}>
      {saved && <Notice kind="done" live title={t("account.saved")} />}
      <p>{t("audiences.lead")}</p>
      <ul className="plain stack">
        {items.map((one) => (
          <li key={one.code} className="card">
            <details open={refused === one.code}>
              <summary>
                {t(one.retired ? "audiences.one-retired" : "audiences.one", {
                  name: one.says,
                  chosen: one.chosen ?? 0,
                })}
              </summary>
              <AudienceForm
                one={one}
                problem={refused === one.code ? actionData?.problem : undefined}
                values={refused === one.code ? (actionData?.values ?? {}) : {}}
              />
            </details>
          </li>
        ))}
      </ul>
      <Section title={t("audiences.add")} id="add">
        <AudienceForm
          one={null}
          problem={isKnown ? undefined : actionData?.problem}
          values={isKnown ? {} : (actionData?.values ?? {})}
        />
      </Section>
    </ShellDesk>
  );
}

interface AudienceFormProps {
  one: Audience | null;
  problem: Problem | undefined;
  values: Record<string, string>;
}

function AudienceForm({ one, problem, values }: AudienceFormProps) {
  const { text: t } = usePage();
  return (
    <Form problem={problem} label={one?.says ?? t("audiences.add")}>
      {one ? (
        <input type="hidden" name="code" value={one.code} />
      ) : (
        <Field
          name="code"
          label={t("audiences.code")}
          hint={t("audiences.code.hint")}
          chars={20}
          value={values.code}
          problem={problem}
        />
      )}
      <Field
        name="name"
        label={t("audiences.name")}
        value={values.name ?? one?.name}
        problem={problem}
        chars={20}
      />
      <Field
        name="english"
        label={t("audiences.english")}
        value={values.english ?? one?.names.en}
        problem={problem}
        chars={20}
        optional
      />
      <Field
        name="sort"
        label={t("audiences.sort")}
        type="number"
        min={0}
        max={30000}
        chars={6}
        value={values.sort ?? one?.sort ?? 100}
        problem={problem}
      />
      <Tick name="retired" label={t("audiences.retired")} checked={one?.retired ?? false} />
      <Button kind="quiet">{t("account.save")}</Button>
    </Form>
  );
}
