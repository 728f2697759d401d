import { Skeleton } from '@/components/ui/skeleton'

/** In the place of the picker while Mapillary is asked. */
export function PickerSkeleton() {
  return (
    <div role="status" aria-label="Asking Mapillary for your sequences" className="grid gap-5 lg:grid-cols-2">
      <div className="order-2 grid content-start gap-3 lg:order-1">
        <Skeleton className="h-10 w-2/3" />
        {Array.from({ length: 6 }, (_, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the rows have nothing else and never move
          <Skeleton key={index} className="h-20 rounded-card!" />
        ))}
      </div>
      <Skeleton className="order-1 h-64 rounded-card! sm:h-80 lg:order-2 lg:h-[60dvh]" />
    </div>
  )
}
