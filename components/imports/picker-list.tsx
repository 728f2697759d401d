import { Card } from '@/components/ui/card'
import { Checkbox } from '@/components/ui/form/checkbox'
import { formatPlural } from '@/lib/format/number'
import type { ImportableSequence } from '@/lib/imports/types'
import { isSelectable } from './importable-filters'
import { ImportableRow } from './importable-row'
import type { Selection } from './use-selection'

/** The sequences that pass the filters, to be chosen one by one or all at once. */
export function PickerList({
  shown,
  total,
  selection,
  activeKey,
  onActive,
}: {
  shown: ImportableSequence[]
  total: number
  selection: Selection
  activeKey: string | undefined
  onActive: (key: string | undefined) => void
}) {
  return (
    <Card className="overflow-hidden">
      <div className="flex items-center gap-3 border-b px-3 py-2.5 text-sm sm:gap-4 sm:px-4">
        <ChooseAll sequences={shown.filter(isSelectable)} selection={selection} />
        <span className="text-ink-muted">
          {shown.length === total
            ? formatPlural(shown.length, 'sequence')
            : `${shown.length} of ${formatPlural(total, 'sequence')}`}
        </span>
      </div>
      <ul aria-label="Your sequences on Mapillary" className="divide-y divide-line">
        {shown.map((sequence) => (
          <ImportableRow
            key={sequence.key}
            sequence={sequence}
            isSelected={selection.keys.has(sequence.key)}
            isActive={activeKey === sequence.key}
            onToggle={(options) => selection.toggle(sequence.key, options)}
            onActive={(isActive) => onActive(isActive ? sequence.key : undefined)}
          />
        ))}
      </ul>
    </Card>
  )
}

function ChooseAll({ sequences, selection }: { sequences: ImportableSequence[]; selection: Selection }) {
  const chosenCount = sequences.filter(({ key }) => selection.keys.has(key)).length
  return (
    <Checkbox
      aria-label="Choose all shown"
      disabled={sequences.length === 0}
      checked={sequences.length > 0 && chosenCount === sequences.length}
      ref={(box) => {
        if (box) box.indeterminate = chosenCount > 0 && chosenCount < sequences.length
      }}
      onChange={(event) =>
        selection.set(
          sequences.map(({ key }) => key),
          event.target.checked,
        )
      }
    />
  )
}
