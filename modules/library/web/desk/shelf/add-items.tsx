import type { AnswerOf } from "#contract";
import { Button } from "#web/kit/button.tsx";
import { Select } from "#web/kit/field.tsx";
import { optionsOf } from "#web/kit/options.ts";
import { useText } from "#web/text.tsx";
import { FoldedForm } from "#web/titled-form.tsx";
import { addable, type recordItems } from "../../../catalogue/items/contract.ts";
import { Fields, type Refused } from "../fields.tsx";
import { callNumberField, itemFields } from "./item-fields.ts";

type Adding = NonNullable<AnswerOf<typeof recordItems>["adding"]>;

// texts: item.status.*
/** Copies in somebody's hand: scan the barcode, and what is usual stands there already. The scanner's Enter adds. */
export function AddItems({
  adding,
  isAsked,
  values,
  problem,
}: Refused & { adding: Adding; isAsked: boolean }) {
  const t = useText();
  const { places, houses, placeId, nextBarcode, shelf, callNumber, priceFen } = adding;
  const isOpen = isAsked || problem !== undefined;
  return (
    <FoldedForm title={t("item.add")} open={isAsked} problem={problem}>
      <Fields
        values={values}
        problem={problem}
        of={[
          {
            name: "barcode",
            label: t("item.barcode"),
            chars: 20,
            hint: nextBarcode === null ? t("item.add.barcode") : t("item.add.next", { barcode: nextBarcode }),
            ...(nextBarcode !== null && { optional: true }),
            ...(isOpen && { autoFocus: true }),
          },
          {
            name: "copies",
            type: "number",
            label: t("item.add.copies"),
            hint: t("item.add.copies.hint"),
            start: 1,
            min: 1,
            max: 50,
            chars: 4,
          },
        ]}
      />
      <Select
        name="placeId"
        label={t("shelf.place")}
        value={values.placeId ?? placeId}
        options={optionsOf(places)}
        problem={problem}
      />
      <Fields values={values} problem={problem} of={[callNumberField(t, callNumber)]} />
      <details open={problem !== undefined}>
        <summary>{t("item.add.more")}</summary>
        <div className="form">
          <Select
            name="status"
            label={t("item.status")}
            value={values.status ?? "available"}
            options={addable.map((value) => ({ value, label: t(`item.status.${value}`) }))}
            problem={problem}
          />
          <Fields
            values={values}
            problem={problem}
            of={itemFields(t, { shelf, volume: "", priceFen, source: "", acquiredOn: null, note: "" })}
          />
          <Select
            name="ownerId"
            label={t("item.owner")}
            value={values.ownerId}
            empty={t("item.owner.of-place")}
            options={optionsOf(houses)}
            problem={problem}
            optional
          />
        </div>
      </details>
      <Button>{t("item.add")}</Button>
    </FoldedForm>
  );
}
