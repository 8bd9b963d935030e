/** Who is no second person for what somebody else asks. */
import { slot } from "../slots/index.ts";

/** One answer where `maker` has lately given `subject` their account, a role or a way in: such a colleague checks nothing for them. */
export const madeLately = slot<{ maker: string; subject: string }, true>("publishing.made-lately");
