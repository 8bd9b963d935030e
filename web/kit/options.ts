import type { Option } from "./field.tsx";

/** Things that have names, to choose one of: places, houses, suppliers. */
export const optionsOf = (things: readonly { id: string; name: string }[]): Option[] =>
  things.map(({ id, name }) => ({ value: id, label: name }));
