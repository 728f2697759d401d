import { KeyRound } from 'lucide-react'
import { Card } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { Notice } from '@/components/ui/notice'
import { TimeAgo } from '@/components/ui/time-ago'
import { formatDate } from '@/lib/format/date'
import type { ListedPasskey } from '@/lib/users/passkeys/list-passkeys'
import { AddPasskey, type AddPasskeyProps } from './add-passkey'
import { RemovePasskey } from './remove-passkey'

/** The person's passkeys: the way to log in without Mapillary. `host`: the site that they count for; null: there can be none here. */
export function Passkeys({
  passkeys,
  host,
  remove,
  ...adding
}: {
  passkeys: ListedPasskey[]
  host: string | null
  remove: (id: string) => Promise<string | null>
} & AddPasskeyProps) {
  return (
    <Card className="grid gap-6 p-6">
      <div className="flex flex-wrap items-start justify-between gap-4">
        <div className="grid flex-1 basis-64 gap-1">
          <h2 className="font-semibold text-lg">Passkeys</h2>
          <p className="text-ink-muted text-sm">
            A passkey logs you in without Mapillary, by your fingerprint, your face or the PIN of your device.
            {host !== null && (
              <>
                {' '}
                It counts for <bdi>{host}</bdi> only.
              </>
            )}
          </p>
        </div>
        {host !== null && <AddPasskey {...adding} />}
      </div>
      {host === null && (
        <Notice>
          Browsers allow passkeys only on sites with a name and https. The address of this site has neither.
        </Notice>
      )}
      {passkeys.length > 0 ? (
        <ul className="grid divide-y divide-line">
          {passkeys.map(({ id, name, createdAt, lastUsedAt }) => (
            <li key={id} className="flex flex-wrap items-center gap-x-4 gap-y-3 py-4 first:pt-0 last:pb-0">
              <div className="grid min-w-0 flex-1 basis-56 gap-1.5">
                <span dir="auto" className="font-[550] [overflow-wrap:anywhere]">
                  {name}
                </span>
                <p className="text-ink-faint text-xs">
                  Made {formatDate(createdAt)} ·{' '}
                  {lastUsedAt === null ? (
                    'never used'
                  ) : (
                    <>
                      last used <TimeAgo moment={lastUsedAt.toISOString()} />
                    </>
                  )}
                </p>
              </div>
              <RemovePasskey id={id} name={name} remove={remove} />
            </li>
          ))}
        </ul>
      ) : (
        host !== null && (
          <EmptyState icon={KeyRound} title="No passkeys yet" className="py-10!">
            Add one, so that you get in also when Mapillary cannot be reached.
          </EmptyState>
        )
      )}
    </Card>
  )
}
