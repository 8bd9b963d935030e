import { localeFacts } from "#libs/texts";
import { Field } from "#web/kit/field.tsx";
import type { Problem } from "#web/page.ts";
import { usePage } from "#web/text.tsx";
import { otherLocales } from "../../exhibition/audio/contract.ts";

/** Number, title and words of a stop, and under a fold each other language. */
export function StopFields({
  values,
  problem,
}: {
  values: Record<string, string>;
  problem: Problem | undefined;
}) {
  const { text: t } = usePage();
  const field = (name: string) => ({ name, value: values[name] ?? "", problem });
  return (
    <>
      <Field
        {...field("number")}
        type="number"
        min={1}
        max={999}
        chars={4}
        label={t("guide.number")}
        hint={t("guide.number-hint")}
      />
      <Field {...field("text.title")} label={t("guide.stop-title")} />
      <Field {...field("text.words")} label={t("guide.words")} hint={t("guide.words-hint")} lines={8} />
      {otherLocales.map((locale) => {
        const name = `text.translations.${locale}`;
        return (
          <details key={locale} open={Boolean(values[`${name}.title`])}>
            <summary>{localeFacts[locale].name}</summary>
            <div className="stack">
              <Field {...field(`${name}.title`)} label={t("guide.stop-title")} optional />
              <Field {...field(`${name}.words`)} label={t("guide.words")} lines={6} optional />
            </div>
          </details>
        );
      })}
    </>
  );
}
