import { buttonClasses } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { PERSONAL_PART_LABELS, PERSONAL_PARTS } from '@/lib/model/people/personal-data'

/** Everything that is stored about a person, to take along. */
export function OwnData() {
  return (
    <Card className="grid gap-6 p-6">
      <div className="grid gap-1">
        <h2 className="font-semibold text-lg">Your data</h2>
        <p className="text-ink-muted text-sm">
          Everything that is stored about you, as one JSON document: account, sequences, photos, marks, tags, imports,
          reports, log-ins and the names of your tokens. The pictures themselves are not in it.
        </p>
      </div>
      <div>
        <a href="/api/v1/me/export" download className={buttonClasses({ look: 'secondary', size: 'medium' })}>
          Download all my data
        </a>
      </div>
      <details className="text-sm">
        <summary className="cursor-pointer">As tables (CSV)</summary>
        <ul className="mt-2 flex flex-wrap gap-x-4 gap-y-1">
          {PERSONAL_PARTS.map((part) => (
            <li key={part}>
              <a href={`/api/v1/me/export?format=csv&part=${part}`} download className="text-link">
                {PERSONAL_PART_LABELS[part]}
              </a>
            </li>
          ))}
        </ul>
      </details>
    </Card>
  )
}
