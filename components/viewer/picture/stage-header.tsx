import { Orbit, X } from 'lucide-react'
import Link from 'next/link'
import { useRef } from 'react'
import { classNames } from '@/components/ui/class-names'
import { useViewerContext } from '@/components/viewer/viewer-context'
import { WayBack } from '@/components/viewer/walk/way-back'
import { pathWith } from '@/lib/search/search-url'
import { onPicture } from './stage-button'
import { StageTools } from './stage-tools'

/** Along the top of the picture: what kind of picture it is, the search that is walked, and the tools. */
export function StageHeader({ flatReason }: { flatReason: string | null }) {
  const { photo, walkedSearch, address, wayBack } = useViewerContext()
  const tools = useRef<HTMLDivElement>(null)
  return (
    <div className="pointer-events-none absolute print:hidden inset-x-3 top-3 z-10 flex items-start justify-between gap-2">
      <div className="flex min-w-0 flex-wrap items-center gap-2">
        <WayBack ref={wayBack} search={address.settings.search} sequenceId={photo.properties.sequence.id} />
        {photo.properties.pano && (
          <span className={classNames('flex h-8 items-center gap-1.5 rounded-full px-3 font-[550] text-xs', onPicture)}>
            <Orbit aria-hidden className="size-4" /> 360°
          </span>
        )}
        {flatReason && <span className={classNames('rounded-2xl px-3 py-2 text-xs', onPicture)}>{flatReason}</span>}
        {walkedSearch && (
          <span
            className={classNames(
              'pointer-events-auto flex h-8 min-w-0 items-center gap-1 rounded-full pl-3 text-xs',
              onPicture,
            )}
          >
            <Link
              href={pathWith('/photos', new URLSearchParams(address.settings.search))}
              prefetch={false}
              className="truncate underline-offset-4 hover:underline focus-visible:outline-white"
            >
              In your search: {walkedSearch.text}
            </Link>
            <button
              type="button"
              aria-label="Walk the sequence instead of the search"
              title="Walk the sequence instead of the search"
              className="grid size-8 shrink-0 place-items-center rounded-full hover:bg-white/20"
              onClick={() => {
                tools.current?.querySelector('button')?.focus() // this one goes
                walkedSearch.leave()
              }}
            >
              <X aria-hidden className="size-4" />
            </button>
          </span>
        )}
      </div>
      <StageTools ref={tools} />
    </div>
  )
}
