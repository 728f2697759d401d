'use client'

import { ShieldAlert, ShieldCheck, ShieldQuestion } from 'lucide-react'
import Link from 'next/link'
import { useActionState } from 'react'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { TimeAgo } from '@/components/ui/time-ago'
import { formatPlural } from '@/lib/format/number'
import type { FormState } from '@/lib/server/form-action'
import type { Vault } from '@/lib/vault/get-vault'

type VerifyNow = (state: FormState, form: FormData) => Promise<FormState>

/** What is known of a sequence's originals, and a way to have them read now; for its owner. */
export function SequenceOriginals({
  sequenceId,
  vault,
  verify,
}: {
  sequenceId: string
  vault: Vault
  verify: VerifyNow
}) {
  const [state, send, isSending] = useActionState(verify, {})
  return (
    <form action={send} className="flex flex-wrap items-center gap-2 text-sm">
      <input type="hidden" name="sequenceId" value={sequenceId} />
      <Link href="/vault" className="rounded-full">
        <StateBadge vault={vault} />
      </Link>
      {vault.originals > 0 && (
        <span className="text-ink-muted">
          Copies of each: {vault.copies} of {vault.copiesWanted}
        </span>
      )}
      <Button type="submit" size="small" disabled={isSending || vault.running !== null}>
        {vault.running ? `Checking: ${vault.running.done} of ${vault.running.total}` : 'Verify this sequence now'}
      </Button>
      {state.message && (
        <p role="alert" className="text-danger">
          {state.message}
        </p>
      )}
    </form>
  )
}

function StateBadge({ vault: { originals, missing, differing, unreadable, unread, oldestCheck } }: { vault: Vault }) {
  const bad = missing + differing + unreadable
  if (bad > 0)
    return (
      <Badge tone="danger">
        <ShieldAlert aria-hidden /> {formatPlural(bad, 'original')} of {originals} to be mended
      </Badge>
    )
  if (oldestCheck === null)
    return (
      <Badge>
        <ShieldQuestion aria-hidden /> {formatPlural(unread, 'original')} of {originals} to be checked
      </Badge>
    )
  return (
    <Badge tone="accent">
      <ShieldCheck aria-hidden />
      <span>
        Originals intact, checked <TimeAgo moment={oldestCheck} />
      </span>
    </Badge>
  )
}
