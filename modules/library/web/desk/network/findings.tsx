import type { AnswerOf } from "#contract";
import { Button } from "#web/kit/button.tsx";
import { Form } from "#web/kit/form.tsx";
import { Table } from "#web/kit/list.tsx";
import { day } from "#web/occasion.ts";
import { useText } from "#web/text.tsx";
import type { getBox } from "../../../network/contract.ts";

type Finding = AnswerOf<typeof getBox>["findings"][number];

// texts: between.finding.* between.settled.*
/** What was wrong with boxes, and settling it. */
export function Findings({ items }: { items: readonly Finding[] }) {
  const t = useText();
  return (
    <Table
      caption={t("between.findings")}
      hideCaption
      columns={[
        { key: "barcode", label: t("between.barcode") },
        { key: "title", label: t("between.book"), prose: true },
        { key: "kind", label: t("between.finding") },
        { key: "box", label: t("between.code") },
        { key: "route", label: t("between.boxes") },
        { key: "on", label: t("between.found-on") },
        { key: "how", label: t("between.settled") },
      ]}
      rows={items.map((one) => ({
        key: String(one.id),
        cells: [
          <bdi key="barcode">{one.barcode}</bdi>,
          <bdi key="title">{one.title ?? "–"}</bdi>,
          t(`between.finding.${one.kind}`),
          <a key="box" href={`/desk/between/boxes/${one.box.id}`}>
            {one.box.code}
          </a>,
          t("box.route", { from: one.from.name, to: one.to.name }),
          t.formats.dayText(day(one.foundOn)),
          one.how ? (
            t(`between.settled.${one.how}`, { place: one.turnedUpAt ?? "" })
          ) : (
            <Settle key="how" finding={one} />
          ),
        ],
      }))}
    />
  );
}

function Settle({ finding: { id, barcode, may } }: { finding: Finding }) {
  const t = useText();
  if (!may.note && !may.giveUp) return "–";
  const word = t(may.note ? "between.note" : "between.give-up");
  return (
    <Form label={`${word} ${barcode}`}>
      <input type="hidden" name="do" value={may.note ? "note" : "give-up"} />
      <input type="hidden" name="finding" value={id} />
      <Button kind={may.note ? "link" : "refuse"}>
        {word}
        <span className="unseen"> {barcode}</span>
      </Button>
    </Form>
  );
}
