import type { Option } from "./field.tsx";

/** Things that have names, to choose one of: places, houses, suppliers. */
export const optionsOf = (things: readonly { id: string; name: string }[]): Option[] =>
  things.map(({ id, name }) => ({ value: id, label: name }));

/** What a list of codes names: kinds, districts, checks. */
export const codeOptionsOf = (codes: readonly { code: string; name: string }[]): Option[] =>
  codes.map(({ code, name }) => ({ value: code, label: name }));
