/** What an address asks of its page. What a page does not understand is never passed over: it would show something else and not say so. */
import { data } from "react-router";
import { addressProblem, type LoadArgs, pageOf } from "./page.ts";

type Asked = Pick<LoadArgs, "context" | "request">;

/** The item that the address asks for under a name, or null when it asks for none. Refuses one that is not there. */
export function askedItem<T>(
  asked: Asked,
  name: string,
  items: readonly T[],
  is: (item: T) => string,
): T | null {
  const value = new URL(asked.request.url).searchParams.get(name);
  if (!value) return null;
  const item = items.find((one) => is(one) === value);
  if (item === undefined) throw notUnderstood(asked, [name]);
  return item;
}

/** The whole number from 0 on that the address gives under a name, or null. Refuses what is none. */
export function askedNumber(asked: Asked, name: string): number | null {
  const value = new URL(asked.request.url).searchParams.get(name);
  if (!value) return null;
  if (!/^\d{1,9}$/.test(value)) throw notUnderstood(asked, [name]);
  return Number(value);
}

/** To be thrown: the page that says which parts of the address are not understood and leads to what is left of it. */
export function notUnderstood({ context }: Pick<Asked, "context">, names: readonly string[]) {
  const page = pageOf(context);
  const message = page.text("invalid.not-offered");
  const errors = names.map((name) => ({ field: `/query/${name}`, id: "not-offered", message }));
  return data({ problem: addressProblem(page, errors) }, { status: 400 });
}
