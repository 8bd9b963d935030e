import { redirect } from "react-router";
import { Button } from "#web/kit/button.tsx";
import { Field, Select, Tick } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Empty, Notice } from "#web/kit/notice.tsx";
import { optionsOf } from "#web/kit/options.ts";
import { Section } from "#web/kit/section.tsx";
import { ShellDesk } from "#web/kit/shell.desk.tsx";
import { type ActArgs, formProblem, type LoadArgs, type PageProps, pageOf, said } from "#web/page.ts";
import { usePage } from "#web/text.tsx";
import { lookForPerson, registerAtDesk } from "../identity/desk/contract.ts";
import { type CounterOrganisation, counterOrganisations } from "./desk-organisation.ts";
import { DocumentFields, typedDocument } from "./document-fields.tsx";

export async function loader({ context }: LoadArgs) {
  return { organisations: await counterOrganisations(pageOf(context).call) };
}

/** Looks for the person; whoever is found is a page of their own, whoever is not can be given an account. */
export async function action({ context, request }: ActArgs) {
  const { call } = pageOf(context);
  const form = await request.formData();
  const organisation = said(form, "organisation");
  const pageFor = (subject: string, done: string) =>
    redirect(`/desk/identity/${subject}?${new URLSearchParams({ organisation, [done]: "" })}`);
  try {
    if (form.get("do") === "register") {
      const body = {
        organisation,
        ...typedDocument(form),
        guardian: said(form, "guardian") || null,
        seen: form.has("seen"),
        consent: form.has("consent"),
      };
      return pageFor((await call(registerAtDesk, { body })).subject, "registered");
    }
    const sign = said(form, "sign");
    const { subject, card } = await call(lookForPerson, { body: { organisation, sign } });
    if (subject) return pageFor(subject, "found");
    const values = { organisation, number: card?.number ?? "", name: card?.name ?? "" };
    return { nobody: true as const, values };
  } catch (error) {
    return formProblem(error, form);
  }
}

/** 身份核验: who stands at the counter? One field for the scanner, the card reader or the phone number. */
export default function DeskIdentity({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { text: t } = usePage();
  const { organisations } = loaderData;
  const problem = actionData && "problem" in actionData ? actionData.problem : undefined;
  const values: Record<string, string> = actionData?.values ?? {};
  const failed = (what: string) => (values.do === what ? problem : undefined);
  const registers = actionData !== undefined && ("nobody" in actionData || values.do === "register");
  if (organisations.length === 0) {
    return (
      <ShellDesk title={t("identity.title")} section="counter">
        <Empty title={t("helping.not-here")}>
          <a href="/desk">{t("staff.to-desk")}</a>
        </Empty>
      </ShellDesk>
    );
  }
  return (
    <ShellDesk title={t("identity.title")} section="counter">
      <Form problem={failed("look")} label={t("identity.look")}>
        <p>{t("identity.lead")}</p>
        <input type="hidden" name="do" value="look" />
        <Field
          name="sign"
          label={t("identity.sign")}
          hint={t("identity.sign.hint")}
          autoComplete="off"
          problem={failed("look")}
          {...(!registers && { autoFocus: true as const })}
        />
        <Organisation organisations={organisations} value={values.organisation} />
        <Button icon="search">{t("identity.look.do")}</Button>
      </Form>
      {actionData && "nobody" in actionData && (
        <Notice kind="attention" live title={t("identity.nobody")}>
          {t("identity.nobody.do")}
        </Notice>
      )}
      {registers && (
        <Section title={t("identity.register")} id="register">
          <Form problem={failed("register")} label={t("identity.register")}>
            <p>{t("identity.register.lead")}</p>
            <input type="hidden" name="do" value="register" />
            <DocumentFields problem={failed("register")} values={values} atDesk />
            <Tick name="seen" label={t("identity.seen")} problem={failed("register")} />
            <Tick name="consent" label={t("identity.consent")} problem={failed("register")} />
            <Organisation organisations={organisations} value={values.organisation} />
            <Button>{t("identity.register.do")}</Button>
          </Form>
        </Section>
      )}
    </ShellDesk>
  );
}

function Organisation({
  organisations,
  value,
}: {
  organisations: readonly CounterOrganisation[];
  value: string | undefined;
}) {
  const { text: t } = usePage();
  const [only, ...others] = organisations;
  if (only && others.length === 0) return <input type="hidden" name="organisation" value={only.id} />;
  return (
    <Select
      name="organisation"
      label={t("identity.organisation")}
      options={optionsOf(organisations)}
      value={value ?? only?.id}
    />
  );
}
