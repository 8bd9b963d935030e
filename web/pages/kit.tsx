import { ShellPortal } from "../kit/shell.portal.tsx";

export default function Kit() {
  return (
    <ShellPortal title="Kit">
      <h1>Kit</h1>
    </ShellPortal>
  );
}
