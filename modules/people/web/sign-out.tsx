import { redirect } from "react-router";
import { type ActArgs, type LoadArgs, pageOf } from "#web/page.ts";
import { signOutHere } from "../sign-in/contract.ts";

/** Ends the session; looking at the address alone ends nothing. */
export async function action({ context }: ActArgs) {
  const { call, actor } = pageOf(context);
  await call(signOutHere, {});
  return redirect(actor.kind === "staff" ? "/desk/sign-in" : "/");
}

export function loader(_: LoadArgs) {
  return redirect("/");
}
