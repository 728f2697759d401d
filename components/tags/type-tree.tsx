import Link from 'next/link'
import type { FormState } from '@/lib/server/form-action'
import { matchTagTypes } from '@/lib/tags/match-tag-types'
import type { TagType } from '@/lib/tags/types'
import { TypeDecision } from './type-decision'

/** Tag types below their parents; each leads to the photos that have it. With `decide` they can be taken out of use. */
export function TypeTree({
  types,
  decide,
}: {
  types: TagType[]
  decide?: (before: FormState, form: FormData) => Promise<FormState>
}) {
  return (
    <ul className="grid rounded-card border bg-surface p-2 text-sm">
      {matchTagTypes(types, '').map(({ value, label, colour, depth }) => (
        <li
          key={value}
          className="flex min-h-9 items-center gap-2.5 px-2"
          style={{ paddingLeft: `${0.5 + depth * 1.5}rem` }}
        >
          <span
            aria-hidden="true"
            className="size-3.5 shrink-0 rounded-[0.25rem] border border-ink/30"
            style={{ background: colour }}
          />
          <Link
            href={`/photos?source=mtp&tag=${encodeURIComponent(depth === 0 ? `${value}*` : value)}`}
            prefetch={false}
            className="mr-auto text-link"
          >
            <bdi>{label}</bdi>
          </Link>
          <span className="hidden break-all text-ink-faint text-xs sm:inline">{value}</span>
          {decide && <TypeDecision action={decide} value={value} label={label} state="rejected" />}
        </li>
      ))}
    </ul>
  )
}
