import { redirect } from "react-router";
import { Button } from "#web/kit/button.tsx";
import { Field, Select } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Notice } from "#web/kit/notice.tsx";
import { codeOptionsOf } from "#web/kit/options.ts";
import { Trail } from "#web/kit/section.tsx";
import { ShellDesk } from "#web/kit/shell.desk.tsx";
import {
  type ActArgs,
  formProblem,
  keyOf,
  type LoadArgs,
  numberOf,
  type PageProps,
  pageOf,
  said,
} from "#web/page.ts";
import { useText } from "#web/text.tsx";
import { putReaderTerms, readerTerms } from "../../circulation/readers/contract.ts";
import { CategorySelect } from "./category-select.tsx";
import { yuanOf } from "./reader-words.ts";

export async function loader({ context, params, request }: LoadArgs) {
  const terms = await pageOf(context).call(readerTerms, { query: { organisationId: params.id ?? "" } });
  return { terms, saved: new URL(request.url).searchParams.has("saved") };
}

export async function action({ context, params, request }: ActArgs) {
  const form = await request.formData();
  const organisationId = params.id ?? "";
  try {
    const body = {
      organisationId,
      level: numberOf(form, "level"),
      childUnder: numberOf(form, "childUnder"),
      childCategory: said(form, "childCategory"),
      adultCategory: said(form, "adultCategory"),
      validMonths: said(form, "validMonths") === "" ? null : numberOf(form, "validMonths"),
      creditCheck: said(form, "creditCheck"),
      depositFen: numberOf(form, "depositFen") * 100,
      guaranteesMost: numberOf(form, "guaranteesMost"),
    };
    await pageOf(context).call(putReaderTerms, { body }, keyOf(form));
    return redirect(`/desk/readers/terms/${organisationId}?saved`);
  } catch (error) {
    return formProblem(error, form);
  }
}

/** On which terms people become readers of a house and those below it. */
export default function DeskReaderTerms({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { terms, saved } = loaderData;
  const t = useText();
  const problem = actionData?.problem;
  const typed = actionData?.values ?? {};
  const number = (name: "level" | "childUnder" | "guaranteesMost" | "validMonths", value: number | null) => ({
    name,
    value: typed[name] ?? value ?? "",
    inputMode: "numeric" as const,
    chars: 4 as const,
    problem,
  });
  const checks = terms.checks.some(({ code }) => code === terms.creditCheck)
    ? terms.checks
    : [{ code: terms.creditCheck, name: terms.creditCheck }, ...terms.checks];
  return (
    <ShellDesk title={t("readers.terms")} section="till" organisation={terms.organisation.name}>
      <div className="stack">
        <Trail label={t("readers.terms")} items={[{ href: "/desk/readers", label: t("readers.title") }]} />
        {saved && <Notice kind="done" live title={t("readers.terms.saved")} />}
        <p>{terms.setBy ? t("readers.terms.set-by", { name: terms.setBy }) : t("readers.terms.usual")}</p>
        <Form problem={problem} label={t("readers.terms")}>
          <Field label={t("readers.terms.level")} {...number("level", terms.level)} />
          <Field label={t("readers.terms.child-under")} {...number("childUnder", terms.childUnder)} />
          {(["childCategory", "adultCategory"] as const).map((name) => (
            <CategorySelect
              key={name}
              name={name}
              label={t(
                name === "childCategory" ? "readers.terms.child-category" : "readers.terms.adult-category",
              )}
              codes={terms.categories}
              value={typed[name] ?? terms[name]}
              problem={problem}
            />
          ))}
          <Field
            label={t("readers.terms.valid-months")}
            hint={t("readers.terms.valid-months.hint")}
            optional
            {...number("validMonths", terms.validMonths)}
          />
          <Select
            name="creditCheck"
            label={t("readers.terms.credit-check")}
            value={typed.creditCheck ?? terms.creditCheck}
            options={codeOptionsOf(checks)}
            problem={problem}
          />
          <Field
            name="depositFen"
            label={t("readers.terms.deposit")}
            value={typed.depositFen ?? yuanOf(terms.depositFen)}
            inputMode="numeric"
            unit={t("readers.yuan-unit")}
            chars={6}
            problem={problem}
          />
          <Field
            label={t("readers.terms.guarantees-most")}
            {...number("guaranteesMost", terms.guaranteesMost)}
          />
          {terms.can.includes("put") && <Button>{t("readers.terms.do")}</Button>}
        </Form>
      </div>
    </ShellDesk>
  );
}
