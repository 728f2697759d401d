import { Orbit } from 'lucide-react'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { classNames } from '@/components/ui/class-names'
import { isolated } from '@/lib/format/isolated'
import { label } from '@/lib/format/label'
import type { CardPhoto } from '@/lib/photos/card-photo'
import { describePhoto } from '@/lib/photos/describe-photo'
import { imagePath, imageSrcSet } from '@/lib/photos/paths'
import { SearchedObjectMark } from './searched-object-mark'

/** The picture of a photo on a card, with a link and the marks on it: `before` "360°" and `after` it. */
export function PhotoFrame({
  photo: { id, properties },
  href,
  className,
  before,
  after,
}: {
  photo: CardPhoto
  href: string
  className?: string | false
  before?: ReactNode
  after?: ReactNode
}) {
  return (
    <Link
      href={href}
      prefetch={false}
      className={classNames('group relative block aspect-4/3 overflow-hidden rounded-card bg-sunken', className)}
    >
      {/* biome-ignore lint/performance/noImgElement: our image route already answers in the right size */}
      <img
        src={imagePath(id, 640)}
        srcSet={imageSrcSet(id, [320, 640, 1024])}
        sizes="(min-width: 1280px) 20rem, (min-width: 640px) 33vw, 50vw"
        alt={wordsOf(properties)}
        loading="lazy"
        decoding="async"
        className="size-full object-cover transition-transform duration-300 group-hover:scale-[1.03]"
      />
      {properties.searched && <SearchedObjectMark photoId={id} box={properties.searched.box} />}
      <span className="absolute inset-x-2 top-2 flex gap-1.5">
        {before}
        {properties.pano && (
          <PictureMark>
            <Orbit aria-hidden /> 360°
          </PictureMark>
        )}
        {after}
      </span>
    </Link>
  )
}

/** `360° photo, … with bench, by ada` */
function wordsOf(properties: CardPhoto['properties']): string {
  const { searched, user } = properties
  return [describePhoto(properties), searched && `on it: ${label(searched.value)}`, `by ${isolated(user.username)}`]
    .filter(Boolean)
    .join(', ')
}

export function PictureMark({ children, isViewpoint = false }: { children: ReactNode; isViewpoint?: boolean }) {
  return (
    <span
      className={classNames(
        'flex h-6 min-w-6 items-center justify-center gap-1 rounded-full px-2 font-[550] text-xs [&_svg]:size-3.5',
        isViewpoint ? 'bg-viewpoint text-on-viewpoint' : 'bg-[#11140f]/70 text-white backdrop-blur-sm',
      )}
    >
      {children}
    </span>
  )
}
