import { ChartArea, GalleryHorizontalEnd, Pause, Play } from 'lucide-react'
import { classNames } from '@/components/ui/class-names'
import { type Direction, SPEEDS, type Speed, type usePlay } from './use-play'
import type { Bar } from './viewer-address'

const BAR_NAMES: Record<Bar, string> = { photos: 'Photos', altitude: 'Altitude' }
const BAR_KEYS: Record<Bar, string> = { photos: 'T', altitude: 'E' }
const BAR_ICONS: Record<Bar, typeof Play> = { photos: GalleryHorizontalEnd, altitude: ChartArea }

/** Below the picture: walking by itself, where one is, and the strips that can be opened. */
export function WalkBar({
  play,
  canGo,
  place,
  bar,
  onBar,
}: {
  play: ReturnType<typeof usePlay>
  canGo: (direction: Direction) => boolean
  place: string
  bar: Bar | null
  onBar: (bar: Bar | null) => void
}) {
  return (
    <div className="flex h-12 items-center gap-1 border-t bg-surface px-2 text-sm sm:px-3">
      <PlayButton direction="back" play={play} isPossible={canGo('back')} />
      <PlayButton direction="forward" play={play} isPossible={canGo('forward')} />
      <select
        aria-label="Photos a second"
        title="Photos a second"
        value={play.speed}
        onChange={(event) => play.setSpeed(SPEEDS.find((speed) => String(speed) === event.target.value) ?? 1)}
        className="h-9 rounded-control bg-transparent px-1 text-ink-muted hover:bg-sunken"
      >
        {SPEEDS.map((speed) => (
          <option key={speed} value={speed}>
            {formatSpeed(speed)}
          </option>
        ))}
      </select>
      {play.asked && (
        <span role="alert" className="flex min-w-0 items-center gap-2 text-xs">
          <span className="truncate max-sm:sr-only">Your device asks for less motion.</span>
          <button type="button" className="text-link shrink-0" onClick={() => play.asked && play.play(play.asked)}>
            Play anyway
          </button>
        </span>
      )}
      <span className="ml-auto truncate px-2 text-ink-muted tabular-nums">{place}</span>
      {(['photos', 'altitude'] as const).map((name) => {
        const Icon = BAR_ICONS[name]
        return (
          <button
            key={name}
            type="button"
            aria-expanded={bar === name}
            aria-keyshortcuts={BAR_KEYS[name]}
            title={`${BAR_NAMES[name]} of the sequence (${BAR_KEYS[name]})`}
            onClick={() => onBar(bar === name ? null : name)}
            className="flex h-9 items-center gap-1.5 rounded-control px-2.5 text-ink-muted hover:bg-sunken aria-expanded:bg-accent-soft aria-expanded:text-accent-strong"
          >
            <Icon aria-hidden className="size-4" />
            <span className="max-sm:sr-only">{BAR_NAMES[name]}</span>
          </button>
        )
      })}
    </div>
  )
}

function PlayButton({
  direction,
  play,
  isPossible,
}: {
  direction: Direction
  play: ReturnType<typeof usePlay>
  isPossible: boolean
}) {
  const isPlaying = play.playing === direction
  const name = isPlaying ? 'Pause' : direction === 'forward' ? 'Play' : 'Play backwards'
  return (
    <button
      type="button"
      aria-label={name}
      title={direction === 'forward' ? `${name} (Space)` : name}
      aria-disabled={!isPossible && !isPlaying}
      onClick={() => (isPlaying ? play.pause() : isPossible && play.play(direction))}
      className="grid size-9 place-items-center rounded-control text-ink hover:bg-sunken aria-disabled:opacity-40"
    >
      {isPlaying ? (
        <Pause aria-hidden className="size-4 fill-current" />
      ) : (
        <Play aria-hidden className={classNames('size-4 fill-current', direction === 'back' && 'rotate-180')} />
      )}
    </button>
  )
}

function formatSpeed(speed: Speed): string {
  return speed < 1 ? '½×' : `${speed}×`
}
