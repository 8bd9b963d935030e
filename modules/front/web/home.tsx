import { ShellPortal } from "#web/kit/shell.portal.tsx";

export default function Home() {
  return (
    <ShellPortal title="首页">
      <h1>现在</h1>
    </ShellPortal>
  );
}
