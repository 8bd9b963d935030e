/** ffmpeg cuts what is sent into pieces that browsers play (HLS, RFC 8216). */
import { execFile } from "node:child_process";
import { join } from "node:path";
import { playlistName } from "../stream.ts";

/** A piece is so many seconds, or a little longer: it begins with a whole picture. */
const pieceSeconds = 6;
/** So many pieces are on the list, and a few more on the disk for those who run behind. */
const listed = 10;

/** Whether this machine can run it. */
export function hasFfmpeg(): Promise<boolean> {
  return new Promise((resolve) => {
    execFile("ffmpeg", ["-version"], (error) => resolve(error === null));
  });
}

/**
 * Reads FLV from its input and writes pieces and list into a folder, without recoding. `name`: new for each
 * sender, so that no piece ever takes the name of another one that a browser has kept.
 */
export function ffmpegArguments(folder: string, name: string): string[] {
  return [
    ...["-hide_banner", "-loglevel", "error", "-f", "flv", "-i", "pipe:0"],
    ...["-map", "0:v:0", "-map", "0:a:0?", "-c", "copy", "-f", "hls"],
    ...["-hls_time", String(pieceSeconds), "-hls_list_size", String(listed)],
    // A sender that comes back goes on in the same list; pieces that slid off it are deleted.
    ...["-hls_flags", "append_list+delete_segments+omit_endlist+temp_file"],
    ...["-hls_segment_filename", join(folder, `${name}-%d.ts`), join(folder, playlistName)],
  ];
}
