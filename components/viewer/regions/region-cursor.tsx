import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import type { RegionProps } from '@/components/viewer/picture/picture-props'
import type { PictureSpace } from '@/components/viewer/picture/picture-space'
import { middleOf, type Region } from './region'
import { highlightOf, nameOf } from './tag-group'

/** The regions for the keyboard: one button that lies on one region after the other, however many there are. */
export function RegionCursor({
  space,
  regions,
  onHighlight,
  onPick,
}: Pick<RegionProps, 'onHighlight' | 'onPick'> & { space: PictureSpace; regions: Region[] }) {
  const button = useRef<HTMLButtonElement>(null)
  const [index, setIndex] = useState(0)
  const [isFocused, setFocused] = useState(false)
  const region = regions[Math.min(index, regions.length - 1)]

  useEffect(() => {
    const element = button.current
    if (!element || !region || !isFocused) return
    const outlines = region.rings.map(space.outline)
    const place = () => {
      const points = outlines.flatMap((outline) => outline())
      const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)]
      const [left, top] = [least(xs), least(ys)]
      element.style.left = `${left}px`
      element.style.top = `${top}px`
      element.style.width = `${-least(xs.map(negated)) - left}px`
      element.style.height = `${-least(ys.map(negated)) - top}px`
    }
    place()
    return space.onMove(place)
  }, [space, region, isFocused])

  if (!region) return null
  const { tag } = region
  const score = tag.source === 'mapillary' ? tag.score : null
  const go = (to: number) => {
    const next = regions[to]
    if (!next) return
    setIndex(to)
    onHighlight(highlightOf(next.tag))
    space.reveal(middleOf(next))
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const moves: Record<string, number> = {
      ArrowDown: Math.min(index + 1, regions.length - 1),
      ArrowUp: Math.max(index - 1, 0),
      Home: 0,
      End: regions.length - 1,
    }
    const target = moves[event.key]
    if (target === undefined) return
    event.preventDefault()
    go(target)
  }
  const name = `${nameOf(tag)}${score === null ? '' : `, ${Math.round(score * 100)} %`}, object ${index + 1} of ${regions.length}`
  return (
    <>
      <button
        ref={button}
        type="button"
        data-region-cursor
        aria-label={`${name}. Arrow up and down lead to the others.`}
        aria-keyshortcuts="R"
        className="pointer-events-none absolute top-1/4 left-0 size-6 rounded-sm outline-offset-4 focus-visible:outline-white"
        onFocus={() => {
          setFocused(true)
          onHighlight(highlightOf(tag))
          space.reveal(middleOf(region))
        }}
        onBlur={() => {
          setFocused(false)
          onHighlight(null)
        }}
        onKeyDown={onKeyDown}
        onClick={() => onPick(tag)}
      />
      <span aria-live="polite" className="sr-only">
        {isFocused && name}
      </span>
    </>
  )
}

function least(values: number[]): number {
  return values.reduce((smallest, value) => Math.min(smallest, value), Number.POSITIVE_INFINITY)
}

function negated(value: number): number {
  return -value
}
