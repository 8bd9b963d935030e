import type { AnswerOf } from "#contract";
import { Choice, Field, Select, Tick } from "#web/kit/field.tsx";
import type { Problem } from "#web/page.ts";
import { useText } from "#web/text.tsx";
import {
  accessCodes,
  coordinateSystems,
  equipmentCodes,
  facilityLevels,
  type listKinds,
} from "../../contract.ts";
import type { Changes } from "./facts-form.ts";

interface Common {
  facts: Changes;
  problem: Problem | undefined;
}

export interface FactFieldsProps extends Common {
  /** Has somebody said that the position lies outside the city? */
  outsideCity?: boolean | undefined;
}

// texts: place.level.* place.access.* place.equipment.*

/** What a place is and is counted by. Names begin with `changes.`, where the operation has them. */
export function IdentityFields({
  facts,
  kinds,
  problem,
}: Common & { kinds: AnswerOf<typeof listKinds>["items"] }) {
  const t = useText();
  const field = (name: string) => ({ name: `changes.${name}`, problem });
  const offered = kinds.filter(({ code, retired }) => !retired || code === facts.kind);
  return (
    <>
      <Field {...field("name")} label={t("place.name")} value={facts.name} />
      <Select
        {...field("kind")}
        label={t("place.kind")}
        value={facts.kind}
        {...(facts.kind ? {} : { empty: t("place.desk.choose") })}
        options={offered.map(({ code, says }) => ({ value: code, label: says }))}
      />
      <Choice
        {...field("level")}
        label={t("place.level")}
        value={facts.level}
        inline
        options={facilityLevels.map((level) => ({ value: level, label: t(`place.level.${level}`) }))}
      />
    </>
  );
}

/** The other fields of a place's facts, hours aside. */
export function FactFields({ facts, problem, outsideCity }: FactFieldsProps) {
  const t = useText();
  const field = (name: string) => ({ name: `changes.${name}`, problem });
  const { names = {}, position } = facts;
  const kept = Object.entries(names).filter(([locale]) => locale !== "en");
  const isFar = problem?.errors?.some(({ id }) => id === "position.far");
  return (
    <>
      {kept.map(([locale, name]) => (
        <input key={locale} type="hidden" name={`keep.names.${locale}`} value={name} />
      ))}
      <Field {...field("names.en")} label={t("place.name-en")} value={names.en} optional />
      <Field {...field("address")} label={t("place.address")} value={facts.address} optional />
      <Field
        {...field("phone")}
        type="tel"
        inputMode="tel"
        chars={20}
        label={t("place.phone")}
        value={facts.phone ?? ""}
        optional
      />
      <Field
        {...field("number")}
        chars={20}
        label={t("place.number")}
        hint={t("place.number.hint")}
        value={facts.number ?? ""}
        optional
      />
      <Select
        {...field("position.system")}
        label={t("place.position.system")}
        hint={t("place.position.hint")}
        value={position?.system ?? "GCJ-02"}
        options={coordinateSystems.map((system) => ({ value: system, label: system }))}
      />
      <Field
        {...field("position.lon")}
        inputMode="decimal"
        chars={12}
        label={t("place.position.lon")}
        value={position?.lon ?? ""}
        optional
      />
      <Field
        {...field("position.lat")}
        inputMode="decimal"
        chars={12}
        label={t("place.position.lat")}
        value={position?.lat ?? ""}
        optional
      />
      {(isFar || outsideCity) && (
        <Tick name="outsideCity" label={t("place.position.outside-city")} checked={outsideCity ?? false} />
      )}
      <Choice
        {...field("access")}
        label={t("place.access.title")}
        value={facts.access ?? []}
        many
        inline
        optional
        options={accessCodes.map((code) => ({ value: code, label: t(`place.access.${code}`) }))}
      />
      <Choice
        {...field("equipment")}
        label={t("place.equipment.title")}
        value={facts.equipment ?? []}
        many
        inline
        optional
        options={equipmentCodes.map((code) => ({ value: code, label: t(`place.equipment.${code}`) }))}
      />
    </>
  );
}
