import { redirect } from "react-router";
import { type Locale, localeFacts, locales } from "#libs/texts";
import { Button, ButtonLink } from "#web/kit/button.tsx";
import { Field, Select } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Facts } from "#web/kit/list.tsx";
import { Notice } from "#web/kit/notice.tsx";
import { Section } from "#web/kit/section.tsx";
import { ShellPortal } from "#web/kit/shell.portal.tsx";
import { day } from "#web/occasion.ts";
import { type ActArgs, formProblem, keyOf, type LoadArgs, type PageProps, pageOf, said } from "#web/page.ts";
import { usePage } from "#web/text.tsx";
import { changeAccount, forgetNumber, me } from "../account/contract.ts";
import { signOutElsewhere } from "../sign-in/contract.ts";
import { PostButton } from "./post-button.tsx";

export async function loader({ context, request }: LoadArgs) {
  const query = new URL(request.url).searchParams;
  return {
    account: await pageOf(context).call(me, {}),
    welcome: query.has("welcome"),
    saved: query.has("saved"),
    elsewhere: query.has("elsewhere"),
  };
}

export async function action({ context, request }: ActArgs) {
  const form = await request.formData();
  const locale = said(form, "locale");
  try {
    if (form.get("do") === "sign-out-elsewhere") {
      await pageOf(context).call(signOutElsewhere, {}, keyOf(form));
      return redirect("/my/account?elsewhere");
    }
    if (form.get("do") === "forget-number") {
      await pageOf(context).call(forgetNumber, { params: { id: said(form, "number") } }, keyOf(form));
      return redirect("/my/account?saved");
    }
    await pageOf(context).call(
      changeAccount,
      // The contract refuses what is no language of ours.
      { body: { name: said(form, "name") || null, locale: locale as Locale } },
      keyOf(form),
    );
  } catch (error) {
    return formProblem(error, form);
  }
  return redirect("/my/account?saved");
}

// texts: account.level.*
/** Who one is here: name, language, phone, and the doors to everything the city knows. */
export default function Account({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { text: t } = usePage();
  const { account, welcome, saved, elsewhere } = loaderData;
  const can = new Set(account.can);
  const problem = actionData?.problem;
  const facts = [
    ...(account.phone ? [{ term: t("account.phone"), value: account.phone }] : []),
    ...account.otherPhones.map(({ id, phone }) => ({
      key: id,
      term: t("account.other-phone"),
      value: (
        <span className="row">
          {phone}
          <PostButton
            label={t("account.other-phone.forget-one", { phone })}
            values={{ do: "forget-number", number: id }}
            kind="link"
          >
            {t("account.other-phone.forget")}
          </PostButton>
        </span>
      ),
    })),
    ...(account.born ? [{ term: t("account.born"), value: t.formats.fullDayText(day(account.born)) }] : []),
    {
      term: t("account.level"),
      value: (
        <>
          {t(`account.level.${account.level}`)} <a href="/my/documents">{t("documents.title")}</a>
        </>
      ),
    },
  ];
  return (
    <ShellPortal title={t("account.title")} section="my">
      <div className="stack">
        <h1>{t("account.title")}</h1>
        {welcome && (
          <Notice kind="done" live title={t("account.welcome")}>
            {t("account.welcome.next")}
          </Notice>
        )}
        {saved && <Notice kind="done" live title={t("account.saved")} />}
        {elsewhere && <Notice kind="done" live title={t("account.sign-out-elsewhere.done")} />}
        <Facts items={facts} />
      </div>
      {can.has("change") && (
        <Section title={t("account.change")}>
          <Form problem={problem} label={t("account.change")}>
            {can.has("rename") ? (
              <Field
                name="name"
                label={t("account.name")}
                hint={t("account.name.hint")}
                autoComplete="name"
                value={actionData?.values.name ?? account.name ?? ""}
                problem={problem}
                optional
              />
            ) : (
              <>
                <input type="hidden" name="name" value={account.name ?? ""} />
                <p>{t("account.name.checked", { name: account.name ?? "" })}</p>
              </>
            )}
            <Select
              name="locale"
              label={t("account.locale")}
              hint={t("account.locale.hint")}
              value={actionData?.values.locale ?? account.locale}
              options={locales.map((code) => ({ value: code, label: localeFacts[code].name }))}
              problem={problem}
            />
            <Button>{t("account.save")}</Button>
          </Form>
        </Section>
      )}
      {can.has("export") && (
        <Section title={t("account.data")}>
          <div className="stack">
            <p>{t("account.data.lead")}</p>
            <p className="row">
              <ButtonLink kind="quiet" href="/privacy">
                {t("privacy.link")}
              </ButtonLink>
              <ButtonLink kind="quiet" href="/my/export">
                {t("account.export")}
              </ButtonLink>
              <ButtonLink kind="quiet" href="/my/preferences">
                {t("preferences.title")}
              </ButtonLink>
              <ButtonLink kind="quiet" href="/my/eligibility">
                {t("eligibility.title")}
              </ButtonLink>
              {can.has("erase") && (
                <ButtonLink kind="refuse" href="/my/erase">
                  {t("account.erase")}
                </ButtonLink>
              )}
            </p>
          </div>
        </Section>
      )}
      <Section title={t("account.sign-out")}>
        <div className="stack">
          <form method="post" action="/sign-out">
            <Button kind="quiet">{t("account.sign-out")}</Button>
          </form>
          <p>{t("account.sign-out-elsewhere.note")}</p>
          <PostButton
            label={t("account.sign-out-elsewhere")}
            values={{ do: "sign-out-elsewhere" }}
            kind="quiet"
          >
            {t("account.sign-out-elsewhere")}
          </PostButton>
        </div>
      </Section>
    </ShellPortal>
  );
}
