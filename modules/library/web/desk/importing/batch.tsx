import { redirect } from "react-router";
import { askedNumber } from "#web/address.ts";
import { Notice } from "#web/kit/notice.tsx";
import { Trail } from "#web/kit/section.tsx";
import { ShellDesk } from "#web/kit/shell.desk.tsx";
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
import { useText } from "#web/text.tsx";
import {
  dropAllRefused,
  dropBatch,
  getBatch,
  landBatch,
  mapCodes,
  mendFinding,
  reopenFindings,
  settleFindings,
  stopBatch,
  undoBatch,
} from "../../../catalogue/importing/contract.ts";
import { Codes, codesIn } from "./batch-codes.tsx";
import { Kinds, OpenFindings } from "./batch-findings.tsx";
import { Left, Refusals } from "./batch-left.tsx";
import { Actions, Standing } from "./batch-standing.tsx";

export async function loader({ context, params, request }: LoadArgs) {
  const finding = new URL(request.url).searchParams.get("finding");
  const asked = (name: string) => askedNumber({ context, request }, name);
  const after = asked("after") ?? 0;
  const query = {
    after,
    refused: asked("refused") ?? 0,
    refusedByte: asked("byte") ?? 0,
    ...(finding && { finding }),
  };
  const one = await pageOf(context).call(getBatch, { params: { id: params.id ?? "" }, query });
  return { one, finding, after, dealt: asked("dealt") };
}

export async function action({ context, params, request }: ActArgs) {
  const { call } = pageOf(context);
  const form = await request.formData();
  const input = { params: { id: params.id ?? "" } };
  const here = `/desk/catalogue/batches/${input.params.id}`;
  try {
    switch (form.get("do")) {
      case "map":
        await call(mapCodes, { ...input, body: codesIn(form) }, keyOf(form));
        break;
      case "stop":
        await call(stopBatch, input, keyOf(form));
        break;
      case "undo":
      case "undo-rest":
        await call(undoBatch, input, keyOf(form));
        break;
      case "drop":
        await call(dropBatch, input, keyOf(form));
        return redirect("/desk/catalogue/batches");
      case "settle": {
        const [finding, one] = [said(form, "finding"), said(form, "one")];
        await call(
          settleFindings,
          { ...input, body: { finding, one: one === "" ? null : Number(one) } },
          keyOf(form),
        );
        return redirect(one === "" ? here : back(here, form));
      }
      case "reopen": {
        const finding = said(form, "finding");
        await call(reopenFindings, { ...input, body: { finding } }, keyOf(form));
        return redirect(`${here}?finding=${encodeURIComponent(finding)}#open`);
      }
      case "mend": {
        const params = { ...input.params, finding: Number(form.get("one")) };
        await call(mendFinding, { params, body: { value: said(form, "value") } }, keyOf(form));
        return redirect(back(here, form));
      }
      case "drop-refused":
        await call(dropAllRefused, input, keyOf(form));
        break;
      case "land":
      case "resume":
      case "take-up":
        await call(landBatch, input, keyOf(form));
        break;
      default:
        throw unknownAct(pageOf(context));
    }
  } catch (error) {
    return formProblem(error, form);
  }
  return redirect(here);
}

/** To the same page of the same findings. */
function back(here: string, form: FormData): string {
  const at = new URLSearchParams();
  for (const name of ["of", "after"] as const) {
    const value = form.get(name);
    if (typeof value === "string" && value !== "") at.set(name === "of" ? "finding" : name, value);
  }
  return `${here}?${at}#open`;
}

// texts: batch.state.* batch.do.* batch.done.* batch.left.*
/** A file of records: how far it is, what was found of it, and what was refused. */
export default function DeskBatch({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const t = useText();
  const { one, finding, after, dealt } = loaderData;
  const problem = actionData?.problem;
  // A finding that could not be mended says so where it stands.
  const isMend = actionData?.values.do === "mend";
  const working = one.state === "checking" || one.state === "landing" || one.state === "undoing";
  return (
    <ShellDesk title={one.file} section="library" organisation={one.organisation.name}>
      {working && <live-parts every={2} />}
      <div className="stack">
        <Trail
          label={t("catalogue.ways")}
          items={[{ href: "/desk/catalogue/batches", label: t("batch.title") }]}
        />
        {dealt !== null && <Notice title={t("refusal.batch.dealt-with", { record: dealt })} />}
        <div className="stack" data-live="standing" aria-live="polite">
          <Standing one={one} />
        </div>
        <div data-live="actions">
          <Actions one={one} problem={isMend ? undefined : problem} />
        </div>
        <div data-live="codes">
          <Codes one={one} />
        </div>
        <div data-live="left">
          <Left one={one} />
        </div>
        <div data-live="refusals">
          <Refusals one={one} />
        </div>
        <div data-live="kinds">
          <Kinds one={one} chosen={finding} />
        </div>
        <OpenFindings one={one} finding={finding} after={after} mending={isMend ? actionData : undefined} />
      </div>
    </ShellDesk>
  );
}
