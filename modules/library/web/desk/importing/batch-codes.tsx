import type { AnswerOf } from "#contract";
import { Button } from "#web/kit/button.tsx";
import { Select } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { optionsOf } from "#web/kit/options.ts";
import { Section } from "#web/kit/section.tsx";
import { said } from "#web/page.ts";
import { useText } from "#web/text.tsx";
import type { getBatch } from "../../../catalogue/importing/contract.ts";
import { codeMeanings } from "../../../catalogue/items/contract.ts";

type One = AnswerOf<typeof getBatch>;

/** What was chosen for each code; those left open are what the others are, or nothing. */
export function codesIn(form: FormData) {
  const chosen = (what: string) =>
    [...form].flatMap(([name, value]) => {
      const means = String(value) || said(form, `others-${what}`);
      return name.startsWith(`${what}:`) && means !== ""
        ? [{ said: name.slice(what.length + 1), means }]
        : [];
    });
  return {
    places: chosen("place").map(({ said, means }) => ({ said, placeId: means })),
    // The contract refuses a status that is none.
    statuses: chosen("status").map(({ said, means }) => ({ said, status: means as "damaged" })),
    place: said(form, "nowhere") || null,
  };
}

/** Codes chosen one by one; the others of a file are listed, and chosen together. */
const oneByOne = 60;

/** What the file says and nobody has explained: of a checked file chosen here it is checked again, of a landed one the items go there. */
export function Codes({ one: { codes, places, state, nowhere } }: { one: One }) {
  const t = useText();
  const isChecked = state === "checked";
  const asksPlace = isChecked && nowhere > 0 && places.length > 0;
  if (codes.places.length + codes.statuses.length === 0 && !asksPlace) return null;
  return (
    <Section title={t("batch.codes")} note={t(isChecked ? "batch.codes.note" : "batch.codes.note-landed")}>
      <Form label={t("batch.codes")}>
        <CodesOf what="place" codes={codes.places} options={optionsOf(places)} />
        <CodesOf
          what="status"
          codes={codes.statuses}
          options={codeMeanings.map((value) => ({ value, label: t(`item.status.${value}`) }))}
        />
        {asksPlace && (
          <Select
            name="nowhere"
            label={t("batch.codes.rest")}
            value=""
            empty={t("batch.codes.none")}
            options={optionsOf(places)}
            optional
          />
        )}
        <Button name="do" value="map">
          {t(isChecked ? "batch.codes.check" : "batch.codes.place-them")}
        </Button>
      </Form>
    </Section>
  );
}

interface CodesProps {
  what: "place" | "status";
  codes: One["codes"]["places"];
  options: { value: string; label: string }[];
}

// texts: item.status.* batch.codes.*
function CodesOf({ what, codes, options }: CodesProps) {
  const t = useText();
  const rest = codes.slice(oneByOne);
  const choice = { value: "", empty: t("batch.codes.none"), options, optional: true } as const;
  return (
    <>
      {codes.slice(0, oneByOne).map(({ said, count }) => (
        <Select
          key={said}
          name={`${what}:${said}`}
          label={t(`batch.codes.${what}`, { said, count })}
          {...choice}
        />
      ))}
      {rest.length > 0 && (
        <p>
          <bdi>{rest.map(({ said, count }) => `${said} (${t.formats.numberText(count)})`).join(" · ")}</bdi>
        </p>
      )}
      {rest.map(({ said }) => (
        <input key={said} type="hidden" name={`${what}:${said}`} value="" />
      ))}
      {codes.length > 1 && (
        <Select name={`others-${what}`} label={t(`batch.codes.others-${what}`)} {...choice} />
      )}
    </>
  );
}
