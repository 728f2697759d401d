import type { ReactNode } from 'react'

/** One topic of a page that explains rules. */
export function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="grid gap-2">
      <h2 className="font-semibold text-lg">{title}</h2>
      <div className="grid gap-2 text-ink-muted leading-relaxed [overflow-wrap:anywhere]">{children}</div>
    </section>
  )
}

/** Names of things, each with what is to be known about it. */
export function Entries({ entries }: { entries: { name: string; words: ReactNode }[] }) {
  return (
    <dl className="grid gap-3">
      {entries.map(({ name, words }) => (
        <div key={name}>
          <dt className="font-[550] text-ink">{name}</dt>
          <dd>{words}</dd>
        </div>
      ))}
    </dl>
  )
}
