import { Camera } from 'lucide-react'
import type { Metadata } from 'next'
import { Suspense } from 'react'
import { importSequences, syncAccountAgain } from '@/app/import/actions'
import { AccountSyncAge, AccountSyncProblem, FirstAccountSync } from '@/components/imports/account-sync'
import { MapillaryEnded } from '@/components/imports/mapillary-ended'
import { PickerProblem } from '@/components/imports/picker/picker-problem'
import { PickerSkeleton } from '@/components/imports/picker/picker-skeleton'
import { SequencePicker } from '@/components/imports/picker/sequence-picker'
import { RefreshWhile } from '@/components/imports/refresh-while'
import { Page } from '@/components/shell/page'
import { EmptyState } from '@/components/ui/empty-state'
import { LinkButton } from '@/components/ui/link-button'
import { sendAccountSyncRequested } from '@/inngest/send'
import { findAccountSync } from '@/lib/accounts/find-account-sync'
import { requestAccountSync } from '@/lib/accounts/request-account-sync'
import { type AccountSync, isAccountSyncActive } from '@/lib/accounts/types'
import { AppError } from '@/lib/errors'
import { type ImportableFilters, parseFilters, toQuery } from '@/lib/imports/importable/filters'
import { FIRST_ROWS, overviewOf, pageOf } from '@/lib/imports/importable/importable-pages'
import { type Listing, listImportable } from '@/lib/imports/importable/list-importable'
import { withPlaces } from '@/lib/imports/importable/with-places'
import { getPhotosToday } from '@/lib/imports/request/photos-today'
import { requireUserOrLogin } from '@/lib/server/auth/page'
import { accountLists, runtime } from '@/lib/server/runtime'

export const metadata: Metadata = { title: 'Import' }

export default async function ImportPage({ searchParams }: PageProps<'/import'>) {
  const user = await requireUserOrLogin('/import')
  const { found, month, state } = await searchParams
  const asked = new URLSearchParams({
    ...(typeof month === 'string' && { month }),
    ...(typeof state === 'string' && { state }),
  })
  return (
    <Page
      title="Import from Mapillary"
      intro="Choose from your sequences. Their originals go into the backup, their photos onto the map."
      width="wide"
      actions={<LinkButton href="/imports">My imports</LinkButton>}
    >
      {runtime().mapillary.hasEnded ? (
        <MapillaryEnded />
      ) : (
        <Suspense fallback={<PickerSkeleton />}>
          <Importable userId={user.id} filters={parseFilters(asked)} showsFoundSoFar={found === 'so-far'} />
        </Suspense>
      )}
    </Page>
  )
}

async function Importable({
  userId,
  filters,
  showsFoundSoFar,
}: {
  userId: number
  filters: ImportableFilters
  showsFoundSoFar: boolean
}) {
  const loaded = await load(userId)
  if (loaded instanceof AppError) {
    return <PickerProblem code={loaded.code} message={loaded.message} retryAfterMs={loaded.retryAfterMs} />
  }
  const { listing, sync } = loaded
  const overview = overviewOf(listing)
  const { total } = overview
  const { db, limits, gazetteer } = runtime()
  const isFirst = sync !== null && sync.finishedAt === null
  const isOpen = !isFirst || showsFoundSoFar
  return (
    <div className="grid grid-cols-1 gap-5">
      {sync && <AccountSyncProblem sync={sync} syncAgain={syncAccountAgain} />}
      {sync && isFirst && sync.state !== 'failed' && (
        <FirstAccountSync sync={sync} sequenceCount={total} isOpen={showsFoundSoFar} />
      )}
      {sync && !isFirst && <AccountSyncAge sync={sync} syncAgain={syncAccountAgain} />}
      {isOpen && total > 0 && (
        <SequencePicker
          overview={overview}
          first={{
            query: toQuery(filters),
            page: await withPlaces(gazetteer, await pageOf(listing, { filters, after: null, count: FIRST_ROWS })),
          }}
          action={importSequences}
          today={await getPhotosToday(db, limits, userId)}
          importsAtOnce={limits.importsPerUser}
        />
      )}
      {!isFirst && total === 0 && (
        <EmptyState icon={Camera} title="You have no sequences on Mapillary yet">
          Upload photos there with the Mapillary app or the Desktop Uploader. They show up here when Mapillary has
          processed them.
        </EmptyState>
      )}
      {/* A list to choose from must not move under the hand: while it is open, the first sync shows nothing new by itself. */}
      <RefreshWhile isActive={sync !== null && isAccountSyncActive(sync) && !(isFirst && isOpen)} everyMs={1500} />
    </div>
  )
}

type Loaded = { listing: Listing; sync: AccountSync | null }

/** The sequences, or the expected failure as a value: it has words of its own on this page. A visit looks for new ones. */
async function load(userId: number): Promise<Loaded | AppError> {
  const { db, mapillary } = runtime()
  try {
    const tools = { ...runtime(), lists: accountLists() }
    if (mapillary.listSequences) return { listing: await listImportable(tools, userId), sync: null }
    const requested = await requestAccountSync(db, { userId })
    if (requested) await sendAccountSyncRequested(requested)
    const sync = await findAccountSync(db, userId) // before the list, which then is as new at least
    return { listing: await listImportable(tools, userId), sync }
  } catch (error) {
    if (error instanceof AppError) return error
    throw error
  }
}
