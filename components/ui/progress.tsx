import { classNames } from './class-names'

/** A bar of `done` and `failed` out of `total`; without a total it only says that something is under way. */
export function Progress({
  label,
  done,
  failed = 0,
  total,
  isQuiet = false,
  className,
}: {
  label: string
  done: number
  failed?: number
  total: number | null
  isQuiet?: boolean
  className?: string
}) {
  const share = (count: number) => (total ? `${Math.min(100, (count / total) * 100)}%` : '0%')
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      {...(total !== null && { 'aria-valuemax': total, 'aria-valuenow': Math.min(total, done + failed) })}
      className={classNames('flex h-2 w-full overflow-hidden rounded-full bg-sunken', className)}
    >
      <div
        className={classNames('h-full transition-[width] duration-500', isQuiet ? 'bg-line-strong' : 'bg-accent')}
        style={{ width: share(done) }}
      />
      <div className="h-full bg-danger transition-[width] duration-500" style={{ width: share(failed) }} />
    </div>
  )
}
