import { SlidersHorizontal } from 'lucide-react'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { LinkButton } from '@/components/ui/link-button'
import { Select } from '@/components/ui/select'
import { label, labelGroup } from '@/lib/labels/label'

const GROUP_WILDCARDS: Record<string, string> = {
  'Regulatory signs': 'regulatory--*',
  'Warning signs': 'warning--*',
  'Information signs': 'information--*',
  'Complementary signs': 'complementary--*',
  People: 'human--*',
  Animals: 'animal--*',
  'Road markings': 'marking--*',
}

const FILTER_NAMES: Record<string, string> = {
  user: 'by',
  minViewpoints: 'viewpoint marks ≥',
  minAltitude: 'altitude ≥',
  maxAltitude: 'altitude ≤',
  cameraMake: 'camera',
}

/** The filters of the list of photos. An ordinary form: its state is the address, and it works without scripts. */
export function PhotoFilterForm({ query, tagValues }: { query: URLSearchParams; tagValues: string[] }) {
  const given = (name: string) => query.get(name) ?? ''
  const others = [...query].filter(([name, value]) => value !== '' && name !== 'sort' && name !== 'cursor')
  const groups = groupValues(tagValues)
  const tag = given('tag')
  const isListed = tag === '' || tagValues.includes(tag) || Object.values(GROUP_WILDCARDS).includes(tag)
  return (
    <details className="mb-7 rounded-card border bg-surface">
      <summary className="flex min-h-12 list-none flex-wrap items-center gap-x-2.5 gap-y-1.5 px-4 py-2 font-[550] text-sm [&::-webkit-details-marker]:hidden">
        <SlidersHorizontal aria-hidden className="size-4 text-ink-faint" />
        <span className="mr-1">Filter and sort</span>
        {others.map(([name, value]) => (
          <Badge key={`${name}=${value}`} tone="accent">
            {describeFilter(name, value)}
          </Badge>
        ))}
      </summary>
      {/* The key renews the fields when the address changes by a link. */}
      <form key={query.toString()} className="grid grid-cols-2 gap-4 border-t p-4 sm:grid-cols-3 lg:grid-cols-6">
        <Field label="Shows" className="col-span-2">
          {(control) => (
            <Select {...control} name="tag" defaultValue={tag}>
              <option value="">Anything</option>
              {!isListed && <option value={tag}>{label(tag.replace(/\*$/, ''))}</option>}
              {groups.map(([group, values]) => (
                <optgroup key={group} label={group}>
                  {GROUP_WILDCARDS[group] && values.length > 1 && (
                    <option value={GROUP_WILDCARDS[group]}>{`Any of: ${group.toLowerCase()}`}</option>
                  )}
                  {values.map((value) => (
                    <option key={value} value={value}>
                      {label(value)}
                    </option>
                  ))}
                </optgroup>
              ))}
            </Select>
          )}
        </Field>
        <Field label="Kind">
          {(control) => (
            <Select {...control} name="pano" defaultValue={given('pano')}>
              <option value="">Flat and 360°</option>
              <option value="true">360°</option>
              <option value="false">Flat</option>
            </Select>
          )}
        </Field>
        <Field label="Photographer">
          {(control) => (
            <Input {...control} name="user" defaultValue={given('user')} autoComplete="off" spellCheck={false} />
          )}
        </Field>
        <Field label="From">
          {(control) => <Input {...control} type="date" name="from" defaultValue={day(given('from'))} />}
        </Field>
        <Field label="To">
          {(control) => <Input {...control} type="date" name="to" defaultValue={day(given('to'))} />}
        </Field>
        <Field label="Viewpoint marks, at least">
          {(control) => (
            <Input {...control} type="number" name="minViewpoints" min={0} defaultValue={given('minViewpoints')} />
          )}
        </Field>
        <Field label="Sort">
          {(control) => (
            <Select {...control} name="sort" defaultValue={given('sort')}>
              <option value="">Newest first</option>
              <option value="captured_at">Oldest first</option>
              <option value="-viewpoints">Most viewpoint marks</option>
            </Select>
          )}
        </Field>
        {/* What the address says beside these fields stays. */}
        {['bbox', 'near', 'radius', 'sequence', 'source', 'minAltitude', 'maxAltitude', 'cameraMake', 'transport'].map(
          (name) => given(name) && <input key={name} type="hidden" name={name} value={given(name)} />,
        )}
        <div className="col-span-2 flex items-end gap-2 sm:col-span-3 lg:col-span-4">
          <Button type="submit" look="primary">
            Show photos
          </Button>
          {others.length > 0 && (
            <LinkButton look="quiet" href="/photos">
              Clear
            </LinkButton>
          )}
        </div>
      </form>
    </details>
  )
}

function groupValues(values: string[]): [group: string, values: string[]][] {
  const groups = new Map<string, string[]>()
  for (const value of values.toSorted((a, b) => label(a).localeCompare(label(b), 'en'))) {
    const group = labelGroup(value)
    groups.set(group, [...(groups.get(group) ?? []), value])
  }
  return [...groups].toSorted(([a], [b]) => a.localeCompare(b, 'en'))
}

function describeFilter(name: string, value: string): string {
  if (name === 'pano') return value === 'true' ? '360°' : 'Flat'
  if (name === 'tag') return value.endsWith('*') ? labelGroup(value) : label(value)
  return `${FILTER_NAMES[name] ?? name} ${value}`
}

/** The day of a date or time; nothing when it is neither, as a date field wants it. */
function day(text: string): string {
  return /^\d{4}-\d{2}-\d{2}/.exec(text)?.[0] ?? ''
}
