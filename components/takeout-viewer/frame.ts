import { formatDate } from '@/lib/format/date'
import { formatPlural } from '@/lib/format/number'
import type { ViewerSequence, ViewerTakeout } from '@/lib/model/takeout-viewer'
import { element, icon, iconButton } from './dom'
import { amountOf, daysOf } from './lists/sequence-list'

export type ViewName = 'overview' | 'sequence' | 'photo'

type Parts = {
  search: HTMLElement
  map: HTMLElement
  stage: HTMLElement
  help: HTMLDialogElement
  swapTheme: () => void
  openFolder: () => Promise<boolean>
}

/** The parts of the page and where they are: lists at the left, the map or the picture beside them, and what is known of a photo. */
export function createFrame(takeout: ViewerTakeout, { search, map, stage, help, swapTheme, openFolder }: Parts) {
  const title = `Photos of ${takeout.username}`
  const content = element('div', { class: 'side-content' })
  const scroller = element('div', { class: 'side', tabindex: -1 }, search, content)
  const smallMap = element('div', { class: 'small-map' })
  const facts = element('div', { class: 'facts-place' })
  const centre = element('section', { class: 'centre', 'aria-label': 'Map and picture' }, map)
  const details = element('section', { class: 'details', 'aria-label': 'About this photo' }, smallMap, facts)
  const main = element('main', { class: 'panes' }, scroller, centre, details)

  const folderButton = element(
    'button',
    { type: 'button', class: 'button' },
    icon('folder'),
    element('span', {}, 'Open this folder'),
  )
  folderButton.title = 'Shows panoramas in their full size'
  folderButton.onclick = async () => {
    if (!(await openFolder())) return
    folderButton.disabled = true
    folderButton.replaceChildren(icon('folder'), element('span', {}, 'Full size'))
  }
  const hasPanoramas = takeout.sequences.some(({ panoCount }) => panoCount > 0)
  const header = element(
    'header',
    { class: 'bar' },
    element('a', { href: '#', class: 'home' }, mark(), element('h1', { dir: 'auto' }, title)),
    element('p', { class: 'faint bar-words' }, `Taken out of Map the Paths on ${formatDate(takeout.madeAt)}`),
    hasPanoramas && folderButton,
    iconButton('theme', 'Light or dark', swapTheme),
    iconButton('help', 'Keys', () => help.showModal()),
  )
  document.title = title
  document.body.append(header, main, help)

  let view: ViewName = 'overview'
  function setView(next: ViewName): void {
    view = next
    main.dataset.view = next
    const isPhoto = next === 'photo'
    if (isPhoto && !centre.contains(stage)) {
      centre.replaceChildren(stage)
      smallMap.replaceChildren(map)
    } else if (!isPhoto && !centre.contains(map)) centre.replaceChildren(map)
  }

  return {
    scroller,
    view: () => view,
    setView,
    words: (count: number, one: string) => formatPlural(count, one),
    show(next: ViewName, list: HTMLElement): void {
      setView(next)
      content.replaceChildren(list)
      scroller.scrollTop = 0
    },
    showSequence(sequence: ViewerSequence, list: HTMLElement): void {
      content.replaceChildren(
        element('a', { href: '#', class: 'way-back' }, icon('back'), 'All sequences'),
        element('h2', { dir: 'auto' }, sequence.name),
        element('p', { class: 'muted' }, daysOf(sequence)),
        element('p', { class: 'faint' }, amountOf(sequence)),
        list,
      )
      scroller.scrollTop = 0
    },
    setFacts: (described: HTMLElement) => facts.replaceChildren(described, credit(takeout)),
  }
}

function credit({ username }: ViewerTakeout): HTMLElement {
  return element('p', { class: 'faint' }, `© ${username}, CC BY-SA 4.0`)
}

/** The sign of Map the Paths. */
function mark(): HTMLElement {
  return element('span', { class: 'mark', 'aria-hidden': 'true' })
}
