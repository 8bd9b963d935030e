import { Button } from "#web/kit/button.tsx";
import { Form } from "#web/kit/form.tsx";
import { State } from "#web/kit/state.tsx";
import { moment } from "#web/occasion.ts";
import { useText } from "#web/text.tsx";

export interface Doing {
  id: string;
  what: "opened" | "closed";
  at: string;
}

export interface DoorButtonProps {
  placeId: string;
  /** For screen readers, where several doors stand on one page. */
  name: string;
  last: Doing | null;
}

// texts: place.door.last.* place.door.do.* place.door.do-of.*

/** One door: open or closed by the last record, and the one button that writes down the next. */
export function DoorButton({ placeId, name, last }: DoorButtonProps) {
  const t = useText();
  const next = last?.what === "opened" ? "closed" : "opened";
  return (
    <>
      <p>
        <State kind={last?.what === "opened" ? "open" : "closed"}>
          {last ? t(`place.door.last.${last.what}`, { at: moment(last.at) }) : t("place.door.last.none")}
        </State>
      </p>
      <Form label={t(`place.door.do-of.${next}`, { name })}>
        <input type="hidden" name="place" value={placeId} />
        <Button name="do" value={next}>
          {t(`place.door.do.${next}`)}
        </Button>
      </Form>
    </>
  );
}

// texts: place.door.done.*

/** What was just written down, with a way to take it back. */
export function JustDone({ placeId, done }: { placeId: string; done: Doing }) {
  const t = useText();
  return (
    <div className="notice notice-done" role="status">
      <div className="stack-tight">
        <p className="notice-title">{t(`place.door.done.${done.what}`, { at: moment(done.at) })}</p>
        <Form label={t("place.door.undo")}>
          <input type="hidden" name="place" value={placeId} />
          <input type="hidden" name="observation" value={done.id} />
          <Button kind="link" name="do" value="withdraw">
            {t("place.door.undo")}
          </Button>
        </Form>
      </div>
    </div>
  );
}
