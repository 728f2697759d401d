const START_OF_SCAN = 0xda
const END_OF_IMAGE = 0xd9
const FIRST_RESTART = 0xd0
const START_OF_IMAGE = 0xd8

type State = 'marker' | 'code' | 'length' | 'skip' | 'scan' | 'scan-code' | 'end'

/**
 * Finds the end marker of a JPEG while its bytes flow by, in constant memory, by walking its segments (ITU-T T.81 annex B).
 * Looking for FF D9 near the end of the file would not do: cameras write trailers behind it (Samsung, Insta360 and motion
 * photos add up to megabytes), and a file that is cut short may still hold the end marker of its EXIF preview.
 */
export function createJpegScanner(): { feed(chunk: Uint8Array): void; isWhole(): boolean } {
  let state: State = 'marker'
  let marker = 0
  let length = 0
  let lengthBytes = 0
  let hasScan = false

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
    state = 'skip'
  }

  return {
    feed(chunk) {
      let at = 0
      while (at < chunk.length && state !== 'end') {
        if (state === 'skip') {
          const step = Math.min(Math.max(length, 0), chunk.length - at)
          length -= step
          at += step
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
  }
}
