import { Select, type SelectProps } from "#web/kit/field.tsx";
import { useText } from "#web/text.tsx";
import { categorySaid } from "../../circulation/rules/contract.ts";

/** A category of readers, in words. One that is in use nowhere else is still offered where it stands. */
export function CategorySelect({
  codes,
  value,
  ...asked
}: Omit<SelectProps, "options" | "empty"> & { codes: readonly string[]; value: string }) {
  const t = useText();
  const offered = codes.includes(value) ? codes : [...codes, value];
  return (
    <Select
      {...asked}
      value={value}
      options={offered.map((code) => ({ value: code, label: categorySaid(code, t) }))}
    />
  );
}
