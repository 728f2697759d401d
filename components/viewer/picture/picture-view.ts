export type Size = { width: number; height: number }

/** How a picture lies in its frame: `scale` 1 fits it in whole; `x`, `y` move its middle away from the frame's, in pixels. */
export type View = { scale: number; x: number; y: number }

export const WHOLE: View = { scale: 1, x: 0, y: 0 }
export const MAX_SCALE = 12

/** The size of a picture that fits into a frame whole (as object-fit: contain). */
export function fitted(picture: Size, frame: Size): Size {
  const factor = Math.min(frame.width / picture.width, frame.height / picture.height)
  return { width: picture.width * factor, height: picture.height * factor }
}

/** Zooms by `factor`, so that what lies under `at` (pixels from the frame's middle) stays there. */
export function zoomed(view: View, factor: number, at: { x: number; y: number }): View {
  const scale = Math.max(1, Math.min(MAX_SCALE, view.scale * factor))
  const change = scale / view.scale
  return { scale, x: at.x - (at.x - view.x) * change, y: at.y - (at.y - view.y) * change }
}

/** Keeps the picture in the frame: no gap at an edge that it could fill, middle to middle where it is smaller. */
export function clampToFrame(view: View, size: Size, frame: Size): View {
  const room = (length: number, span: number) => Math.max(0, (length * view.scale - span) / 2)
  const [roomX, roomY] = [room(size.width, frame.width), room(size.height, frame.height)]
  return {
    scale: view.scale,
    x: Math.max(-roomX, Math.min(roomX, view.x)),
    y: Math.max(-roomY, Math.min(roomY, view.y)),
  }
}

/** Moves the picture, if it must be, so that a place of it (shares from the top left) comes into the frame's middle. */
export function revealed(view: View, [x, y]: [x: number, y: number], size: Size, frame: Size): View {
  const [left, top] = [view.x + (x - 0.5) * size.width * view.scale, view.y + (y - 0.5) * size.height * view.scale]
  const isSeen = Math.abs(left) < frame.width * 0.45 && Math.abs(top) < frame.height * 0.45
  return isSeen ? view : { ...view, x: view.x - left, y: view.y - top }
}

/** The place of the picture in the frame's middle (shares from the top left) and the scale: the same on every screen. */
export function lookOf({ scale, x, y }: View, size: Size): [x: number, y: number, scale: number] {
  return [0.5 - x / (size.width * scale), 0.5 - y / (size.height * scale), scale]
}

export function viewOf([x, y, wanted]: [x: number, y: number, scale: number], size: Size): View {
  const scale = Math.max(1, Math.min(MAX_SCALE, wanted))
  return { scale, x: (0.5 - x) * size.width * scale, y: (0.5 - y) * size.height * scale }
}
