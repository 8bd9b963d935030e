import { Field, Select, Tick } from "#web/kit/field.tsx";
import { optionsOf } from "#web/kit/options.ts";
import type { Problem } from "#web/page.ts";
import { useText } from "#web/text.tsx";
import { codeMeanings } from "../../../catalogue/items/contract.ts";
import type { Profile } from "../../../catalogue/reading/profile.ts";
import { codes, type Mapped, rowsOf } from "./profile-form.ts";

const charsets = ["utf-8", "marc-8", "gb18030", "iso-5426", "big5", "windows-1251", "windows-1252"] as const;

// texts: profile.items.* item.status.* batch.same.*
/** How a file is read: its family and letters, where its items stand, what its codes mean here. */
export function ProfileFields({
  profile,
  values,
  places,
  problem,
}: {
  profile: Profile;
  values: Record<string, string>;
  places: readonly { id: string; name: string }[];
  problem: Problem | undefined;
}) {
  const t = useText();
  const field = (name: string) => ({
    name: `profile.${name}`,
    value: values[`profile.${name}`] ?? "",
    problem,
  });
  const placeOptions = optionsOf(places);
  return (
    <>
      <Field {...field("name")} label={t("profiles.name")} />
      <div className="row">
        <Select
          {...field("flavour")}
          label={t("profiles.flavour")}
          empty={t("profiles.found-out")}
          options={[
            { value: "unimarc", label: "CNMARC / UNIMARC" },
            { value: "marc21", label: "MARC 21" },
          ]}
          optional
        />
        <Select
          {...field("charset")}
          label={t("profiles.charset")}
          empty={t("profiles.found-out")}
          options={charsets.map((value) => ({ value, label: value.toUpperCase() }))}
          optional
        />
        <Field {...field("agency")} label={t("batch.agency")} chars={20} optional />
      </div>
      <Select
        {...field("same")}
        label={t("batch.same")}
        options={(["replace", "keep"] as const).map((value) => ({ value, label: t(`batch.same.${value}`) }))}
      />
      <fieldset className="stack">
        <legend>{t("profiles.items")}</legend>
        <p className="quiet">{t("profiles.items.note")}</p>
        <div className="row">
          <Field {...field("items.tags")} label={t("profile.items.tags")} chars={12} optional />
          <Field {...field("items.barcode")} label={t("profile.items.barcode")} chars={4} optional />
          <Field {...field("items.callNumber")} label={t("profile.items.call-number")} chars={6} optional />
          <Field {...field("items.between")} label={t("profile.items.between")} chars={4} optional />
        </div>
        <Tick
          name="profile.items.hasRanges"
          label={t("profile.items.ranges")}
          checked={values["profile.items.hasRanges"] === "on"}
        />
        <div className="row">
          {codes.map((code) => (
            <Field
              key={code}
              {...field(`items.${code}`)}
              label={t(`profile.items.${code}`)}
              chars={4}
              optional
            />
          ))}
        </div>
      </fieldset>
      <Select
        {...field("place")}
        label={t("batch.place")}
        hint={t("batch.place.hint")}
        empty={t("batch.place.none")}
        options={placeOptions}
        optional
      />
      <Mapping
        of="places"
        legend={t("profiles.places")}
        rows={rowsOf(profile.places)}
        values={values}
        options={placeOptions}
        problem={problem}
      />
      <Mapping
        of="statuses"
        legend={t("profiles.statuses")}
        rows={rowsOf(profile.statuses)}
        values={values}
        options={codeMeanings.map((value) => ({ value, label: t(`item.status.${value}`) }))}
        problem={problem}
      />
    </>
  );
}

function Mapping({
  of,
  legend,
  rows,
  values,
  options,
  problem,
}: {
  of: "places" | "statuses";
  legend: string;
  rows: readonly Mapped[];
  values: Record<string, string>;
  options: readonly { value: string; label: string }[];
  problem: Problem | undefined;
}) {
  const t = useText();
  return (
    <fieldset className="stack">
      <legend>{legend}</legend>
      {rows.map(({ code, means }, n) => {
        const name = `profile.${of}.${n}`;
        return (
          <div className="row" key={name}>
            <Field
              name={`${name}.code`}
              label={t("profiles.code", { n: n + 1 })}
              value={values[`${name}.code`] ?? code}
              chars={12}
              problem={problem}
              optional
            />
            <Select
              name={`${name}.means`}
              label={t("profiles.means", { n: n + 1 })}
              value={values[`${name}.means`] ?? means}
              empty={t("batch.codes.none")}
              options={options}
              problem={problem}
              optional
            />
          </div>
        );
      })}
    </fieldset>
  );
}
