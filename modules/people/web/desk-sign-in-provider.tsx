import { redirect } from "react-router";
import { type LoadArgs, pageOf, problemIn } from "#web/page.ts";
import { beginProviderSignIn } from "../provider/contract.ts";
import { attemptCookie } from "./provider-cookie.ts";

/** The way to the provider: a link, because a form may not lead to another site. */
export async function loader({ context, request }: LoadArgs) {
  const url = new URL(request.url);
  try {
    const { address, attempt } = await pageOf(context).call(beginProviderSignIn, {});
    const cookie = attemptCookie(
      { attempt, back: url.searchParams.get("back") },
      { https: url.protocol === "https:" },
    );
    return redirect(address, { headers: { "set-cookie": cookie } });
  } catch (error) {
    if (problemIn(error)?.id !== "provider.away") throw error;
    return redirect("/desk/sign-in?provider=away");
  }
}
