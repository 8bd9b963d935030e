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

/** Milliseconds between two looks: an old tablet has other things to do. */
const everyMs = 120;
/** The longer side of what is looked at. */
export const mostPixels = 800;
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
    const { videoWidth, videoHeight } = video;
    const scale = Math.min(1, mostPixels / Math.max(videoWidth, videoHeight, 1));
    canvas.width = Math.round(videoWidth * scale);
    canvas.height = Math.round(videoHeight * scale);
    if (canvas.width > 0) {
      canvas
        .getContext("2d", { willReadFrequently: true })
        ?.drawImage(video, 0, 0, canvas.width, canvas.height);
      const text = await reader.read(canvas).catch(() => null);
      const now = performance.now();
      if (text && (text !== last.text || now - last.at > sameForMs)) found(text);
      if (text) last = { text, at: now };
    }
    if (!stopped) timer = window.setTimeout(() => void look(), everyMs);
  };
  void look();
  return () => {
    stopped = true;
    window.clearTimeout(timer);
    for (const track of stream.getTracks()) track.stop();
    video.srcObject = null;
  };
}
