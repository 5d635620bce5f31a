/** Reads codes from the camera's picture, by the browser's own reader where it has one. */

/** Pause between two looks at the picture, ms: the codes change up to 15 times a second. */
const pause = 40;
/** Longest edge of the picture that is read, pixels: a code of 80 modules needs a third of it. */
const largestEdge = 960;

export type CameraProblem = 'insecure' | 'noCamera' | 'refusedCamera' | 'busyCamera';

/** Why no camera can be asked for here, or empty; browsers give one at secure addresses only. */
export function cameraProblem(): CameraProblem | '' {
  if (!isSecureContext) return 'insecure';
  return typeof navigator.mediaDevices?.getUserMedia === 'function' ? '' : 'noCamera';
}

/** A camera was not given. */
export class CameraError extends Error {
  readonly problem: CameraProblem;
  constructor(problem: CameraProblem, cause: unknown) {
    super(problem, { cause });
    this.name = 'CameraError';
    this.problem = problem;
  }
}

interface Detected {
  rawValue: string;
}
interface Detector {
  detect(source: CanvasImageSource): Promise<Detected[]>;
}
interface DetectorClass {
  new (options: { formats: string[] }): Detector;
  getSupportedFormats(): Promise<string[]>;
}

function problemOf(error: unknown): CameraProblem {
  const name = error instanceof DOMException ? error.name : '';
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'refusedCamera';
  return name === 'NotFoundError' || name === 'OverconstrainedError' ? 'noCamera' : 'busyCamera';
}

/** The camera that looks away from the person, if there are two. Throws CameraError. */
async function openCamera(): Promise<MediaStream> {
  try {
    return await navigator.mediaDevices.getUserMedia({
      audio: false,
      video: { facingMode: { ideal: 'environment' }, width: { ideal: 1280 }, height: { ideal: 960 } },
    });
  } catch (error) {
    throw new CameraError(problemOf(error), error);
  }
}

type Reader = (picture: HTMLCanvasElement) => Promise<string[]>;

/** The browser's reader, or null where it has none that knows QR codes. */
async function ownReader(): Promise<Reader | null> {
  const known = (globalThis as { BarcodeDetector?: DetectorClass }).BarcodeDetector;
  const formats: string[] = (await known?.getSupportedFormats().catch(() => [])) ?? [];
  if (!known || !formats.includes('qr_code')) return null;
  const detector = new known({ formats: ['qr_code'] });
  return async (picture) => (await detector.detect(picture)).map(({ rawValue }) => rawValue);
}

const loadScript = () => import('qr/decode.js');

/** Fetches what reading codes needs: when it is needed there may be no server to ask. */
export async function fetchReader(): Promise<void> {
  if (cameraProblem() || (await ownReader())) return;
  await loadScript().catch(() => undefined);
}

/** A reader in script, loaded only where it is needed. */
async function scriptReader(): Promise<Reader> {
  const { decodeQR } = await loadScript();
  return async (picture) => {
    const image = picture.getContext('2d')?.getImageData(0, 0, picture.width, picture.height);
    if (!image) return [];
    try {
      return [decodeQR({ width: image.width, height: image.height, data: image.data }, { timeLimit: pause })];
    } catch {
      return []; // no code in this picture
    }
  };
}

/**
 * Shows the camera's picture in `video` and hands over what the codes in it say, until `signal` ends it.
 * Resolves when it has ended. Throws CameraError when there is no camera.
 */
export async function scanCodes(
  video: HTMLVideoElement,
  heard: (text: string) => void,
  signal: AbortSignal,
): Promise<void> {
  const stream = await openCamera();
  try {
    video.srcObject = stream;
    await video.play();
    const read = (await ownReader()) ?? (await scriptReader());
    const picture = document.createElement('canvas');
    while (!signal.aborted) {
      const { videoWidth, videoHeight } = video;
      const scale = Math.min(1, largestEdge / Math.max(videoWidth, videoHeight, 1));
      [picture.width, picture.height] = [Math.round(videoWidth * scale), Math.round(videoHeight * scale)];
      const context = picture.getContext('2d', { willReadFrequently: true });
      if (picture.width > 0 && context) {
        context.drawImage(video, 0, 0, picture.width, picture.height);
        for (const text of await read(picture)) heard(text);
      }
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  } finally {
    for (const track of stream.getTracks()) track.stop();
    video.srcObject = null;
  }
}
