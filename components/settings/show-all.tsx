import { LinkButton } from '@/components/ui/link-button'

const AT_FIRST = 10

/** The first entries of a list of the settings, or all when `?all=` names the list. */
export function shownOf<Entry>(entries: Entry[], name: string, all: unknown, atFirst = AT_FIRST): Entry[] {
  return all === name ? entries : entries.slice(0, atFirst)
}

/** The way to all entries of a list that is longer than what is shown. */
export function ShowAll({ name, shown, total }: { name: string; shown: number; total: number }) {
  if (shown >= total) return null
  return (
    <div>
      <LinkButton href={`/settings?all=${name}#${name}`} size="small">
        Show all {total}
      </LinkButton>
    </div>
  )
}
