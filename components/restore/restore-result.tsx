import type { RestoreProgress } from '@/components/answers/restore'
import { Card } from '@/components/ui/card'
import { LinkButton } from '@/components/ui/link-button'
import { Notice } from '@/components/ui/notice'
import { Progress } from '@/components/ui/progress'
import { formatPlural } from '@/lib/format/number'

const MOST_LISTED = 200

/** How far a restore is; when it has ended, what came back, what could not, and how people log in now. */
export function RestoreResult({ progress, logInWith }: { progress: RestoreProgress; logInWith: string }) {
  const { state, sequences, sequenceTotal, photos, there, deleted, problems } = progress
  const counts = `${formatPlural(sequences, 'sequence')} with ${formatPlural(photos, 'photo')}`
  return (
    <div className="grid gap-6">
      <Card className="grid gap-4 p-6">
        <h2 className="font-semibold text-lg">
          {state === 'running' ? 'Bringing everything back…' : 'It is all back'}
        </h2>
        {state === 'running' && <Progress label="Restore" done={sequences + there} total={sequenceTotal} />}
        <p role="status" className="text-sm">
          {counts}
          {state === 'running' && sequenceTotal !== null && `, of ${formatPlural(sequenceTotal, 'sequence')}`}.
          {there > 0 && ` ${formatPlural(there, 'sequence')} had come back before.`}
          {deleted > 0 && ` ${formatPlural(deleted, 'sequence')} had been deleted before and stay deleted.`}
        </p>
        {state === 'running' ? (
          <p className="text-ink-muted text-sm">
            You may close this page: it goes on. When the server is stopped meanwhile, the restore goes on where it was.
          </p>
        ) : (
          <>
            <p className="text-sm">{logInWith}</p>
            <div className="flex flex-wrap gap-2">
              <LinkButton href="/" look="primary">
                See the map
              </LinkButton>
              <LinkButton href="/login">Log in</LinkButton>
            </div>
          </>
        )}
      </Card>
      {state === 'ended' && problems.length > 0 && <Problems problems={problems} />}
    </div>
  )
}

function Problems({ problems }: Pick<RestoreProgress, 'problems'>) {
  return (
    <Card className="grid gap-4 p-6">
      <h2 className="font-semibold text-lg">{formatPlural(problems.length, 'thing')} could not be restored</h2>
      <Notice>Mend the file in the backup, then npm run restore brings back what is missing.</Notice>
      <ul className="grid gap-2 text-sm">
        {problems.slice(0, MOST_LISTED).map(({ what, reason }) => (
          <li key={what} className="[overflow-wrap:anywhere]">
            <bdi className="font-[550]">{what}</bdi>: {reason}
          </li>
        ))}
      </ul>
      {problems.length > MOST_LISTED && <p className="text-ink-muted text-sm">The log has all of them.</p>}
    </Card>
  )
}
