/** What fingers, the mouse and the wheel do on a canvas. Places are pixels from its top left. */
export type Gestures = {
  drag: (dx: number, dy: number) => void
  zoom: (factor: number, at: [number, number]) => void
  click?: (at: [number, number]) => void
  hover?: (at: [number, number] | null) => void
}

const CLICK_PIXELS = 5

export function onGestures(canvas: HTMLElement, { drag, zoom, click, hover }: Gestures): void {
  const fingers = new Map<number, [number, number]>()
  let travelled = 0
  const placeOf = (event: PointerEvent | WheelEvent): [number, number] => {
    const { left, top } = canvas.getBoundingClientRect()
    return [event.clientX - left, event.clientY - top]
  }

  canvas.addEventListener('pointerdown', (event) => {
    if (event.button !== 0) return
    if (fingers.size === 0) travelled = 0
    fingers.set(event.pointerId, placeOf(event))
    canvas.setPointerCapture(event.pointerId)
  })
  canvas.addEventListener('pointermove', (event) => {
    const here = placeOf(event)
    const before = fingers.get(event.pointerId)
    if (!before) return hover?.(here)
    const others = [...fingers].filter(([id]) => id !== event.pointerId).map(([, place]) => place)
    fingers.set(event.pointerId, here)
    const [dx, dy] = [here[0] - before[0], here[1] - before[1]]
    travelled += Math.hypot(dx, dy)
    const share = 1 / (others.length + 1)
    drag(dx * share, dy * share)
    const [other] = others
    if (other) zoom(apart(here, other) / apart(before, other), middle(here, other))
  })
  const end = (event: PointerEvent) => {
    const wasDown = fingers.delete(event.pointerId)
    if (wasDown && event.type === 'pointerup' && fingers.size === 0 && travelled < CLICK_PIXELS) click?.(placeOf(event))
  }
  canvas.addEventListener('pointerup', end)
  canvas.addEventListener('pointercancel', end)
  canvas.addEventListener('pointerleave', () => hover?.(null))
  canvas.addEventListener(
    'wheel',
    (event) => {
      event.preventDefault()
      zoom(2 ** (-event.deltaY / (event.deltaMode === 0 ? 300 : 10)), placeOf(event))
    },
    { passive: false },
  )
}

function apart([ax, ay]: [number, number], [bx, by]: [number, number]): number {
  return Math.max(1, Math.hypot(ax - bx, ay - by))
}

function middle([ax, ay]: [number, number], [bx, by]: [number, number]): [number, number] {
  return [(ax + bx) / 2, (ay + by) / 2]
}
