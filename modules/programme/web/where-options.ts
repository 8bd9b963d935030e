/** Places and their rooms as one list of options. */
import type { AnswerOf } from "#contract";
import type { Text } from "#libs/texts";
import type { eventChoices } from "../desk/contract.ts";
import { whereFrom } from "./event-form.ts";

type Places = AnswerOf<typeof eventChoices>["places"];

/** The ones offered, with these first where they are not among them. */
export function withThese<One extends { id: string }>(offered: readonly One[], these: readonly One[]): One[] {
  return [...these.filter(({ id }) => offered.every((one) => one.id !== id)), ...offered];
}

/** Every place, then its rooms. What is chosen now is always among them: a list without it would save something else. */
export function whereOptions(
  places: Places,
  now: string | undefined,
  text: Text,
): { value: string; label: string }[] {
  const options = places.flatMap((place) => [
    { value: place.id, label: place.name },
    ...place.spaces.map((space) => ({
      value: `${place.id}/${space.id}`,
      label: text("desk.event.space", { place: place.name, space: space.name, capacity: space.capacity }),
    })),
  ]);
  if (!now || options.some(({ value }) => value === now)) return options;
  const place = places.find(({ id }) => id === whereFrom(now).placeId);
  const label = place ? text("desk.event.room-gone", { place: place.name }) : text("desk.event.place-gone");
  return [{ value: now, label }, ...options];
}
