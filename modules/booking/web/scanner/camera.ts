/** Reads QR codes from the camera: by the browser's own reader where there is one, else in script. */

interface Reader {
  read(picture: HTMLCanvasElement): Promise<string | null>;
}

interface NativeDetector {
  detect(picture: CanvasImageSource): Promise<{ rawValue: string }[]>;
}
type NativeDetectors = {
  new (options: { formats: string[] }): NativeDetector;
  getSupportedFormats(): Promise<string[]>;
};

/** Milliseconds between two looks, or as long as the last one took: an old tablet has other things to do. */
const everyMs = 120;
/** The side of the square in the middle that is looked at: a code that fills half of it has three pixels and more to a dot. */
export const mostPixels = 600;
/** The same code within this time is the same person still standing there. */
const sameForMs = 4000;

async function bestReader(): Promise<Reader> {
  const native = (globalThis as { BarcodeDetector?: NativeDetectors }).BarcodeDetector;
  if (native && (await native.getSupportedFormats()).includes("qr_code")) {
    const detector = new native({ formats: ["qr_code"] });
    return { read: async (picture) => (await detector.detect(picture))[0]?.rawValue ?? null };
  }
  return scriptReader();
}

/** The reader in script; asked for early, it is there when the line is gone. */
export async function scriptReader(): Promise<Reader> {
  const { default: bundled } = await import("jsqr");
  // A CommonJS package: its default is the function itself, whatever its types say.
  const jsQR = (typeof bundled === "function" ? bundled : bundled.default) as typeof bundled.default;
  return {
    async read(picture) {
      const { width, height } = picture;
      const pixels = picture
        .getContext("2d", { willReadFrequently: true })
        ?.getImageData(0, 0, width, height);
      return (pixels && jsQR(pixels.data, width, height, { inversionAttempts: "dontInvert" })?.data) ?? null;
    },
  };
}

/** Shows the camera behind the device and hands over each code once. Answers how to stop; throws where there is no camera. */
export async function watchCamera(
  video: HTMLVideoElement,
  found: (text: string) => void,
): Promise<() => void> {
  const stream = await navigator.mediaDevices.getUserMedia({
    video: { facingMode: "environment", width: { ideal: 1280 } },
    audio: false,
  });
  video.srcObject = stream;
  await video.play();
  const reader = await bestReader();
  const canvas = document.createElement("canvas");
  let last = { text: "", at: 0 };
  let timer = 0;
  let stopped = false;
  const look = async () => {
    const begun = performance.now();
    const { videoWidth, videoHeight } = video;
    const side = Math.min(videoWidth, videoHeight);
    const shown = Math.min(side, mostPixels);
    [canvas.width, canvas.height] = [shown, shown];
    if (shown > 0) {
      const [left, top] = [(videoWidth - side) / 2, (videoHeight - side) / 2];
      canvas
        .getContext("2d", { willReadFrequently: true })
        ?.drawImage(video, left, top, side, side, 0, 0, shown, shown);
      const text = await reader.read(canvas).catch(() => null);
      const now = performance.now();
      if (text && (text !== last.text || now - last.at > sameForMs)) found(text);
      if (text) last = { text, at: now };
    }
    const took = performance.now() - begun;
    if (!stopped) timer = window.setTimeout(() => void look(), Math.max(everyMs, took));
  };
  void look();
  return () => {
    stopped = true;
    window.clearTimeout(timer);
    for (const track of stream.getTracks()) track.stop();
    video.srcObject = null;
  };
}
