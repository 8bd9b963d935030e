import { useText } from "#web/text.tsx";
import { detourFactor, walkingSpeed } from "../contract.ts";

/** How minutes on foot are reckoned: said wherever they stand. */
export function WalkNote() {
  const t = useText();
  return (
    <p className="quiet small">{t("place.walk-estimate", { factor: detourFactor, speed: walkingSpeed })}</p>
  );
}
