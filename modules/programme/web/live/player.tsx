import hls from "hls.js/dist/hls.light.min.js?url";
import { usePage } from "#web/text.tsx";

/** The picture of our own stream. Most phones play it by themselves; for other browsers a script of its own is fetched. */
export function LivePlayer({ playlist, title }: { playlist: string; title: string }) {
  const { text: t } = usePage();
  return (
    <div className="stack-tight">
      <live-video script={hls}>
        {/* biome-ignore lint/a11y/useMediaCaption: live words cannot be written down beforehand */}
        <video
          className="live-picture"
          controls
          playsInline
          preload="none"
          src={playlist}
          aria-label={title}
        />
      </live-video>
      <p className="small">
        <a href={playlist} type="application/vnd.apple.mpegurl">
          {t("live.in-player")}
        </a>
      </p>
    </div>
  );
}
