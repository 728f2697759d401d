import { classNames } from './class-names'

/** "image by USER", with a link to it on Mapillary while there is one, and the licence: beside every photo of Mapillary that is shown. */
export function Attribution({
  username,
  url,
  what = 'image',
  isGone = false,
  isPrivate = false,
  isOnPicture = false,
  className,
}: {
  username: string
  url: string | null // null: Mapillary has ended
  what?: 'image' | 'images'
  isGone?: boolean // no longer on Mapillary: the link may lead nowhere
  isPrivate?: boolean // shared with nobody, so under no licence
  isOnPicture?: boolean
  className?: string
}) {
  return (
    <p
      className={classNames('text-xs', isOnPicture ? 'text-white [&_a:hover]:text-white' : 'text-ink-faint', className)}
    >
      {what} by{' '}
      {url === null ? (
        <bdi>{username}</bdi>
      ) : (
        <a href={url} className="underline underline-offset-2 hover:text-ink" target="_blank" rel="noreferrer">
          <bdi>{username}</bdi>
        </a>
      )}{' '}
      {url === null ? 'from Mapillary' : isGone ? '(no longer on Mapillary)' : 'on Mapillary'},{' '}
      {isPrivate ? (
        'private'
      ) : (
        <a
          href="https://creativecommons.org/licenses/by-sa/4.0/"
          className="whitespace-nowrap underline underline-offset-2 hover:text-ink"
          target="_blank"
          rel="license noreferrer"
        >
          CC BY-SA 4.0
        </a>
      )}
    </p>
  )
}
