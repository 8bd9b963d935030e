import type { ReactNode } from "react";
import { Tabs } from "#web/kit/list.tsx";
import { ShellDesk } from "#web/kit/shell.desk.tsx";
import { useText } from "#web/text.tsx";
import { PlacesTabs } from "./places-tabs.tsx";

const views = [
  ["coverage", "/desk/network"],
  ["people", "/desk/network/people"],
  ["kinds", "/desk/network/kinds"],
  ["standards", "/desk/network/standards"],
] as const;

export interface NetworkFrameProps {
  view: (typeof views)[number][0];
  actions?: ReactNode;
  children: ReactNode;
}

// texts: network.view.*

/** What the pages about the network share: the figures, the people it is for, the words and the demands behind them. */
export function NetworkFrame({ view, actions, children }: NetworkFrameProps) {
  const t = useText();
  return (
    <ShellDesk title={t("network.title")} section="places" actions={actions}>
      <div className="stack">
        <PlacesTabs current="network" />
        <Tabs
          label={t("network.views")}
          items={views.map(([id, href]) => ({ href, label: t(`network.view.${id}`), current: id === view }))}
        />
        {children}
      </div>
    </ShellDesk>
  );
}
