import { ShieldCheck } from 'lucide-react'
import type { Metadata } from 'next'
import { RefreshWhile } from '@/components/imports/refresh-while'
import { Page } from '@/components/shell/page'
import { EmptyState } from '@/components/ui/empty-state'
import { LinkButton } from '@/components/ui/link-button'
import { EventList } from '@/components/vault/event-list'
import { GiveBack } from '@/components/vault/give-back'
import { VaultSummary } from '@/components/vault/vault-summary'
import { YourCopy } from '@/components/vault/your-copy'
import { Id } from '@/lib/model/ids'
import { findOwnBucket } from '@/lib/own-buckets/find-own-bucket'
import { requireUserOrLogin } from '@/lib/server/auth/page'
import { runtime } from '@/lib/server/runtime'
import { copiesWanted, verificationSettings } from '@/lib/server/vault/tools'
import { listEvents } from '@/lib/vault/events/list-events'
import { getVault } from '@/lib/vault/get-vault'
import { listBadPhotos } from '@/lib/vault/list-bad-photos'
import { adviseNights, measureNightBudget } from '@/lib/vault/night-budget'

export const metadata: Metadata = { title: 'My originals' }

const EVENTS = 30
const BAD_PHOTOS = 200 // whose files can be chosen together

export default async function VaultPage({ searchParams }: PageProps<'/vault'>) {
  const cursor = Id.safeParse((await searchParams).cursor)
  const { id: ownerId } = await requireUserOrLogin('/vault')
  const { db } = runtime()
  const [vault, bad, page, bucket] = await Promise.all([
    getVault(db, { ownerId, copiesWanted: copiesWanted() }),
    listBadPhotos(db, { ownerId, limit: BAD_PHOTOS }),
    listEvents(db, { ownerId, limit: EVENTS, cursor: cursor.data }),
    findOwnBucket(db, ownerId),
  ])
  return (
    <Page
      title="My originals"
      intro="Your photos’ files, as the backup keeps them. They are read again byte for byte, night after night, and mended where there is another copy."
    >
      <RefreshWhile isActive={vault.running !== null} />
      {vault.originals === 0 ? (
        <EmptyState
          icon={ShieldCheck}
          title="No originals yet"
          action={<LinkButton href="/import">Choose sequences to import</LinkButton>}
        />
      ) : (
        <div className="grid gap-6">
          <VaultSummary vault={vault} advice={vault.overdue > 0 ? await adviseOperator() : null} />
          {bucket && <YourCopy bucket={bucket} />}
          {bad.length > 0 && <GiveBack photos={bad} />}
          <EventList page={page} unread={vault.unread} />
        </div>
      )}
    </Page>
  )
}

async function adviseOperator(): Promise<string | null> {
  const settings = verificationSettings()
  return adviseNights(await measureNightBudget(runtime().db, settings), settings)
}
