import { redirect } from "react-router";
import type { AnswerOf } from "#contract";
import { Button } from "#web/kit/button.tsx";
import { Choice, Field } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Notice } from "#web/kit/notice.tsx";
import { Section, Trail } from "#web/kit/section.tsx";
import { ShellPortal } from "#web/kit/shell.portal.tsx";
import {
  type ActArgs,
  type FormProblem,
  formProblem,
  keyOf,
  type LoadArgs,
  type PageProps,
  pageOf,
  said,
} from "#web/page.ts";
import { usePage } from "#web/text.tsx";
import {
  askEmail,
  chooseNotices,
  confirmEmail,
  forgetEmail,
  noticeChannels,
  noticeKinds,
  noticeSettings,
} from "../notices/contract.ts";
import { DemoMessages } from "./demo-messages.tsx";
import { PostButton } from "./post-button.tsx";

export async function loader({ context, request }: LoadArgs) {
  const query = new URL(request.url).searchParams;
  return {
    ...(await pageOf(context).call(noticeSettings, {})),
    attempt: query.get("attempt"),
    done: query.get("done"),
  };
}

export async function action({ context, request }: ActArgs) {
  const { call } = pageOf(context);
  const form = await request.formData();
  const key = keyOf(form);
  try {
    switch (form.get("do")) {
      case "ask": {
        const { attempt } = await call(askEmail, { body: { email: said(form, "email") } }, key);
        return redirect(`/my/notices?attempt=${attempt}#email`);
      }
      case "confirm":
        await call(confirmEmail, { body: { attempt: said(form, "attempt"), code: said(form, "code") } }, key);
        return redirect("/my/notices?done=email");
      case "forget":
        await call(forgetEmail, {}, key);
        return redirect("/my/notices?done=forgotten");
      default: {
        const shown = noticeKinds.filter((kind) => form.has(`shown.${kind}`));
        const ticked = (kind: string) => new Set(form.getAll(`choices.${kind}[]`));
        const choices = Object.fromEntries(
          shown.map((kind) => [kind, noticeChannels.filter((channel) => ticked(kind).has(channel))]),
        );
        await call(chooseNotices, { body: { choices } }, key);
        return redirect("/my/notices?done=saved");
      }
    }
  } catch (error) {
    return formProblem(error, form);
  }
}

type Settings = AnswerOf<typeof noticeSettings>;

// texts: notice-kind.*, notice-channel.*
/** 消息设置: which notices also reach one's phone or mailbox, and the address they go to. */
export default function NoticeSettings({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { text: t } = usePage();
  const { quiet, done } = loaderData;
  const said: Record<string, string> = {
    saved: t("account.saved"),
    email: t("notice-settings.email.done"),
    forgotten: t("notice-settings.email.forgotten"),
  };
  const tried = actionData?.values.do;
  const problemOf = (...forms: string[]) => (forms.includes(tried ?? "choose") ? actionData : undefined);
  return (
    <ShellPortal title={t("notice-settings.title")} section="my">
      <div className="stack">
        <Trail label={t("people.trail")} items={[{ href: "/my/messages", label: t("messages.title") }]} />
        <h1>{t("notice-settings.title")}</h1>
        {done && said[done] && <Notice kind="done" live title={said[done]} />}
        <p>{t("notice-settings.lead")}</p>
        <p>
          {quiet.starts === quiet.ends ? t("notice-settings.quiet.none") : t("notice-settings.quiet", quiet)}
        </p>
      </div>
      {loaderData.mails && (
        <Section title={t("notice-settings.email")} id="email">
          <Email
            email={loaderData.email}
            attempt={loaderData.attempt}
            refused={problemOf("ask", "confirm")}
          />
        </Section>
      )}
      <Section title={t("notice-settings.kinds")}>
        {loaderData.has.length === 0 ? (
          <p>{t("notice-settings.none")}</p>
        ) : (
          <Kinds settings={loaderData} refused={problemOf("choose")} />
        )}
      </Section>
    </ShellPortal>
  );
}

interface EmailProps {
  email: string | null;
  attempt: string | null;
  refused: FormProblem | undefined;
}

function Email({ email, attempt, refused }: EmailProps) {
  const { text: t } = usePage();
  const tried = refused?.values.do;
  const asked = (tried === "confirm" && refused?.values.attempt) || attempt;
  return (
    <div className="stack">
      <p>{email ? t("notice-settings.email.have", { email }) : t("notice-settings.email.none")}</p>
      {asked && (
        <>
          <Notice kind="done" live title={t("notice-settings.email.sent")} />
          <DemoMessages />
          <Form
            label={t("notice-settings.email.confirm")}
            problem={tried === "confirm" ? refused?.problem : undefined}
          >
            <input type="hidden" name="do" value="confirm" />
            <input type="hidden" name="attempt" value={asked} />
            <Field
              name="code"
              label={t("notice-settings.email.code")}
              inputMode="numeric"
              autoComplete="one-time-code"
              chars={6}
              problem={tried === "confirm" ? refused?.problem : undefined}
            />
            <Button>{t("notice-settings.email.confirm")}</Button>
          </Form>
        </>
      )}
      <Form
        label={t(email ? "notice-settings.email.other" : "notice-settings.email")}
        problem={tried === "ask" ? refused?.problem : undefined}
      >
        <input type="hidden" name="do" value="ask" />
        <Field
          name="email"
          type="email"
          label={t("notice-settings.email.address")}
          autoComplete="email"
          value={refused?.values.email}
          problem={tried === "ask" ? refused?.problem : undefined}
        />
        <Button kind={asked ? "quiet" : "primary"}>{t("notice-settings.email.ask")}</Button>
      </Form>
      {email && (
        <PostButton label={t("notice-settings.email.forget")} values={{ do: "forget" }} kind="quiet">
          {t("notice-settings.email.forget")}
        </PostButton>
      )}
    </div>
  );
}

function Kinds({
  settings: { kinds, has },
  refused,
}: {
  settings: Settings;
  refused: FormProblem | undefined;
}) {
  const { text: t } = usePage();
  const options = has.map((channel) => ({ value: channel, label: t(`notice-channel.${channel}`) }));
  const hintOf = ({ necessary, asks }: Settings["kinds"][number]) =>
    necessary ? t("notice-settings.kind.necessary") : asks ? t("notice-settings.kind.asks") : undefined;
  return (
    <Form label={t("notice-settings.kinds")} problem={refused?.problem}>
      {kinds.map((one) =>
        one.necessary && has.length === 1 ? (
          <div key={one.kind} className="field">
            <p className="label">{t(`notice-kind.${one.kind}`)}</p>
            <p className="quiet">{t("notice-settings.kind.only", { channel: options[0]?.label ?? "" })}</p>
          </div>
        ) : (
          <div key={one.kind}>
            <input type="hidden" name={`shown.${one.kind}`} value="yes" />
            <Choice
              name={`choices.${one.kind}`}
              label={t(`notice-kind.${one.kind}`)}
              hint={hintOf(one)}
              options={options}
              value={one.channels}
              problem={refused?.problem}
              many
              inline
            />
          </div>
        ),
      )}
      <Button>{t("notice-settings.save")}</Button>
    </Form>
  );
}
