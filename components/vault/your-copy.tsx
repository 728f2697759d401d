import Link from 'next/link'
import { Card } from '@/components/ui/card'
import { formatCount, formatPlural } from '@/lib/format/number'
import type { OwnBucket } from '@/lib/own-buckets/find-own-bucket'

/** What lies in the photographer's own bucket. */
export function YourCopy({ bucket: { bucket, copied, waiting, trouble } }: { bucket: OwnBucket }) {
  return (
    <Card className="grid gap-1 p-6">
      <h2 className="font-semibold">Your copy</h2>
      <p className="break-words text-ink-muted text-sm">
        {formatPlural(copied, 'original')} copied into your bucket {bucket}, read again there and found to be right
        {waiting > 0 ? `; ${formatCount(waiting)} waiting` : ''}.{trouble !== null && ` ${trouble}`}{' '}
        <Link href="/settings#bucket" className="text-link">
          Your bucket
        </Link>
      </p>
    </Card>
  )
}
