import { CityExample } from "../kit/examples/city.tsx";
import { type LoadArgs, pageOf } from "../page.ts";
import { demoOnly } from "./kit.tsx";

export function loader({ context }: LoadArgs) {
  demoOnly(pageOf(context));
  return null;
}

export default function KitCity() {
  return <CityExample />;
}
