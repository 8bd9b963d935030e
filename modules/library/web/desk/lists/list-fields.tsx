import { DateField, Field } from "#web/kit/field.tsx";
import type { Problem } from "#web/page.ts";
import { usePage } from "#web/text.tsx";
import { listLangs } from "./list-form.ts";

// texts: reading-list.in.*
/** What a list is about, for whom, while when, and in other languages. */
export function ListFields({
  values,
  problem,
}: {
  values: Record<string, string>;
  problem: Problem | undefined;
}) {
  const { text: t } = usePage();
  const field = (name: string) => ({ name: `list.${name}`, value: values[`list.${name}`] ?? "", problem });
  const words = (prefix: string) => (
    <>
      <Field {...field(`${prefix}about`)} label={t("reading-list.about")} lines={4} optional />
      <Field
        {...field(`${prefix}audience`)}
        label={t("reading-list.audience")}
        hint={prefix ? undefined : t("reading-list.audience.hint")}
        optional
      />
    </>
  );
  return (
    <>
      <Field {...field("title")} label={t("reading-list.name")} />
      {words("")}
      <div className="row">
        <DateField {...field("from")} label={t("reading-list.from")} optional />
        <DateField {...field("until")} label={t("reading-list.to")} optional />
      </div>
      {listLangs.map((lang) => (
        <details key={lang} open={Boolean(values[`list.translations.${lang}.title`])}>
          <summary>{t(`reading-list.in.${lang}`)}</summary>
          <div className="stack">
            <Field {...field(`translations.${lang}.title`)} label={t("reading-list.name")} optional />
            {words(`translations.${lang}.`)}
          </div>
        </details>
      ))}
    </>
  );
}
