import { classNames } from './class-names'

/** A grey shape in the place of what is loading. */
export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden="true" className={classNames('animate-pulse rounded-control bg-sunken', className)} />
}
