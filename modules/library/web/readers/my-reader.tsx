import { redirect } from "react-router";
import { Notice } from "#web/kit/notice.tsx";
import { Trail } from "#web/kit/section.tsx";
import { ShellPortal } from "#web/kit/shell.portal.tsx";
import {
  type ActArgs,
  formProblem,
  keyOf,
  type LoadArgs,
  type PageProps,
  pageOf,
  said,
  unknownAct,
} from "#web/page.ts";
import { usePage, useText, useWhom } from "#web/text.tsx";
import {
  agreeByReaderCode,
  becomeReader,
  endOwnProxy,
  lookAtReaderCode,
  loseOwnCard,
  makeReaderCode,
  moveOwnHome,
  ownReader,
  stepBack,
} from "../../circulation/readers/contract.ts";
import { JoinReader } from "./join-reader.tsx";
import { ByCode, Made } from "./own/by-code.tsx";
import { Card } from "./own/card.tsx";
import { More } from "./own/more.tsx";
import { Others } from "./own/others.tsx";
import { Settings } from "./own/settings.tsx";
import { Why } from "./own/why.tsx";

const dones = ["joined", "lost", "moved", "ended", "code-proxy", "code-guarantee"] as const;

export async function loader({ context, request }: LoadArgs) {
  const query = new URL(request.url).searchParams;
  const home = query.get("home");
  return {
    ...(await pageOf(context).call(ownReader, { query: { ...(home && { home }) } })),
    done: dones.find((one) => query.has(one)) ?? null,
    creditChanged: query.has("credit"),
  };
}

export async function action({ context, request }: ActArgs) {
  const { call } = pageOf(context);
  const form = await request.formData();
  const back = (done: (typeof dones)[number]) => redirect(`/my/reader?${done}`);
  try {
    switch (said(form, "do")) {
      case "join": {
        const body = {
          homeId: said(form, "home"),
          agrees: form.has("agrees"),
          familyCard: form.has("familyCard"),
        };
        await call(becomeReader, { body }, keyOf(form));
        return back("joined");
      }
      case "lose":
        await call(loseOwnCard, { body: {} }, keyOf(form));
        return back("lost");
      case "move":
        await call(moveOwnHome, { body: { homeId: said(form, "home") } }, keyOf(form));
        return back("moved");
      case "code-guarantee":
        return { made: await call(makeReaderCode, { body: { opens: "guarantee", until: null } }) };
      case "code-proxy":
        return { made: await call(makeReaderCode, { body: { opens: "proxy", until: said(form, "until") } }) };
      case "look":
        return {
          look: await call(lookAtReaderCode, { body: { code: said(form, "code") } }),
          code: said(form, "code"),
        };
      case "agree": {
        const body = { code: said(form, "code"), agrees: form.has("agrees") };
        const { opens } = await call(agreeByReaderCode, { body });
        return back(`code-${opens}`);
      }
      case "end-proxy":
        await call(endOwnProxy, { params: { id: said(form, "id") }, body: {} }, keyOf(form));
        return back("ended");
      case "step-back":
        await call(stepBack, { params: { id: said(form, "id") }, body: {} }, keyOf(form));
        return back("ended");
      default:
        throw unknownAct(pageOf(context));
    }
  } catch (error) {
    return formProblem(error, form);
  }
}

/** 我的读者证: the card at once, what one may borrow and why, who stands and comes for whom. */
export default function MyReader({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { reader, name } = loaderData;
  const { text: t } = usePage();
  const whom = useWhom();
  const title = whom.acts ? t("reader.title-of", whom) : t(reader ? "reader.title" : "reader.join");
  const values = actionData && "values" in actionData ? actionData.values : {};
  const problem = actionData && "problem" in actionData ? actionData.problem : undefined;
  const looked =
    actionData && "look" in actionData && actionData.look
      ? { code: actionData.code, ...actionData.look }
      : null;
  const failed = (what: string) => (values.do === what ? problem : undefined);
  return (
    <ShellPortal title={title} section="my">
      <div className="stack">
        <Trail label={title} items={[{ href: "/my", label: t("reader.to-my") }]} />
        <h1>{title}</h1>
        <Done own={loaderData} />
        <Made made={actionData && "made" in actionData ? actionData.made : undefined} />
        {loaderData.creditChanged && !loaderData.check?.standing && (
          <Notice kind="attention" title={t("reader.more.credit-over")}>
            {t("reader.more.credit-over.do")}
          </Notice>
        )}
        {reader ? (
          <>
            <Card reader={reader} name={name} />
            <Why reader={reader} own={loaderData} />
            <More reader={reader} own={loaderData} />
            <Others reader={reader} values={values} problem={failed("code-proxy")} />
            <Settings reader={reader} own={loaderData} problem={failed("lose") ?? failed("move")} />
          </>
        ) : (
          <JoinReader own={loaderData} values={values} problem={failed("join")} />
        )}
        <ByCode looked={looked} problem={failed("look") ?? failed("agree")} code={values.code} />
      </div>
    </ShellPortal>
  );
}

// texts: reader.code.done.*
function Done({ own: { done, reader, check } }: { own: PageProps<typeof loader>["loaderData"] }) {
  const t = useText();
  if (done === "joined" && reader)
    return (
      <Notice kind="done" live title={t("reader.joined")}>
        {check && !check.standing ? t("reader.joined.credit") : undefined}
      </Notice>
    );
  if (done === "lost") return <Notice kind="done" live title={t("reader.card.renewed")} />;
  if (done === "moved") return <Notice kind="done" live title={t("reader.moved")} />;
  if (done === "ended") return <Notice kind="done" live title={t("reader.ended")} />;
  if (done === "code-proxy" || done === "code-guarantee")
    return <Notice kind="done" live title={t(`reader.code.done.${done.slice(5)}`)} />;
  return null;
}
