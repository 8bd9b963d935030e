import { useState } from "react";
import { ShellPortal } from "../kit/shell.portal.tsx";
import { type Handle, type LoadArgs, pageOf } from "../page.ts";
import { useText } from "../text.tsx";
import { demoOnly } from "./kit.tsx";

/** A live page for tests of the frame: the framework in the browser, with only the words it asked for. */
export const handle = { live: true, texts: ["kit", "shell"] } satisfies Handle;

export function loader({ context }: LoadArgs) {
  demoOnly(pageOf(context));
  return null;
}

export default function KitLive() {
  const t = useText();
  const [minutes, setMinutes] = useState(5);
  return (
    <ShellPortal title="活页样张">
      <div className="stack">
        <h1>活页样张</h1>
        <output>{t("kit.walk", { minutes })}</output>
        <p>
          <button className="button" type="button" onClick={() => setMinutes(minutes + 1)}>
            再远一点
          </button>
        </p>
      </div>
    </ShellPortal>
  );
}
