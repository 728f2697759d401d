import { element, iconButton } from '@/components/takeout-viewer/dom'
import { onThemeChange } from '@/components/takeout-viewer/theme'
import type { MercatorPoint } from '@/lib/geo/mercator'
import { type Camera, distanceTo, fitted, moved, project, type Size, zoomAt } from './camera'
import { drawScene, type Scene } from './draw'
import { onGestures } from './gestures'

const NEAR_PIXELS = 14
const KEY_PIXELS = 80

export type MapEvents = { chooseSequence: (sequenceId: number) => void; choosePhoto: (n: number) => void }

/** A map of coasts and lines on a canvas. It takes the size of whatever it is put into. */
export function createMap(events: MapEvents) {
  const canvas = element('canvas', { tabindex: 0, role: 'img', 'aria-label': 'Map of your sequences' })
  const context = canvas.getContext('2d')
  let scene: Scene = { coasts: [], lines: [], highlighted: null, dots: [], pin: null }
  let wanted: MercatorPoint[] = [] // what it is to show when its size is known
  let camera: Camera = { x: 0.5, y: 0.4, world: 512 }
  let size: Size = { width: 0, height: 0 }
  let isMoved = false
  let isDue = false

  function draw(): void {
    isDue = false
    if (!context || size.width === 0) return
    context.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0)
    drawScene(context, camera, size, scene)
    box.dataset.map = 'drawn'
  }
  const drawSoon = () => {
    if (!isDue) requestAnimationFrame(draw)
    isDue = true
  }
  function setCamera(next: Camera): void {
    camera = next
    isMoved = true
    drawSoon()
  }
  const zoomBy = (factor: number) => setCamera(zoomAt(camera, size, factor, [size.width / 2, size.height / 2]))
  function showAll(): void {
    camera = fitted(wanted, size)
    isMoved = false
    drawSoon()
  }

  function dotAt(at: [number, number]): number | null {
    let nearest: { n: number; distance: number } | null = null
    for (const { n, point } of scene.dots) {
      const [x, y] = project(camera, size, point)
      const distance = Math.hypot(x - at[0], y - at[1])
      if (distance < (nearest?.distance ?? NEAR_PIXELS)) nearest = { n, distance }
    }
    return nearest?.n ?? null
  }
  function lineAt(at: [number, number]): number | null {
    const distances = scene.lines.map(({ sequenceId, path }) => ({
      sequenceId,
      distance: distanceTo(
        path.map((point) => project(camera, size, point)),
        at,
      ),
    }))
    const near = distances.filter(({ distance }) => distance < NEAR_PIXELS).sort((a, b) => a.distance - b.distance)
    return near[0]?.sequenceId ?? null
  }

  onGestures(canvas, {
    drag: (dx, dy) => setCamera(moved(camera, dx, dy)),
    zoom: (factor, at) => setCamera(zoomAt(camera, size, factor, at)),
    click(at) {
      const n = dotAt(at)
      if (n !== null) return events.choosePhoto(n)
      const sequenceId = lineAt(at)
      if (sequenceId !== null) events.chooseSequence(sequenceId)
    },
    hover(at) {
      canvas.style.cursor = at && (dotAt(at) !== null || lineAt(at) !== null) ? 'pointer' : ''
    },
  })
  const KEYS: Record<string, () => void> = {
    ArrowLeft: () => setCamera(moved(camera, KEY_PIXELS, 0)),
    ArrowRight: () => setCamera(moved(camera, -KEY_PIXELS, 0)),
    ArrowUp: () => setCamera(moved(camera, 0, KEY_PIXELS)),
    ArrowDown: () => setCamera(moved(camera, 0, -KEY_PIXELS)),
    '+': () => zoomBy(2),
    '-': () => zoomBy(0.5),
  }
  canvas.addEventListener('keydown', (event) => {
    const act = KEYS[event.key]
    if (!act) return
    event.preventDefault()
    event.stopPropagation()
    act()
  })

  const box = element(
    'div',
    { class: 'map' },
    canvas,
    element(
      'div',
      { class: 'map-buttons' },
      iconButton('plus', 'Zoom in', () => zoomBy(2)),
      iconButton('minus', 'Zoom out', () => zoomBy(0.5)),
      iconButton('whole', 'Show everything', showAll),
    ),
  )
  new ResizeObserver(() => {
    size = { width: box.clientWidth, height: box.clientHeight }
    canvas.width = Math.round(size.width * devicePixelRatio)
    canvas.height = Math.round(size.height * devicePixelRatio)
    if (isMoved) drawSoon()
    else showAll()
  }).observe(box)
  onThemeChange(drawSoon)

  return {
    element: box,
    change(changes: Partial<Scene>): void {
      scene = { ...scene, ...changes }
      drawSoon()
    },
    /** Shows all of these points, now and whenever its size changes until it is moved. */
    show(points: MercatorPoint[]): void {
      wanted = points
      showAll()
    },
    /** Moves only if the point would be out of sight. */
    keepInSight(point: MercatorPoint): void {
      const [x, y] = project(camera, size, point)
      const isSeen = x > 30 && y > 30 && x < size.width - 30 && y < size.height - 30
      if (!isSeen) setCamera({ ...camera, x: point[0], y: point[1] })
    },
  }
}
