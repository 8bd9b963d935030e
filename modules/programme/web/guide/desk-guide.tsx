import { redirect } from "react-router";
import { localeFacts } from "#libs/texts";
import { Table } from "#web/kit/list.tsx";
import { Empty, Notice } from "#web/kit/notice.tsx";
import { Trail } from "#web/kit/section.tsx";
import { ShellDesk } from "#web/kit/shell.desk.tsx";
import {
  type ActArgs,
  formProblem,
  keyOf,
  type LoadArgs,
  numberOf,
  type PageProps,
  pageOf,
} from "#web/page.ts";
import { usePage } from "#web/text.tsx";
import { SectionForm } from "#web/titled-form.tsx";
import { addStop, deskGuide } from "../../exhibition/audio/contract.ts";
import { StopFields } from "./stop-fields.tsx";
import { stopFrom } from "./stop-form.ts";

export async function loader({ context, params, request }: LoadArgs) {
  const id = params.id ?? "";
  const guide = await pageOf(context).call(deskGuide, { params: { id } });
  return { id, guide, done: new URL(request.url).searchParams.has("done") };
}

export async function action({ context, params, request }: ActArgs) {
  const form = await request.formData();
  try {
    const body = { number: numberOf(form, "number"), text: stopFrom(form) };
    await pageOf(context).call(addStop, { params: { id: params.id ?? "" }, body }, keyOf(form));
    return redirect(`/desk/guides/${params.id}/${body.number}?done`);
  } catch (error) {
    return formProblem(error, form);
  }
}

/** The stops of an exhibition's guide in their order, and a form for the next one. */
export default function DeskGuide({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { id, guide, done } = loaderData;
  const { text: t } = usePage();
  const next = String((guide.stops.at(-1)?.number ?? 0) + 1);
  return (
    <ShellDesk title={t("guide.desk")} section="events">
      <div className="stack-wide">
        <Trail
          label={t("desk.trail")}
          items={[
            { href: "/desk/events", label: t("desk.events.title") },
            { href: `/desk/events/${id}`, label: guide.title },
          ]}
        />
        {done && !actionData && <Notice kind="done" live title={t("desk.series.done.saved")} />}
        {guide.stops.length === 0 ? (
          <Empty title={t("guide.none")}>{t("guide.none-do")}</Empty>
        ) : (
          <>
            <p className="row">
              {guide.public && <a href={`/events/${id}/guide`}>{t("guide.public-page")}</a>}
              <a href={`/desk/guides/${id}/sheet`}>{t("guide.sheet")}</a>
            </p>
            <Table
              caption={t("guide.stops")}
              hideCaption
              columns={[
                { key: "number", label: t("guide.number"), numeric: true },
                { key: "title", label: t("guide.stop-title") },
                { key: "audio", label: t("guide.audio") },
              ]}
              rows={guide.stops.map(({ number, text, audio }) => ({
                key: String(number),
                cells: [
                  number,
                  <a key="title" href={`/desk/guides/${id}/${number}`}>
                    {text.title}
                  </a>,
                  audio.map(({ locale }) => localeFacts[locale].name).join("、") || t("guide.no-audio"),
                ],
              }))}
            />
          </>
        )}
        <SectionForm title={t("guide.add")} id="add" problem={actionData?.problem}>
          <StopFields values={actionData?.values ?? { number: next }} problem={actionData?.problem} />
        </SectionForm>
      </div>
    </ShellDesk>
  );
}
