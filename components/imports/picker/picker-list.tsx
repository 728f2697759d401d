import { useEffect, useRef } from 'react'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { classNames } from '@/components/ui/class-names'
import { Checkbox } from '@/components/ui/form/checkbox'
import { formatCount, formatPlural } from '@/lib/format/number'
import { ImportableRow } from './importable-row'
import type { SequenceChoice } from './use-choice'
import type { useImportablePages } from './use-importable-pages'

type List = ReturnType<typeof useImportablePages>

/** The sequences that pass the filters, to be chosen one by one or all at once. */
export function PickerList({
  list,
  total,
  choice,
  activeKey,
  onActive,
}: {
  list: List
  total: number
  choice: SequenceChoice
  activeKey: string | undefined
  onActive: (key: string | undefined) => void
}) {
  const { rows, matching, isPending, problem } = list
  const isLoading = isPending && !problem
  return (
    <Card
      aria-busy={isLoading}
      className={classNames('overflow-hidden transition-opacity duration-200', isLoading && 'opacity-50')}
    >
      <div className="flex items-center gap-3 border-b px-3 py-2.5 text-sm sm:gap-4 sm:px-4">
        <ChooseAll list={list} choice={choice} />
        <span className="text-ink-muted">
          {matching === total
            ? formatPlural(matching, 'sequence')
            : `${formatCount(matching)} of ${formatPlural(total, 'sequence')}`}
        </span>
      </div>
      <ul aria-label="Your sequences on Mapillary" className="divide-y divide-line">
        {rows.map((sequence, index) => (
          <ImportableRow
            key={sequence.key}
            sequence={sequence}
            place={{ at: index + 1, of: matching }}
            isSelected={choice.has(sequence)}
            isActive={activeKey === sequence.key}
            onToggle={(options) => choice.toggle(sequence, options)}
            onActive={(isActive) => onActive(isActive ? sequence.key : undefined)}
          />
        ))}
      </ul>
      {problem && (
        <div role="alert" className="flex flex-wrap items-center gap-3 border-t px-4 py-3 text-danger text-sm">
          {problem}
          {isPending && (
            <Button size="small" onClick={list.tryAgain}>
              Try again
            </Button>
          )}
        </div>
      )}
      {list.next !== null && <MoreRows list={list} />}
    </Card>
  )
}

/** Brings the next rows when it comes near the screen, or when it is pressed. */
function MoreRows({ list: { rows, matching, problem, showMore } }: { list: List }) {
  const end = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const element = end.current
    if (!element || problem) return // what failed is not asked for again and again
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && void showMore(), {
      rootMargin: '800px',
    })
    observer.observe(element)
    return () => observer.disconnect()
  }, [problem, showMore])
  return (
    <div ref={end} className="flex flex-wrap items-center justify-center gap-3 border-t px-4 py-3 text-sm">
      <span className="text-ink-muted">
        {formatCount(rows.length)} of {formatCount(matching)} shown
      </span>
      <Button size="small" onClick={() => void showMore()}>
        Show more
      </Button>
    </div>
  )
}

function ChooseAll({ list: { selectable, isPending }, choice }: { list: List; choice: SequenceChoice }) {
  const { count } = selectable
  const isWhole = count > 0 && choice.within >= count
  return (
    <Checkbox
      aria-label="Choose all shown"
      disabled={count === 0 || isPending}
      checked={isWhole}
      ref={(box) => {
        if (box) box.indeterminate = choice.within > 0 && !isWhole
      }}
      onChange={(event) => choice.chooseAll(event.target.checked)}
    />
  )
}
