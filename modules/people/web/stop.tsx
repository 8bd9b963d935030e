import { redirect } from "react-router";
import { Button } from "#web/kit/button.tsx";
import { Notice } from "#web/kit/notice.tsx";
import { ShellPortal } from "#web/kit/shell.portal.tsx";
import { type ActArgs, type LoadArgs, type PageProps, pageOf } from "#web/page.ts";
import { usePage } from "#web/text.tsx";
import { stopByLink, stopLink } from "../notices/contract.ts";

export async function loader({ context, params, request }: LoadArgs) {
  const { kind } = await pageOf(context).call(stopLink, { params: { token: params.token ?? "" } });
  return { kind, done: new URL(request.url).searchParams.has("done") };
}

/** Also what a mail program posts by itself when its own button is pressed (RFC 8058): without a cookie, and a form without our fields. */
export async function action({ context, params }: ActArgs) {
  await pageOf(context).call(stopByLink, { params: { token: params.token ?? "" } });
  return redirect(`/stop/${params.token}?done`);
}

// texts: notice-kind.*
/** 退订: the link in a letter. It stops one kind of letter, and shows nothing of the person. */
export default function Stop({ loaderData: { kind, done } }: PageProps<typeof loader, typeof action>) {
  const { text: t } = usePage();
  const about = t(`notice-kind.${kind}`);
  return (
    <ShellPortal title={t("stop.title")}>
      <div className="stack">
        <h1>{t("stop.title")}</h1>
        {done ? (
          <Notice kind="done" live title={t("stop.done", { kind: about })}>
            {t("stop.again")}
          </Notice>
        ) : (
          <>
            <p>{t("stop.lead", { kind: about })}</p>
            <form method="post">
              <Button>{t("stop.do")}</Button>
            </form>
          </>
        )}
      </div>
    </ShellPortal>
  );
}
