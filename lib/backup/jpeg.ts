const START_OF_SCAN = 0xda
const END_OF_IMAGE = 0xd9
const FIRST_RESTART = 0xd0
const START_OF_IMAGE = 0xd8
const FRAME_HEAD_BYTES = 5

type State = 'marker' | 'code' | 'length' | 'skip' | 'scan' | 'scan-code' | 'end'

export type JpegScanner = {
  feed(chunk: Uint8Array): void
  /** Whether a scan and the end marker came. */
  isWhole(): boolean
  /** Whether everything before the first scan came: all metadata that cameras write. */
  hasScan(): boolean
  /** Pixels, as the frame header says; null before it came. */
  frame(): { width: number; height: number } | null
}

/**
 * Finds the end marker of a JPEG while its bytes flow by, in constant memory, by walking its segments (ITU-T T.81 annex B).
 * Looking for FF D9 near the end of the file would not do: cameras write trailers behind it (Samsung, Insta360 and motion
 * photos add up to megabytes), and a file that is cut short may still hold the end marker of its EXIF preview.
 */
export function createJpegScanner(): JpegScanner {
  let state: State = 'marker'
  let marker = 0
  let length = 0
  let lengthBytes = 0
  let hasScan = false
  let isFrame = false
  const frameHead: number[] = [] // precision, height (2), width (2)

  function enter(code: number): void {
    marker = code
    const hasNoSegment = code <= 0x01 || (code >= FIRST_RESTART && code <= START_OF_IMAGE)
    if (code === 0xff) return // fill byte: the code follows
    if (code === END_OF_IMAGE) state = 'end'
    else if (hasNoSegment) state = state === 'scan-code' ? 'scan' : 'marker'
    else [state, length, lengthBytes] = ['length', 0, 0]
  }

  function readLength(byte: number): void {
    length = length * 256 + byte
    lengthBytes += 1
    if (lengthBytes < 2) return
    length -= 2 // it counts itself
    isFrame = isFrameHeader(marker) && frameHead.length === 0 // what follows in the file may be another picture
    state = 'skip'
  }

  function skip(chunk: Uint8Array, at: number): number {
    const step = Math.min(Math.max(length, 0), chunk.length - at)
    if (isFrame) frameHead.push(...chunk.subarray(at, at + Math.min(step, FRAME_HEAD_BYTES - frameHead.length)))
    length -= step
    return step
  }

  return {
    feed(chunk) {
      let at = 0
      while (at < chunk.length && state !== 'end') {
        if (state === 'skip') {
          at += skip(chunk, at)
          if (length > 0) return
          if (marker === START_OF_SCAN) hasScan = true
          state = marker === START_OF_SCAN ? 'scan' : 'marker'
        } else if (state === 'scan' || state === 'marker') {
          const next = chunk.indexOf(0xff, at)
          if (next === -1) return
          at = next + 1
          state = state === 'scan' ? 'scan-code' : 'code'
        } else {
          const byte = chunk[at] ?? 0
          at += 1
          if (state === 'length') readLength(byte)
          else enter(byte)
        }
      }
    },
    isWhole: () => state === 'end' && hasScan,
    hasScan: () => hasScan,
    frame() {
      const [, high = 0, low = 0, wideHigh = 0, wideLow = 0] = frameHead
      if (frameHead.length < FRAME_HEAD_BYTES) return null
      return { height: high * 256 + low, width: wideHigh * 256 + wideLow }
    },
  }
}

/** SOF0 to SOF15; between them lie the tables (DHT, DAC) and JPG. */
function isFrameHeader(code: number): boolean {
  return code >= 0xc0 && code <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(code)
}
