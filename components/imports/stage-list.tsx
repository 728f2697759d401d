import { CircleAlert, CircleCheck } from 'lucide-react'
import { Progress } from '@/components/ui/progress'
import { formatBytes, formatCount } from '@/lib/format/number'
import type { ImportProgress, StageProgress } from '@/lib/imports/types'
import { IMPORT_STAGES, STAGES } from '@/lib/model/import-stages'

/** A bar for each stage, with what is done, failed and waiting in numbers. */
export function StageList({ stages }: { stages: ImportProgress['stages'] }) {
  return (
    <ul className="grid gap-5">
      {IMPORT_STAGES.map((stage) => (
        <StageRow key={stage} name={STAGES[stage].name} stage={stages[stage]} />
      ))}
    </ul>
  )
}

function StageRow({ name, stage }: { name: string; stage: StageProgress }) {
  const { total, done, failed, waiting, bytes } = stage
  const isComplete = total > 0 && done === total
  return (
    <li className="grid gap-2">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4 text-sm">
        <span className="flex items-center gap-2 font-[550]">
          {name}
          {isComplete && <CircleCheck aria-label="complete" className="size-4 text-accent" />}
          {failed > 0 && <CircleAlert aria-hidden className="size-4 text-danger" />}
        </span>
        <span className="text-ink-muted tabular-nums">
          {formatCount(done)} of {total === 0 ? '…' : formatCount(total)}
          {failed > 0 && <span className="text-danger"> · {formatCount(failed)} failed</span>}
          {waiting > 0 && <> · {formatCount(waiting)} waiting</>}
          {bytes > 0 && <> · {formatBytes(bytes)}</>}
        </span>
      </div>
      <Progress label={name} done={done} failed={failed} total={total || null} />
    </li>
  )
}
