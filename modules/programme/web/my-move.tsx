import { redirect } from "react-router";
import { ShellPortal } from "#web/kit/shell.portal.tsx";
import { type ActArgs, formProblem, keyOf, type LoadArgs, type PageProps, pageOf } from "#web/page.ts";
import { usePage } from "#web/text.tsx";
import { answerMove, getMove } from "../moved/contract.ts";
import { answerIn, MoveCard } from "./move-card.tsx";

export function loader({ context, params }: LoadArgs) {
  return pageOf(context).call(getMove, { params: { id: params.id ?? "" } });
}

export async function action({ context, params, request }: ActArgs) {
  const form = await request.formData();
  try {
    await pageOf(context).call(
      answerMove,
      { params: { id: params.id ?? "" }, body: { answer: answerIn(form) } },
      keyOf(form),
    );
  } catch (error) {
    return formProblem(error, form);
  }
  return redirect(`/my/moves/${params.id}`);
}

/** A session one holds a place in has moved: does one come? */
export default function MyMove({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { text: t } = usePage();
  return (
    <ShellPortal title={t("move.title")} section="my">
      <MoveCard move={loaderData} problem={actionData?.problem} />
    </ShellPortal>
  );
}
