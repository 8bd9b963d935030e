import { redirect } from "react-router";
import type { AnswerOf } from "#contract";
import { Button } from "#web/kit/button.tsx";
import { Field } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Facts } from "#web/kit/list.tsx";
import { Notice } from "#web/kit/notice.tsx";
import { Code } from "#web/kit/qr.tsx";
import { Section } from "#web/kit/section.tsx";
import { ShellDesk } from "#web/kit/shell.desk.tsx";
import { type ActArgs, formProblem, type LoadArgs, type PageProps, type Problem, pageOf } from "#web/page.ts";
import { usePage } from "#web/text.tsx";
import { changeOwnPassword } from "../sign-in/contract.ts";
import { confirmOwnSecondFactor, ownSecurity, startOwnSecondFactor } from "../staff/contract.ts";
import { typed } from "./typed.ts";

type Security = AnswerOf<typeof ownSecurity>;

export async function loader({ context, request }: LoadArgs) {
  return {
    ...(await pageOf(context).call(ownSecurity, {})),
    changed: new URL(request.url).searchParams.has("changed"),
  };
}

export async function action({ context, request }: ActArgs) {
  const { call } = pageOf(context);
  const form = await request.formData();
  try {
    switch (form.get("do")) {
      case "start":
        await call(startOwnSecondFactor, {});
        return redirect("/desk/account#second-factor");
      case "confirm":
        return {
          codes: (await call(confirmOwnSecondFactor, { body: { code: typed(form, "code") } })).recoveryCodes,
        };
      default:
        await call(changeOwnPassword, {
          body: { current: String(form.get("current") ?? ""), next: String(form.get("next") ?? "") },
        });
        return redirect("/desk/account?changed");
    }
  } catch (error) {
    return formProblem(error, form);
  }
}

/** How one signs in oneself: password and second factor. */
export default function DeskAccount({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { text: t } = usePage();
  const { login, mustChange, secondFactor, secondFactorNeeded, changed } = loaderData;
  const refusal = actionData && "problem" in actionData ? actionData : undefined;
  const failed = (what: string) => (refusal?.values.do === what ? refusal.problem : undefined);
  const codes = actionData && "codes" in actionData ? actionData.codes : null;
  return (
    <ShellDesk title={t("security.title")}>
      {codes && <RecoveryCodes codes={codes} />}
      {changed && <Notice kind="done" live title={t("security.changed")} />}
      {mustChange && <Notice kind="attention" title={t("security.must-change")} />}
      {!mustChange && secondFactorNeeded && (
        <Notice kind="attention" title={t("security.second-factor-needed")} />
      )}
      <Facts
        items={[
          { term: t("desk-sign-in.login"), value: login },
          { term: t("security.second-factor"), value: t(`security.second-factor.${secondFactor}`) },
          ...(secondFactor === "on"
            ? [
                {
                  term: t("security.recovery"),
                  value: t("security.recovery.left", { left: loaderData.recoveryLeft }),
                },
              ]
            : []),
        ]}
      />
      <Section title={t("security.password")}>
        <Form problem={failed("password")} label={t("security.password")}>
          <input type="hidden" name="do" value="password" />
          <input type="hidden" name="username" autoComplete="username" value={login} />
          <Field
            name="current"
            label={t("security.password.current")}
            type="password"
            autoComplete="current-password"
            chars={20}
            problem={failed("password")}
          />
          <Field
            name="next"
            label={t("security.password.next")}
            hint={t("security.password.hint")}
            type="password"
            autoComplete="new-password"
            chars={20}
            problem={failed("password")}
          />
          <Button>{t("security.password.do")}</Button>
        </Form>
      </Section>
      {secondFactor !== "on" && (
        <SecondFactor security={loaderData} problem={failed("confirm") ?? failed("start")} />
      )}
    </ShellDesk>
  );
}

// texts: security.second-factor.*
function SecondFactor({ security, problem }: { security: Security; problem: Problem | undefined }) {
  const { text: t } = usePage();
  const { setup } = security;
  return (
    <Section title={t("security.second-factor")} id="second-factor">
      {setup ? (
        <div className="stack">
          <p>{t("security.scan")}</p>
          <div className="setup-code">
            <Code text={setup.address} label={t("security.scan.label")} />
          </div>
          <p>
            {t("security.by-hand")}{" "}
            <code className="figures">{setup.secret.replace(/(.{4})/g, "$1 ").trim()}</code>
          </p>
          <Form problem={problem} label={t("security.confirm")}>
            <input type="hidden" name="do" value="confirm" />
            <Field
              name="code"
              label={t("security.code")}
              inputMode="numeric"
              autoComplete="one-time-code"
              chars={6}
              problem={problem}
            />
            <Button>{t("security.confirm")}</Button>
          </Form>
        </div>
      ) : (
        <Form problem={problem} label={t("security.start")}>
          <p>{t("security.second-factor.why")}</p>
          <input type="hidden" name="do" value="start" />
          <Button kind="quiet">{t("security.start")}</Button>
        </Form>
      )}
    </Section>
  );
}

function RecoveryCodes({ codes }: { codes: readonly string[] }) {
  const { text: t } = usePage();
  return (
    <Notice kind="done" live title={t("security.recovery.title")}>
      <p>{t("security.recovery.keep")}</p>
      <ul className="plain row figures">
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
    </Notice>
  );
}
