import Link from 'next/link'
import { classNames } from '@/components/ui/class-names'
import { onPicture } from '@/components/viewer/picture/stage-button'
import { useViewerContext } from '@/components/viewer/viewer-context'
import { pathWith } from '@/lib/search/search-url'

const LINK = 'shrink-0 font-[550] underline underline-offset-4 focus-visible:outline-white'

/** Why a step led nowhere, and what can be done about it: a photo that did not come, or the end of what is walked. */
export function WalkNotice() {
  const { walk, photo, steps, walkedSearch, address } = useViewerContext()
  const { failure, failedId } = walk
  const isAtEnd = steps.end !== null && failure === null
  return (
    <div
      role="status"
      className="pointer-events-none absolute print:hidden inset-x-3 top-16 z-10 flex justify-center empty:hidden sm:top-3 sm:px-56"
    >
      {failure !== null && (
        <Words text={failure}>
          {failedId !== null && (
            <button type="button" className={LINK} onClick={() => steps.step(failedId)}>
              Try again
            </button>
          )}
        </Words>
      )}
      {isAtEnd && (
        <Words
          text={`This is the ${steps.end === 'forward' ? 'last' : 'first'} photo of ${walkedSearch ? 'your search' : 'the sequence'}.`}
        >
          <Link
            href={
              walkedSearch
                ? pathWith('/photos', new URLSearchParams(address.settings.search))
                : `/sequences/${photo.properties.sequence.id}`
            }
            prefetch={false}
            className={LINK}
          >
            {walkedSearch ? 'See the result' : 'See the sequence'}
          </Link>
        </Words>
      )}
    </div>
  )
}

function Words({ text, children }: { text: string; children: React.ReactNode }) {
  return (
    <p
      className={classNames(
        'pointer-events-auto flex flex-wrap items-center justify-center gap-x-3 gap-y-1 rounded-2xl px-4 py-2 text-sm',
        onPicture,
      )}
    >
      <span>{text}</span>
      {children}
    </p>
  )
}
