import { redirect } from "react-router";
import { localeFacts } from "#libs/texts";
import { Button } from "#web/kit/button.tsx";
import { Field, Select } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Notice } from "#web/kit/notice.tsx";
import { Section, Trail } from "#web/kit/section.tsx";
import { ShellDesk } from "#web/kit/shell.desk.tsx";
import {
  type ActArgs,
  formProblem,
  keyOf,
  type LoadArgs,
  missingPage,
  numberOf,
  type PageProps,
  pageOf,
  said,
} from "#web/page.ts";
import { usePage } from "#web/text.tsx";
import {
  deskGuide,
  dropAudio,
  dropStop,
  editStop,
  otherLocales,
  putAudio,
} from "../../exhibition/audio/contract.ts";
import { StopFields } from "./stop-fields.tsx";
import { stopFrom, stopValues } from "./stop-form.ts";

const locales = ["zh-CN", ...otherLocales] as const;

export async function loader({ context, params, request }: LoadArgs) {
  const page = pageOf(context);
  const id = params.id ?? "";
  const guide = await page.call(deskGuide, { params: { id } });
  const stop = guide.stops.find(({ number }) => String(number) === params.number);
  if (!stop) throw missingPage(page);
  return { id, title: guide.title, stop, done: new URL(request.url).searchParams.has("done") };
}

export async function action({ context, params, request }: ActArgs) {
  const { call } = pageOf(context);
  const form = await request.formData();
  const of = { id: params.id ?? "", number: Number(params.number) };
  const recording = () => ({
    ...of,
    // What is no language of ours is refused by the contract, which names the field.
    locale: said(form, "locale") as (typeof locales)[number],
  });
  const guide = `/desk/guides/${params.id}`;
  try {
    switch (form.get("do")) {
      case "put-audio":
        await call(putAudio, { params: recording(), body: { sha256: said(form, "file") } }, keyOf(form));
        break;
      case "drop-audio":
        await call(dropAudio, { params: recording() }, keyOf(form));
        break;
      case "drop":
        await call(dropStop, { params: of }, keyOf(form));
        return redirect(`${guide}?done`);
      default: {
        const body = { number: numberOf(form, "number"), text: stopFrom(form) };
        await call(editStop, { params: of, body }, keyOf(form));
        return redirect(`${guide}/${body.number}?done`);
      }
    }
  } catch (error) {
    return formProblem(error, form);
  }
  return redirect(`${guide}/${params.number}?done`);
}

/** One stop at the desk: its words in every language, its recordings. */
export default function DeskStop({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { id, title, stop, done } = loaderData;
  const { text: t } = usePage();
  const { problem, values } = actionData ?? { problem: undefined, values: {} as Record<string, string> };
  const of = (what: string) => (values.do === what ? problem : undefined);
  const handed = of("put-audio");
  // Whatever is wrong with what was handed in is told at the one field for it.
  const ofFile = handed && {
    ...handed,
    errors: handed.errors?.map((error) => ({ ...error, field: "/body/file" })),
  };
  return (
    <ShellDesk title={t("guide.stop", { number: stop.number, title: stop.text.title })} section="events">
      <div className="stack-wide">
        <Trail
          label={t("desk.trail")}
          items={[
            { href: `/desk/events/${id}`, label: title },
            { href: `/desk/guides/${id}`, label: t("guide.desk") },
          ]}
        />
        {done && !actionData && <Notice kind="done" live title={t("desk.series.done.saved")} />}
        <Section title={t("guide.audio")} id="audio" note={t("guide.audio-note")}>
          <ul className="plain stack">
            {stop.audio.map(({ locale, href }) => (
              <li key={locale} className="stack-tight">
                <span>{localeFacts[locale].name}</span>
                {/* biome-ignore lint/a11y/useMediaCaption: what is told by ear stands below in words */}
                <audio
                  className="guide-audio"
                  controls
                  preload="none"
                  src={href}
                  aria-label={localeFacts[locale].name}
                />
                <Form
                  label={t("guide.drop-audio-of", { language: localeFacts[locale].name })}
                  problem={undefined}
                >
                  <input type="hidden" name="locale" value={locale} />
                  <Button kind="refuse" name="do" value="drop-audio">
                    {t("guide.drop-audio")}
                  </Button>
                </Form>
              </li>
            ))}
          </ul>
          <Form label={t("guide.put-audio")} problem={ofFile} files>
            <Select
              name="locale"
              label={t("guide.language")}
              value={values.locale ?? "zh-CN"}
              options={locales.map((value) => ({ value, label: localeFacts[value].name }))}
            />
            <Field
              name="file"
              type="file"
              accept="audio/mpeg,audio/mp4,audio/ogg,.mp3,.m4a,.ogg"
              label={t("guide.file")}
              hint={t("guide.file-hint")}
              problem={ofFile}
            />
            <Button kind="quiet" name="do" value="put-audio">
              {t("guide.put-audio")}
            </Button>
          </Form>
        </Section>
        <Section title={t("guide.words")} id="words">
          <Form label={t("guide.words")} problem={of("edit")}>
            <StopFields
              values={
                values.do === "edit" ? values : { number: String(stop.number), ...stopValues(stop.text) }
              }
              problem={of("edit")}
            />
            <Button name="do" value="edit">
              {t("desk.event.save")}
            </Button>
          </Form>
        </Section>
        <Form label={t("guide.drop")} problem={of("drop")}>
          <Button kind="refuse" name="do" value="drop">
            {t("guide.drop")}
          </Button>
        </Form>
      </div>
    </ShellDesk>
  );
}
