import { KeyRound } from 'lucide-react'
import { Badge } from '@/components/ui/badge'
import { EmptyState } from '@/components/ui/empty-state'
import { TimeAgo } from '@/components/ui/time-ago'
import { formatDate } from '@/lib/format/date'
import type { ListedToken } from '@/lib/tokens/list-tokens'
import { RevokeToken } from './revoke-token'

/** The person's API tokens: what each may do, when it was used last, and the way to end it. */
export function TokenList({
  tokens,
  now,
  revoke,
}: {
  tokens: ListedToken[]
  now: Date
  revoke: (id: string) => Promise<string | null>
}) {
  if (tokens.length === 0) {
    return (
      <EmptyState icon={KeyRound} title="No tokens yet" className="py-10!">
        A token lets a script or a program of yours use Map the Paths as you.
      </EmptyState>
    )
  }
  return (
    <ul className="grid divide-y divide-line">
      {tokens.map((token) => (
        <li key={token.id} className="flex flex-wrap items-center gap-x-4 gap-y-3 py-4 first:pt-0 last:pb-0">
          <div className="grid min-w-0 flex-1 basis-56 gap-1.5">
            <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
              <span dir="auto" className="min-w-0 font-[550]">
                {token.name}
              </span>
              <code className="text-ink-faint text-xs">…{token.hint}</code>
              {token.kind === 'client' && <Badge>Program</Badge>}
              {isOver(token, now) && <Badge tone="warning">Ended</Badge>}
            </div>
            <p className="text-ink-muted text-sm">{token.scopes.join(', ')}</p>
            <p className="text-ink-faint text-xs">
              <Times token={token} now={now} />
            </p>
          </div>
          <RevokeToken id={token.id} name={token.name} revoke={revoke} />
        </li>
      ))}
    </ul>
  )
}

function isOver({ expiresAt }: ListedToken, now: Date): boolean {
  return expiresAt !== null && expiresAt <= now
}

function Times({ token, now }: { token: ListedToken; now: Date }) {
  const { createdAt, lastUsedAt, expiresAt } = token
  const ends = expiresAt === null ? 'does not end' : `${isOver(token, now) ? 'ended' : 'ends'} ${formatDate(expiresAt)}`
  return (
    <>
      Made {formatDate(createdAt)} ·{' '}
      {lastUsedAt === null ? (
        'never used'
      ) : (
        <>
          last used <TimeAgo moment={lastUsedAt.toISOString()} />
        </>
      )}{' '}
      · {ends}
    </>
  )
}
