import { Field, Select } from "#web/kit/field.tsx";
import type { Tried } from "#web/publishing.tsx";
import { usePage } from "#web/text.tsx";
import { workKinds } from "../../works/contract.ts";

// texts: work.kind.*
/** What is written of a work. */
export function WorkFields({ tried, was }: { tried: Tried; was: Record<string, string> }) {
  const { text: t } = usePage();
  const values = tried.values.title === undefined ? was : tried.values;
  const field = (name: string) => ({ name, value: values[name] ?? "", problem: tried.problem });
  return (
    <>
      <Field {...field("title")} label={t("work.name")} />
      <Select
        {...field("kind")}
        label={t("work.kind")}
        options={workKinds.map((kind) => ({ value: kind, label: t(`work.kind.${kind}`) }))}
      />
      <Field {...field("year")} type="number" chars={6} label={t("work.year")} />
      <Field {...field("summary")} label={t("work.summary")} lines={4} optional />
      <Field
        {...field("credits")}
        label={t("work.credits")}
        hint={t("work.credits-hint")}
        lines={5}
        optional
      />
      <Field {...field("rightsHolder")} label={t("work.rights-holder")} />
      <Field {...field("allowed")} label={t("work.allowed")} hint={t("work.allowed-hint")} />
      <Field {...field("awards")} label={t("work.awards")} hint={t("work.awards-hint")} lines={3} optional />
    </>
  );
}
