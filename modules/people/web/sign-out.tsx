import { data, redirect } from "react-router";
import { Button } from "#web/kit/button.tsx";
import { ShellPortal } from "#web/kit/shell.portal.tsx";
import { type ActArgs, type PageProps, pageOf } from "#web/page.ts";
import { usePage } from "#web/text.tsx";
import { signOutHere } from "../sign-in/contract.ts";

/** Ends the session; looking at the address alone ends nothing. */
export async function action({ context }: ActArgs) {
  const { call, actor } = pageOf(context);
  const { next } = await call(signOutHere, {});
  if (next) return data({ next });
  return redirect(actor.kind === "staff" ? "/desk/sign-in" : "/");
}

/** On to the provider of identities, where one is still signed in. A form's answer may not lead to another site; a page may. */
export default function SignOut({ actionData }: PageProps<undefined, typeof action>) {
  const { text: t } = usePage();
  const title = t(actionData ? "sign-out.done" : "shell.sign-out");
  return (
    <ShellPortal title={title}>
      <div className="stack">
        <h1>{title}</h1>
        {actionData ? (
          <>
            <meta httpEquiv="refresh" content={`1;url=${actionData.next}`} />
            <p>
              <a href={actionData.next}>{t("sign-out.provider-too")}</a>
            </p>
          </>
        ) : (
          <form method="post">
            <Button>{title}</Button>
          </form>
        )}
      </div>
    </ShellPortal>
  );
}
