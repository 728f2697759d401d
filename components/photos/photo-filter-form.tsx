import { SlidersHorizontal } from 'lucide-react'
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

/** The filters of the list of photos. An ordinary form: its state is the address, and it works without scripts. */
export function PhotoFilterForm({ query, tagValues }: { query: URLSearchParams; tagValues: string[] }) {
  const given = (name: string) => query.get(name) ?? ''
  const others = [...query].filter(([name, value]) => value !== '' && name !== 'sort' && name !== 'cursor')
  const groups = groupValues(tagValues)
  const tag = given('tag')
  const isListed = tag === '' || tagValues.includes(tag) || Object.values(GROUP_WILDCARDS).includes(tag)
  return (
    <details open={others.length > 0} className="group mb-7 rounded-card border bg-surface">
      <summary className="flex h-12 list-none items-center gap-2.5 px-4 font-[550] text-sm">
        <SlidersHorizontal aria-hidden className="size-4 text-ink-faint" />
        Filter and sort
        {others.length > 0 && (
          <span className="grid size-5 place-items-center rounded-full bg-accent text-on-accent text-xs">
            {others.length}
          </span>
        )}
      </summary>
      {/* The key renews the fields when the address changes by a link. */}
      <form key={query.toString()} className="grid gap-4 border-t p-4 sm:grid-cols-3 lg:grid-cols-6">
        <Field label="Shows" className="sm:col-span-2">
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
          {(control) => <Input {...control} type="date" name="from" defaultValue={given('from')} />}
        </Field>
        <Field label="To">{(control) => <Input {...control} type="date" name="to" defaultValue={given('to')} />}</Field>
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
        <div className="flex items-end gap-2 sm:col-span-3 lg:col-span-4">
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
