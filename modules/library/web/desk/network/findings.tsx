import type { AnswerOf } from "#contract";
import { Button } from "#web/kit/button.tsx";
import { Form } from "#web/kit/form.tsx";
import { Table } from "#web/kit/list.tsx";
import { day } from "#web/occasion.ts";
import { useText } from "#web/text.tsx";
import type { getBox } from "../../../network/contract.ts";

type Finding = AnswerOf<typeof getBox>["findings"][number];

// texts: network.finding.* network.settled.*
/** What was wrong with boxes, and settling it. */
export function Findings({ items }: { items: readonly Finding[] }) {
  const t = useText();
  return (
    <Table
      caption={t("network.findings")}
      hideCaption
      columns={[
        { key: "barcode", label: t("network.barcode") },
        { key: "title", label: t("network.book"), prose: true },
        { key: "kind", label: t("network.finding") },
        { key: "box", label: t("network.code") },
        { key: "route", label: t("network.boxes") },
        { key: "on", label: t("network.found-on") },
        { key: "how", label: t("network.settled") },
      ]}
      rows={items.map((one) => ({
        key: String(one.id),
        cells: [
          <bdi key="barcode">{one.barcode}</bdi>,
          <bdi key="title">{one.title ?? "–"}</bdi>,
          t(`network.finding.${one.kind}`),
          <a key="box" href={`/desk/network/boxes/${one.box.id}`}>
            {one.box.code}
          </a>,
          t("box.route", { from: one.from.name, to: one.to.name }),
          t.formats.dayText(day(one.foundOn)),
          one.how ? (
            t(`network.settled.${one.how}`, { place: one.turnedUpAt ?? "" })
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
  const word = t(may.note ? "network.note" : "network.give-up");
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
