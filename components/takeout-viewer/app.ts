import type { ViewerLand, ViewerPhoto, ViewerTakeout } from '@/lib/model/takeout-viewer'
import { EVERYTHING, type Filter, isEverything, matching, mayMatch } from './filter'
import { openFolder } from './folder'
import { createFrame } from './frame'
import { createHelp } from './help'
import { createPhotoList } from './lists/photo-list'
import { createSearchBox } from './lists/search-box'
import { createSequenceList } from './lists/sequence-list'
import { toPath } from './map/camera'
import type { MapLine, Pin } from './map/draw'
import { readLand } from './map/land'
import { createMap } from './map/map'
import { type OpenSequence, openSequence } from './open-sequence'
import { describePhoto } from './photo/facts'
import { createStage } from './photo/stage'
import { hrefOf, readRoute } from './route'
import { countFound } from './search'
import { swapTheme } from './theme'

/** The whole page: what it shows follows the address. */
export function createApp(takeout: ViewerTakeout, land: ViewerLand): void {
  const byId = new Map(takeout.sequences.map((sequence) => [sequence.id, sequence]))
  const lines = takeout.sequences.map(({ id, line }): MapLine => ({ sequenceId: id, path: toPath(line) }))
  let filter: Filter = EVERYTHING
  let open: OpenSequence | null = null
  let found: ViewerPhoto[] = [] // of the open sequence

  const go = (hash: string) => {
    location.hash = hash
  }
  const map = createMap({
    chooseSequence: (sequenceId) => go(hrefOf(sequenceId)),
    choosePhoto: (n) => open && go(hrefOf(open.sequence.id, n)),
  })
  const stage = createStage({
    step: (at) => {
      const photo = found[at]
      if (open && photo) location.replace(hrefOf(open.sequence.id, photo.n)) // one way back for a whole walk
    },
    close: () => open && go(hrefOf(open.sequence.id)),
    turned: (direction) => pointPin(direction),
  })
  const search = createSearchBox(takeout.sequences, (next) => {
    filter = next
    showFound()
  })
  const help = createHelp()
  const frame = createFrame(takeout, {
    search: search.element,
    map: map.element,
    stage: stage.element,
    help,
    swapTheme,
    openFolder: async () => {
      const folder = await openFolder()
      if (folder) stage.setFolder(folder)
      return folder !== null
    },
  })
  const sequenceList = createSequenceList((highlighted) => map.change({ highlighted }))
  const photoList = createPhotoList(frame.scroller)
  let pin: Pin | null = null
  function pointPin(heading: number | null): void {
    if (pin) map.change({ pin: { ...pin, heading } })
  }

  /** The list, the lines and the dots of what the search found. */
  function showFound(): void {
    const sequences = takeout.sequences.filter((sequence) => mayMatch(sequence, filter))
    const ids = new Set(sequences.map(({ id }) => id))
    sequenceList.show(sequences)
    map.change({ lines: lines.filter(({ sequenceId }) => ids.has(sequenceId) || sequenceId === open?.sequence.id) })
    if (open) showPhotos(open)
    else {
      search.say(isEverything(filter) ? '' : frame.words(sequences.length, 'sequence'))
      if (!isEverything(filter)) void countFound(sequences, filter, () => filter, sequenceList.setFound)
    }
  }
  function showPhotos({ sequence, tags, photos }: OpenSequence): void {
    found = matching(photos, sequence, tags, filter)
    photoList.show({ sequenceId: sequence.id, photos: found, tags })
    map.change({
      dots: found.flatMap(({ n, lngLat }) => (lngLat ? toPath(lngLat).map((point) => ({ n, point })) : [])),
    })
    search.say(isEverything(filter) ? '' : `${frame.words(found.length, 'photo')} of ${photos.length}`)
  }

  async function follow(): Promise<void> {
    const { sequenceId, n } = readRoute(location.hash)
    const sequence = sequenceId === null ? undefined : byId.get(sequenceId)
    if (!sequence) return showOverview()
    if (open?.sequence !== sequence) {
      const next = await openSequence(sequence)
      if (readRoute(location.hash).sequenceId !== sequenceId) return
      showSequence(next)
    }
    if (open) showPhoto(open, n)
  }
  function showOverview(): void {
    open = null
    pin = null
    map.change({ highlighted: null, dots: [], pin })
    frame.show('overview', sequenceList.element)
    map.show(lines.flatMap(({ path }) => path))
    showFound()
  }
  function showSequence(next: OpenSequence): void {
    open = next
    frame.showSequence(next.sequence, photoList.element)
    map.change({ highlighted: next.sequence.id })
    map.show(lines.find(({ sequenceId }) => sequenceId === next.sequence.id)?.path ?? [])
    showFound()
  }
  function showPhoto({ sequence, photos, tags }: OpenSequence, n: number | null): void {
    let at = found.findIndex((photo) => photo.n === n)
    if (at === -1 && photos.some((photo) => photo.n === n)) {
      found = photos // it was linked, though the search does not find it
      at = found.findIndex((photo) => photo.n === n)
    }
    const photo = found[at]
    frame.setView(photo ? 'photo' : 'sequence')
    photoList.setCurrent(photo ? at : null)
    const [point] = photo?.lngLat ? toPath(photo.lngLat) : []
    pin = point ? { point, heading: photo?.heading ?? null } : null
    map.change({ pin })
    if (!photo) return
    if (point) map.keepInSight(point)
    stage.show({ sequenceId: sequence.id, name: sequence.name, photos: found, at })
    frame.setFacts(describePhoto(photo, tags, stage.highlight))
  }

  window.addEventListener('hashchange', () => void follow())
  window.addEventListener('keydown', (event) => {
    const isTyping = event.target instanceof HTMLInputElement && event.target.type !== 'range'
    if (isTyping || help.open || event.ctrlKey || event.metaKey || event.altKey) return
    const isDone = frame.view() === 'photo' ? stage.press(event.key, event.shiftKey) : pressOutside(event.key)
    if (isDone || pressAnywhere(event.key)) event.preventDefault()
  })
  function pressOutside(key: string): boolean {
    const [first] = found
    if (key === 'Escape' && open) go('#')
    else if (open && first && key === 'ArrowRight') go(hrefOf(open.sequence.id, first.n))
    else return false
    return true
  }
  function pressAnywhere(key: string): boolean {
    if (key === '/') search.focus()
    else if (key === '?') help.showModal()
    else return false
    return true
  }

  map.change({ coasts: readLand(land) })
  void follow()
}
