import '@photo-sphere-viewer/core/index.css'
import './embed.css'
import { clampToFrame, fitted, viewOf } from '@/components/viewer/picture/picture-view'
import type { PanoramaFacts } from '@/components/viewer/sphere/panorama-of'
import { createSphere } from '@/components/viewer/sphere/sphere'
import { parseAddress } from '@/components/viewer/walk/viewer-address'

/** What the page says of its photo (lib/photos/embed-page.ts). */
type EmbeddedPhoto = {
  view: string | null
  panorama: PanoramaFacts | null
}

const frame = document.querySelector<HTMLElement>('#picture')
const image = frame?.querySelector('img')
if (frame && image) start(frame, image, JSON.parse(frame.dataset.photo ?? '{}'))

function start(frame: HTMLElement, image: HTMLImageElement, { view, panorama }: EmbeddedPhoto) {
  const { look } = parseAddress(new URLSearchParams(view ? { view } : {}))
  if (panorama && document.createElement('canvas').getContext('webgl2')) showSphere(frame, panorama, look)
  else if (look) showPart(frame, image, look)
}

function showSphere(frame: HTMLElement, panorama: PanoramaFacts, look: [number, number, number] | null) {
  const container = document.createElement('div')
  container.className = 'sphere'
  container.setAttribute('aria-hidden', 'true') // the picture below has the words
  frame.append(container)
  const sphere = createSphere(container, { look: () => undefined, lose: () => container.remove() })
  const direction = look ? { heading: look[0], pitch: look[1], zoom: look[2] } : undefined
  sphere.show(panorama, direction).then(
    (end) => (end === 'drawn' ? container.setAttribute('data-sphere', 'drawn') : container.remove()),
    () => container.remove(), // the flat picture stays
  )
}

function showPart(frame: HTMLElement, image: HTMLImageElement, look: [number, number, number]) {
  const place = () => {
    const box = { width: frame.clientWidth, height: frame.clientHeight }
    const size = fitted({ width: image.naturalWidth, height: image.naturalHeight }, box)
    const { scale, x, y } = clampToFrame(viewOf(look, size), size, box)
    image.style.transform = `translate(${x}px, ${y}px) scale(${scale})`
  }
  if (image.complete && image.naturalWidth > 0) place()
  image.addEventListener('load', place)
  window.addEventListener('resize', place)
}
