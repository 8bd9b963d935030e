import { redirect } from "react-router";
import { ShellPortal } from "#web/kit/shell.portal.tsx";
import { type ActArgs, formProblem, type LoadArgs, type PageProps, pageOf } from "#web/page.ts";
import { usePage } from "#web/text.tsx";
import { answerMoveByLink, getMoveByLink } from "../moved/contract.ts";
import { answerIn, MoveCard } from "./move-card.tsx";

export function loader({ context, params }: LoadArgs) {
  return pageOf(context).call(getMoveByLink, { params: { token: params.token ?? "" } });
}

export async function action({ context, params, request }: ActArgs) {
  const form = await request.formData();
  try {
    await pageOf(context).call(answerMoveByLink, {
      params: { token: params.token ?? "" },
      body: { answer: answerIn(form) },
    });
  } catch (error) {
    return formProblem(error, form);
  }
  return redirect(`/moved/${params.token}`);
}

/** The same by the link of a message, without signing in: one tap, for this one session. */
export default function Moved({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { text: t } = usePage();
  return (
    <ShellPortal title={t("move.title")}>
      <MoveCard move={loaderData} problem={actionData?.problem} />
    </ShellPortal>
  );
}
