import { redirect } from "react-router";
import { Button } from "#web/kit/button.tsx";
import { Select, Tick } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Empty } from "#web/kit/notice.tsx";
import { codeOptionsOf, optionsOf } from "#web/kit/options.ts";
import { Trail } from "#web/kit/section.tsx";
import { ShellDesk } from "#web/kit/shell.desk.tsx";
import { type ActArgs, keyOf, type LoadArgs, type PageProps, pageOf, said } from "#web/page.ts";
import { useText } from "#web/text.tsx";
import { listKinds, registerChoices, registerPlace } from "../../contract.ts";
import { FactFields, IdentityFields } from "./fact-fields.tsx";
import { factsIn, outsideCityIn } from "./facts-form.ts";
import { refusedWith } from "./refused.ts";

export async function loader({ context }: LoadArgs) {
  const { call } = pageOf(context);
  const [choices, kinds] = await Promise.all([call(registerChoices, {}), call(listKinds, {})]);
  return { choices, kinds: kinds.items };
}

export async function action({ context, request }: ActArgs) {
  const { call } = pageOf(context);
  const form = await request.formData();
  const changes = factsIn(form);
  const organisationId = said(form, "organisationId");
  const divisionCode = said(form, "divisionCode");
  const outsideCity = outsideCityIn(form);
  const sameName = form.has("sameName");
  let id: string;
  try {
    // The form asks all of them; the operation says which are missing.
    const { name = "", kind = "", level = "community" } = changes;
    const body = { ...changes, name, kind, level, organisationId, divisionCode, outsideCity, sameName };
    ({ id } = await call(registerPlace, { body }, keyOf(form)));
  } catch (error) {
    return refusedWith(error, { changes, organisationId, divisionCode, outsideCity, sameName });
  }
  return redirect(`/desk/places/${id}/hours?registered`);
}

/** A place enters the register: facts first, then its hours. */
export default function DeskPlaceNew({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const t = useText();
  const { choices, kinds } = loaderData;
  const draft = actionData?.draft;
  // With several to choose from nobody knows yet whose it is.
  const [only, ...others] = choices.organisations;
  const own = others.length === 0 ? (only?.division ?? undefined) : undefined;
  // The same fields as in a change; here the operation has them at the top.
  const problem = actionData && {
    ...actionData.problem,
    errors: actionData.problem.errors?.map(({ field, id, message }) => {
      const needs = id === "missing" ? needed[field] : undefined;
      return { field: inForm(field), id, message: needs ? t(needs) : message };
    }),
  };
  return (
    <ShellDesk title={t("place.desk.register")} section="places">
      <div className="stack">
        <Trail label={t("place.trail")} items={[{ href: "/desk/places", label: t("place.desk.title") }]} />
        {choices.organisations.length === 0 ? (
          <Empty title={t("place.desk.register-nowhere")}>{t("place.desk.register-nowhere.do")}</Empty>
        ) : (
          <Form problem={problem} label={t("place.desk.register")}>
            <Select
              name="organisationId"
              label={t("place.organisation")}
              value={draft?.organisationId ?? choices.organisations[0]?.id}
              options={optionsOf(choices.organisations)}
              problem={problem}
            />
            <Select
              name="divisionCode"
              label={t("place.division")}
              value={draft?.divisionCode ?? own}
              empty={t("place.desk.choose")}
              options={codeOptionsOf(choices.divisions)}
              problem={problem}
            />
            <IdentityFields
              facts={draft?.changes ?? { level: "community" }}
              kinds={kinds}
              problem={problem}
            />
            <FactFields facts={draft?.changes ?? {}} problem={problem} outsideCity={draft?.outsideCity} />
            {(problem?.id === "place.same-name" || draft?.sameName) && (
              <Tick name="sameName" label={t("place.desk.same-name")} checked={draft?.sameName ?? false} />
            )}
            <Button>{t("place.desk.register")}</Button>
          </Form>
        )}
      </div>
    </ShellDesk>
  );
}

/** What an empty field asks for, in words that also stand alone above the form. */
const needed: Record<string, string> = {
  "/body/name": "place.desk.needs.name",
  "/body/kind": "place.desk.needs.kind",
  "/body/divisionCode": "place.desk.needs.division",
};
const outside = ["/body/organisationId", "/body/divisionCode"];

function inForm(field: string): string {
  return outside.includes(field) ? field : field.replace("/body/", "/body/changes/");
}
