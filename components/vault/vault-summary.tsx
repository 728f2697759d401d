import { Card } from '@/components/ui/card'
import { Facts } from '@/components/ui/facts'
import { Notice } from '@/components/ui/notice'
import { Progress } from '@/components/ui/progress'
import { TimeAgo } from '@/components/ui/time-ago'
import { formatBytes, formatCount, formatPlural } from '@/lib/format/number'
import type { Vault } from '@/lib/vault/get-vault'

/** How many originals there are, and what is known of them; for their owner. `advice`: what the operator would have to set, if that is known. */
export function VaultSummary({ vault, advice = null }: { vault: Vault; advice?: string | null }) {
  const { originals, intact, copiesWanted, copiesComplete, oldestCheck, latestCheck, running, isStoreInTrouble } = vault
  const bad = vault.missing + vault.differing + vault.unreadable
  return (
    <Card className="grid gap-6 p-6">
      {isStoreInTrouble && (
        <Notice tone="warning" title="The last check could not be made">
          The place where originals are kept did not answer as it should. Nothing is known to be lost, and nothing was
          changed. Whoever runs this site has to look at it.
        </Notice>
      )}
      {vault.overdue > 0 && (
        <Notice title={`${formatPlural(vault.overdue, 'original')} not read for more than 90 days`}>
          There are more of them than this site reads in its nights. Whoever runs it can give the checks more time
          {advice === null ? '.' : `: ${advice} would do.`}
        </Notice>
      )}
      {bad > 0 && (
        <Notice tone="danger" title={`${formatPlural(bad, 'original')} cannot be used now`}>
          {badWords(vault)}
        </Notice>
      )}
      {vault.withoutPublicPicture > 0 && (
        <Notice title={`Others see ${formatPlural(vault.withoutPublicPicture, 'photo')} only with Mapillary’s help`}>
          Your originals of them are not blurred, so others see Mapillary’s pictures, which are kept here as soon as
          Mapillary gives them. Until then others see a placeholder while Mapillary is away; you see your originals.
        </Notice>
      )}
      <Facts
        facts={[
          { name: 'Originals', value: formatCount(originals) },
          { name: 'Size', value: formatBytes(vault.bytes) },
          { name: 'Read again and intact', value: `${formatCount(intact)} of ${formatCount(originals)}` },
          {
            name: 'Copies',
            value:
              copiesWanted === 1 && copiesComplete === originals
                ? 'one of each'
                : `${formatCount(copiesComplete)} of ${formatCount(originals)} with ${copiesWanted}`,
          },
          { name: 'Last check', value: latestCheck && <TimeAgo moment={latestCheck} /> },
          {
            name: 'Oldest check',
            value: oldestCheck ? <TimeAgo moment={oldestCheck} /> : 'some are still to be checked',
          },
        ]}
      />
      {running && (
        <div className="grid gap-2">
          <p className="text-sm">
            A check is under way: {formatCount(running.done)} of {formatPlural(running.total, 'original')} read.
          </p>
          <Progress label="Check of the originals" done={running.done} total={running.total} />
        </div>
      )}
      <p className="flex flex-wrap gap-x-4 gap-y-1 text-sm">
        <a className="text-link" href="/api/v1/vault/checksums" download="SHA256SUMS">
          Download SHA256SUMS
        </a>
        <a className="text-link" href="/api/v1/vault/events?format=atom">
          What happens, as an Atom feed
        </a>
      </p>
    </Card>
  )
}

function badWords({ missing, differing, unreadable }: Vault): string {
  const parts = [
    missing > 0 && `${formatCount(missing)} gone`,
    differing > 0 && `${formatCount(differing)} changed`,
    unreadable > 0 && `${formatCount(unreadable)} unreadable`,
  ]
  return `${parts.filter(Boolean).join(', ')}. They are looked at again each night.`
}
