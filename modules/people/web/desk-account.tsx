import { redirect } from "react-router";
import type { AnswerOf } from "#contract";
import { Button } from "#web/kit/button.tsx";
import { Field } from "#web/kit/field.tsx";
import { ErrorSummary, Form } from "#web/kit/form.tsx";
import { Facts } from "#web/kit/list.tsx";
import { Notice } from "#web/kit/notice.tsx";
import { Code } from "#web/kit/qr.tsx";
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
import { FoldedForm } from "#web/titled-form.tsx";
import { me as ownAccount } from "../account/contract.ts";
import { endCover, nameCover, ownCovers } from "../cover/contract.ts";
import { changeOwnPassword } from "../sign-in/contract.ts";
import {
  confirmOwnSecondFactor,
  ownSecurity,
  renewRecoveryCodes,
  startOwnSecondFactor,
} from "../staff/contract.ts";
import { CoverForm, coverBody } from "./cover-form.tsx";
import { CoverList } from "./staff-parts.tsx";

type Security = AnswerOf<typeof ownSecurity>;

const done = ["changed", "covered", "cover-ended"] as const;

export async function loader({ context, request }: LoadArgs) {
  const { call } = pageOf(context);
  const query = new URL(request.url).searchParams;
  const [security, covers, me] = await Promise.all([
    call(ownSecurity, {}),
    call(ownCovers, {}),
    call(ownAccount, {}),
  ]);
  return {
    ...security,
    covers,
    self: me.account,
    done: done.find((word) => query.has(word)) ?? null,
  };
}

export async function action({ context, request }: ActArgs) {
  const { call } = pageOf(context);
  const form = await request.formData();
  try {
    switch (form.get("do")) {
      case "start":
        await call(startOwnSecondFactor, { body: { code: said(form, "code") } });
        return redirect("/desk/account#second-factor");
      case "confirm":
        return {
          codes: (await call(confirmOwnSecondFactor, { body: { code: said(form, "code") } })).recoveryCodes,
        };
      case "renew":
        return {
          codes: (await call(renewRecoveryCodes, { body: { code: said(form, "code") } })).recoveryCodes,
        };
      case "name-cover":
        await call(nameCover, { body: coverBody(form) }, keyOf(form));
        return redirect("/desk/account?covered#cover");
      case "end-cover":
        await call(endCover, { params: { id: said(form, "cover") } }, keyOf(form));
        return redirect("/desk/account?cover-ended#cover");
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
  const { login, mustChange, secondFactor, secondFactorNeeded, covers, self } = loaderData;
  const refusal = actionData && "problem" in actionData ? actionData : undefined;
  const failed = (what: string) => (refusal?.values.do === what ? refusal.problem : undefined);
  const codes = actionData && "codes" in actionData ? actionData.codes : null;
  return (
    <ShellDesk title={t("security.title")}>
      {codes && <RecoveryCodes codes={codes} />}
      {loaderData.done && <Notice kind="done" live title={t(`security.done.${loaderData.done}`)} />}
      {failed("end-cover") && <ErrorSummary problem={failed("end-cover") as Problem} />}
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
      {(covers.items.length > 0 || covers.colleagues.length > 0) && (
        <Section title={t("cover.title")} id="cover">
          <div className="stack">
            {covers.items.length > 0 && <CoverList covers={covers.items} self={self} />}
            {covers.colleagues.length > 0 && (
              <details open={failed("name-cover") !== undefined}>
                <summary>{t("cover.hand-over")}</summary>
                <p className="small">{t("cover.means")}</p>
                <CoverForm
                  colleagues={covers.colleagues}
                  act="name-cover"
                  problem={failed("name-cover")}
                  values={refusal?.values ?? {}}
                />
              </details>
            )}
          </div>
        </Section>
      )}
      <SecondFactor security={loaderData} problem={refusal?.problem} failed={refusal?.values.do} />
    </ShellDesk>
  );
}

// texts: security.second-factor.* security.done.*
function SecondFactor({
  security,
  problem,
  failed,
}: {
  security: Security;
  problem: Problem | undefined;
  failed: string | undefined;
}) {
  const { text: t } = usePage();
  const of = (what: string) => (failed === what ? problem : undefined);
  const on = security.secondFactor === "on";
  return (
    <Section title={t("security.second-factor")} id="second-factor">
      <div className="stack">
        {security.setup && <Setup setup={security.setup} problem={of("confirm")} />}
        {!on && !security.setup && (
          <Form problem={of("start")} label={t("security.start")}>
            <p>{t("security.second-factor.why")}</p>
            <input type="hidden" name="do" value="start" />
            <Button kind="quiet">{t("security.start")}</Button>
          </Form>
        )}
        {on && !security.setup && (
          <WithCode
            act="start"
            title={t("security.move")}
            means={t("security.move.means")}
            problem={of("start")}
          />
        )}
        {on && (
          <WithCode
            act="renew"
            title={t("security.renew")}
            means={t("security.renew.means")}
            problem={of("renew")}
          />
        )}
      </div>
    </Section>
  );
}

/** Scan, then show that the telephone has it. */
function Setup({ setup, problem }: { setup: NonNullable<Security["setup"]>; problem: Problem | undefined }) {
  const { text: t } = usePage();
  return (
    <div className="stack">
      <p>{t("security.scan")}</p>
      <div className="setup-code">
        <Code text={setup.address} label={t("security.scan.label")} />
      </div>
      <p>
        {t("security.by-hand")}{" "}
        <code className="figures">{setup.secret.replace(/(.{4})/g, "$1 ").trim()}</code>
      </p>
      <p>
        <a href={setup.address}>{t("security.same-phone")}</a>
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
  );
}

/** Something for which a code of the second factor, or a recovery code, must be shown. */
function WithCode(props: { act: string; title: string; means: string; problem: Problem | undefined }) {
  const { text: t } = usePage();
  return (
    <FoldedForm title={props.title} problem={props.problem}>
      <p className="small">{props.means}</p>
      <input type="hidden" name="do" value={props.act} />
      <Field
        name="code"
        label={t("security.any-code")}
        hint={t("security.any-code.hint")}
        autoComplete="one-time-code"
        chars={12}
        problem={props.problem}
      />
      <Button kind="quiet">{props.title}</Button>
    </FoldedForm>
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
