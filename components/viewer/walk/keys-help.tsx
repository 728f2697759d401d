import { Dialog } from '@/components/ui/dialog'

const KEYS: [keys: string[], does: string][] = [
  [['→'], 'Next photo'],
  [['←'], 'Previous photo'],
  [['Space'], 'Play, pause'],
  [['M'], 'Swap map and picture'],
  [['T'], 'Photos of the sequence'],
  [['E'], 'Altitude of the sequence'],
  [['Esc'], 'Back to where you came from'],
  [['D'], 'Show or hide objects'],
  [['R'], 'Go to the objects on the picture'],
  [['↑', '↓'], 'There: the object before, the next one'],
  [['A'], 'Add a tag'],
  [['V'], 'Mark as a viewpoint'],
  [['+', '−'], 'Zoom in, zoom out'],
  [['0'], 'Show the whole picture'],
  [['F'], 'Full screen'],
  [['?'], 'This list'],
]

export default function KeysHelp({
  isOpen,
  onOpenChange,
}: {
  isOpen: boolean
  onOpenChange: (isOpen: boolean) => void
}) {
  return (
    <Dialog title="Keys" isOpen={isOpen} onOpenChange={onOpenChange}>
      <dl className="grid grid-cols-[auto_1fr] items-center gap-x-6 gap-y-2.5 text-sm">
        {KEYS.map(([keys, does]) => (
          <div key={does} className="contents">
            <dt className="flex gap-1.5">
              {keys.map((key) => (
                <kbd
                  key={key}
                  className="grid h-7 min-w-7 place-items-center rounded-md border border-line-strong/60 bg-sunken px-1.5 font-[550] font-sans text-xs"
                >
                  {key}
                </kbd>
              ))}
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  )
}
