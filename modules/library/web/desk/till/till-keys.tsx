import { Button } from "#web/kit/button.tsx";
import { Form } from "#web/kit/form.tsx";
import { useText } from "#web/text.tsx";
import type { Step } from "./steps.ts";
import { keys, toUndo } from "./till-live.ts";
import type { Now } from "./till-queue.ts";
import { type Who, WhoStands } from "./who-stands.tsx";

/** What is done by a key, each with its name. */
export function Keys({
  now,
  pressed,
  sounds,
}: {
  now: Now;
  pressed: Record<"end" | "all" | "mode" | "house" | "undo", () => void>;
  sounds: { on: boolean; turn(): void };
}) {
  const t = useText();
  const one = (name: "end" | "all" | "mode" | "house" | "undo", word: string) => (
    <button
      type="button"
      className="button button-quiet"
      aria-keyshortcuts={keys[name]}
      onClick={pressed[name]}
    >
      {word} <kbd>{keys[name]}</kbd>
    </button>
  );
  return (
    <div className="till-keys">
      {now.reader && one("end", t("till.end"))}
      {now.reader && now.reader.loans > 0 && one("all", t("till.renew-all"))}
      {toUndo(now) && one("undo", t("till.undo"))}
      {one("mode", t(now.mode === "return" ? "till.both" : "till.only-return"))}
      {one("house", t(now.mode === "in-house" ? "till.both" : "till.in-house"))}
      <button type="button" className="button button-quiet" aria-pressed={sounds.on} onClick={sounds.turn}>
        {t(sounds.on ? "till.sound.on" : "till.sound.off")}
      </button>
    </div>
  );
}

/** The same without script: each is a form of its own. */
export function PlainKeys({ now, who }: { now: Now; who: Who | null }) {
  const t = useText();
  const undo = toUndo(now);
  const one = (what: Step["what"], word: string, more: Record<string, string> = {}) => (
    <Form label={word}>
      <input type="hidden" name="do" value={what} />
      <WhoStands who={who} />
      {Object.entries(more).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <Button kind="quiet">{word}</Button>
    </Form>
  );
  return (
    <div className="till-keys">
      {who && one("end", t("till.end"))}
      {who && one("renew-all", t("till.renew-all"))}
      {undo && one("undo", t("till.undo"), { loanId: undo.loanId, title: undo.title })}
      {one("mode", t(now.mode === "return" ? "till.both" : "till.only-return"), {
        turn: now.mode === "return" ? "both" : "return",
      })}
      {one("mode", t(now.mode === "in-house" ? "till.both" : "till.in-house"), {
        turn: now.mode === "in-house" ? "both" : "in-house",
      })}
    </div>
  );
}
