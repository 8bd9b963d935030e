import { DeskExample } from "../kit/examples/desk.tsx";
import { type LoadArgs, pageOf } from "../page.ts";
import { demoOnly } from "./kit.tsx";

export function loader({ context }: LoadArgs) {
  demoOnly(pageOf(context));
  return null;
}

export default function KitDesk() {
  return <DeskExample />;
}
