import { vi } from 'vitest'
import type { PhotoDetails, PhotoDetailsFeature } from '@/lib/photos/types'
import type { MtpTag } from '@/lib/tags/types'

type Answer = () => Response | Promise<Response>

/** Answers the browser's requests from a table such as `GET /api/v1/photos/1`; all others get 404. Lists what was requested. */
export function stubApi(answers: Record<string, Answer>): string[] {
  const requests: string[] = []
  vi.stubGlobal('fetch', async (url: string, { method = 'GET' }: RequestInit = {}) => {
    const request = `${method} ${url}`
    requests.push(request)
    return answers[request]?.() ?? json({ detail: 'Not found' }, 404)
  })
  return requests
}

export function json(body: unknown, status = 200): Response {
  return new Response(JSON.stringify(body), { status })
}

/** An answer that comes when the test says so. */
export function held() {
  let release: (response: Response) => void = () => undefined
  const promise = new Promise<Response>((resolve) => {
    release = resolve
  })
  return { answer: () => promise, release }
}

/** Pictures that are decoded at once, or (`missing`, by address) never. */
export function stubPictures({ missing = /^$/ } = {}): void {
  class Picture {
    src = ''
    decode = () => (missing.test(this.src) ? new Promise<void>(() => undefined) : Promise.resolve())
  }
  vi.stubGlobal('Image', Picture)
}

export function photoDetails(id: string, changed: Partial<PhotoDetails> = {}): PhotoDetailsFeature {
  return {
    type: 'Feature',
    id,
    geometry: { type: 'Point', coordinates: [8, 47] },
    properties: {
      key: `key-${id}`,
      sequence: { id: '1', name: 'A walk' },
      user: { username: 'ada' },
      n: Number(id),
      capturedAt: '2024-05-01T10:00:00.000Z',
      timeZone: 'Europe/Zurich',
      cameraMake: null,
      cameraModel: null,
      compassAngle: 0,
      pano: false,
      altitude: null,
      altitudeSource: null,
      computedAltitude: null,
      doubts: [],
      private: false,
      public: true,
      hidden: false,
      viewpointCount: 0,
      goneAt: null,
      computedPosition: null,
      licence: 'CC BY-SA 4.0',
      links: {
        self: '',
        page: '',
        images: { 320: '', 640: '', 1024: '', 2048: '' },
        mapillary: '',
        sequence: '',
      },
      tags: [],
      total: 9,
      neighbours: { previous: [], next: [] },
      backup: null,
      panoramaCrop: null,
      isPanoramaDoubted: false,
      tileLevels: [],
      trusted: [],
      excluded: false,
      keepShowing: false,
      hiding: null,
      isMatched: true,
      isOwner: false,
      ownMark: null,
      ownMarkedAt: null,
      isFavourite: false,
      ...changed,
    },
  }
}

export function personTag(id: string, changed: Partial<MtpTag> = {}): MtpTag {
  return {
    id,
    source: 'mtp',
    type: 'object--bench',
    value: 'object--bench',
    label: 'Bench',
    colour: '#00ff00',
    area: 0.04,
    shape: square(0.2),
    author: 'ada',
    createdAt: '2024-05-01T10:00:00.000Z',
    changedAt: '2024-05-01T10:00:00.000Z',
    mayEdit: true,
    mayRemove: true,
    ...changed,
  }
}

/** A square at the top left of a picture. */
export function square(side: number): Extract<MtpTag['shape'], { type: 'Polygon' }> {
  const ring: [number, number][] = [
    [0, 0],
    [side, 0],
    [side, side],
    [0, side],
    [0, 0],
  ]
  return { type: 'Polygon', coordinates: [ring] }
}
