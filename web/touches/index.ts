/** The only script of content pages: small touches on pages that work without it. Bundled apart (web/build/touches.ts). */
import { commandKey } from "./command-key.ts";
import { focusOnErrors } from "./focus.ts";
import { HereLink } from "./here-link.ts";
import { LiveParts } from "./live-parts.ts";
import { LiveVideo } from "./live-video.ts";
import { instantLook } from "./look.ts";
import { OfflineNotice } from "./offline.ts";
import { PrintPage } from "./print-page.ts";
import { RelativeTime } from "./relative-time.ts";
import { rowKeys } from "./row-keys.ts";
import { ShareLink } from "./share-link.ts";
import { submitOnce } from "./submit-once.ts";

customElements.define("relative-time", RelativeTime);
customElements.define("share-link", ShareLink);
customElements.define("print-page", PrintPage);
customElements.define("live-parts", LiveParts);
customElements.define("live-video", LiveVideo);
customElements.define("here-link", HereLink);
customElements.define("offline-notice", OfflineNotice);
focusOnErrors();
submitOnce();
instantLook();
commandKey();
rowKeys();
