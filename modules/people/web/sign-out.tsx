import { data, redirect } from "react-router";
import { ShellPortal } from "#web/kit/shell.portal.tsx";
import { type ActArgs, type LoadArgs, type PageProps, pageOf } from "#web/page.ts";
import { usePage } from "#web/text.tsx";
import { signOutHere } from "../sign-in/contract.ts";

/** Ends the session; looking at the address alone ends nothing. */
export async function action({ context }: ActArgs) {
  const { call, actor } = pageOf(context);
  const { next } = await call(signOutHere, {});
  if (next) return data({ next });
  return redirect(actor.kind === "staff" ? "/desk/sign-in" : "/");
}

export function loader(_: LoadArgs) {
  return redirect("/");
}

/** On to the provider of identities, where one is still signed in. A form's answer may not lead to another site; a page may. */
export default function SignOut({ actionData }: PageProps<typeof loader, typeof action>) {
  const { text: t } = usePage();
  if (!actionData) return null;
  return (
    <ShellPortal title={t("sign-out.done")}>
      <meta httpEquiv="refresh" content={`1;url=${actionData.next}`} />
      <div className="stack">
        <h1>{t("sign-out.done")}</h1>
        <p>
          <a href={actionData.next}>{t("sign-out.provider-too")}</a>
        </p>
      </div>
    </ShellPortal>
  );
}
