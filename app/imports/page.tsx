import { ListChecks } from 'lucide-react'
import type { Metadata } from 'next'
import { removeAnnounced } from '@/app/imports/actions'
import { ImportList } from '@/components/imports/import-list'
import { RefreshWhile } from '@/components/imports/refresh-while'
import { WaitingUploads } from '@/components/imports/waiting-uploads'
import { Page } from '@/components/shell/page'
import { EmptyState } from '@/components/ui/empty-state'
import { LinkButton } from '@/components/ui/link-button'
import { listImports } from '@/lib/imports/progress/list-imports'
import { Id } from '@/lib/model/ids'
import { ACTIVE_STATES } from '@/lib/model/import-states'
import { requireUserOrLogin } from '@/lib/server/auth/page'
import { runtime } from '@/lib/server/runtime'
import { listWaitingUploads } from '@/lib/uploads/list-uploads'

export const metadata: Metadata = { title: 'My imports' }

const PAGE_SIZE = 24

export default async function ImportsPage({ searchParams }: PageProps<'/imports'>) {
  const cursor = Id.safeParse((await searchParams).cursor)
  const user = await requireUserOrLogin('/imports')
  const { db } = runtime()
  const [{ imports, nextCursor }, uploads] = await Promise.all([
    listImports(db, { userId: user.id, limit: PAGE_SIZE, ...(cursor.success && { cursor: cursor.data }) }),
    cursor.success ? [] : listWaitingUploads(db, user.id),
  ])
  const isAnyActive = imports.some(({ state }) => ACTIVE_STATES.some((active) => active === state))
  return (
    <Page
      title="My imports"
      actions={
        <LinkButton href="/import" look="primary">
          Import more
        </LinkButton>
      }
    >
      <RefreshWhile isActive={isAnyActive} />
      {uploads.length > 0 && <WaitingUploads uploads={uploads} onRemove={removeAnnounced} />}
      {imports.length === 0 ? (
        <EmptyState
          icon={ListChecks}
          title={cursor.success ? 'No older imports' : 'No imports yet'}
          action={<LinkButton href="/import">Choose sequences</LinkButton>}
        />
      ) : (
        <ImportList imports={imports} />
      )}
      {nextCursor && (
        <nav aria-label="More imports" className="mt-6 flex justify-center">
          <LinkButton href={`/imports?cursor=${nextCursor}`}>Older imports</LinkButton>
        </nav>
      )}
    </Page>
  )
}
